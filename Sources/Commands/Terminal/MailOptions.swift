import ArgumentParser
import Foundation
import Mail
import Notices

/// Where mail goes out.
struct MailOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The mail server, as smtp://user:password@host:587; else MAINSTAY_SMTP, which other users of this machine cannot read. Without one no mail is sent.",
            valueName: "address"))
    var smtp: String?

    @Option(
        help: ArgumentHelp(
            "Whom mail is from, as “Mainstay <mainstay@example.com>”; else MAINSTAY_MAIL_FROM.", valueName: "sender"))
    var mailFrom: String?

    /// Nil when no server was named.
    /// - Parameter site: the address people use; nil where nobody said it.
    /// - Throws: `Failure` that says what is wrong with server or sender.
    func post(site: URL?) throws -> MailPost? {
        guard let address = smtp ?? Console.environment("MAINSTAY_SMTP") else { return nil }
        let server: SMTPServer
        do { server = try SMTPServer(address) } catch { throw Failure("The mail server is not usable: \(error)") }
        guard let sender = mailFrom ?? Console.environment("MAINSTAY_MAIL_FROM") else {
            throw Failure("Say whom mail is from: --mail-from or MAINSTAY_MAIL_FROM.")
        }
        guard let from = Self.mailbox(sender) else {
            throw Failure("“\(sender)” is no sender; write “Mainstay <mainstay@example.com>”.")
        }
        let place = site.map {
            $0.absoluteString.hasSuffix("/") ? String($0.absoluteString.dropLast()) : $0.absoluteString
        }
        return MailPost(SMTPMailer(server), from: from, site: place)
    }

    /// `name <address>`, or an address alone.
    static func mailbox(_ text: String) -> Mailbox? {
        guard let open = text.lastIndex(of: "<"), text.hasSuffix(">") else {
            return MailAddress(text).map { Mailbox($0, named: "Mainstay") }
        }
        let name = text[..<open].trimmingCharacters(in: .whitespaces)
        return MailAddress(String(text[text.index(after: open)...].dropLast())).map { Mailbox($0, named: name) }
    }
}
