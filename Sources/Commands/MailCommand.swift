import ArgumentParser
import Composition
import Foundation
import Mail
import Notices

struct MailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail", abstract: "Try the mail server.", subcommands: [MailTest.self])
}

struct MailTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Send one message, to see that mail goes out.")

    @Argument(help: "Whom to send it to.")
    var address: String

    @OptionGroup var mail: MailOptions

    func run() async throws {
        guard let recipient = MailAddress(address) else { throw Failure("“\(address)” is no mail address.") }
        guard let post = try mail.post(site: nil) else {
            throw Failure("Name the mail server: --smtp or MAINSTAY_SMTP.")
        }
        let now = Composition.now()
        let message = MailMessage(
            from: post.from, to: Mailbox(recipient), subject: "Mainstay: mail works · 邮件可用",
            text: "This server can send mail.\n本服务器可以发送邮件。\n", date: now,
            id: MessageID(key: "test/\(now)/\(address)", from: post.from.address))
        do { try await post.mailer.send(message) } catch { throw Failure("Nothing was sent: \(error).") }
        print("The mail server took the message for \(address).")
    }
}
