import Foundation
import Mail
import MailTesting
import Testing

/// Real sending to a real server, read by a library that is not ours.
@Suite struct SMTPMailerTests {
    private static let chinese = "三月大客户月报：上海长风机械有限公司收入增长 12.5%，两家客户需要马上联系，请在周五之前回复"

    private func mailer(_ server: MailServer) throws -> SMTPMailer { SMTPMailer(try SMTPServer(server.address)) }

    /// Why a message is not sent.
    private func problem(_ address: String, _ message: MailMessage) async throws -> MailProblem? {
        do {
            try await SMTPMailer(SMTPServer(address)).send(message)
            return nil
        } catch let problem as MailProblem { return problem }
    }

    @Test func aMessageArrivesAsItWasMeant() async throws {
        try await MailServer.run { server in
            var sent = try message(
                named: "李安，客户经理", subject: Self.chinese, text: "您好：\n.\n.begin\n再见", html: "<p>您好 &amp; 再见</p>")
            sent.unsubscribe = Unsubscribe("https://firm.cn/u/1", isOneClick: true)
            try await mailer(server).send(sent)
            let mails = try server.received()
            let mail = try #require(mails.first)
            #expect(mails.count == 1)
            #expect(mail.raw == Data(sent.composed()))
            #expect(mail.defects.isEmpty)
            #expect(mail.sender == "mainstay@firm.cn" && mail.recipients == ["ann@firm.cn"])
            #expect(mail.subject == Self.chinese)
            #expect(mail.from == .init(name: "Mainstay", address: "mainstay@firm.cn"))
            #expect(mail.to == .init(name: "李安，客户经理", address: "ann@firm.cn"))
            #expect(mail.date == 1_772_323_445 && mail.id == "<ba7816bf8f01cfea414140de5dae2223@firm.cn>")
            #expect(mail.text == "您好：\n.\n.begin\n再见" && mail.html == "<p>您好 &amp; 再见</p>")
            #expect(mail.header("auto-submitted") == "auto-generated")
            #expect(mail.header("List-Unsubscribe") == "<https://firm.cn/u/1>")
            #expect(mail.header("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click")
            #expect(!mail.isEncrypted && mail.user == nil)
        }
    }

    @Test(arguments: HeaderFieldTests.injections)
    func aTextMakesNoFieldOfItsOwn(text: String) async throws {
        try await MailServer.run { server in
            try await mailer(server).send(message(named: text, subject: text))
            let mail = try #require(try server.received().first)
            #expect(mail.subject == "Hi Bcc: eve@x.org" && mail.to.name == "Hi Bcc: eve@x.org")
            #expect(mail.header("Bcc") == nil)
            #expect(mail.recipients == ["ann@firm.cn"])
            #expect(mail.text == "Hello\n")
        }
    }

    @Test(arguments: ["plain, (of) \"all\" <marks>; \\", "=?UTF-8?Q?trick?=", "é 😀 ", "客\u{3000}户"])
    func namesOfAllKindsAreReadAsTheyAre(name: String) async throws {
        try await MailServer.run { server in
            try await mailer(server).send(message(named: name, subject: name))
            let mail = try #require(try server.received().first)
            let shown = name.trimmingCharacters(in: .whitespaces)
            #expect(mail.to.name == shown)
            #expect(mail.subject == shown)
            #expect(mail.defects.isEmpty)
        }
    }

    @Test func manyAtOnceAllArrive() async throws {
        try await MailServer.run { server in
            let mailer = try mailer(server)
            try await withThrowingTaskGroup { group in
                for number in 1...24 {
                    group.addTask { try await mailer.send(message(to: "ann\(number)@firm.cn")) }
                }
                try await group.waitForAll()
            }
            #expect(Set(try server.received().flatMap(\.recipients)).count == 24)
        }
    }

    // MARK: Refusals

    @Test func aRecipientIsRefusedOrPutOff() async throws {
        try await MailServer.run { server in
            let refused = try await problem(server.address, message(to: "ann@refused.example"))
            #expect(refused == .recipientRefused(SMTPReply(550, "5.1.1 There is no such mailbox")))
            let putOff = try await problem(server.address, message(to: "ann@later.example"))
            #expect(putOff == .postponed(SMTPReply(451, "4.2.1 The mailbox is busy")))
            #expect(try server.received().isEmpty)
        }
    }

    @Test(arguments: [
        (MailServer.Manner.Command.sender, "553 5.1.8 Who?", MailProblem.refused(SMTPReply(553, "5.1.8 Who?"))),
        (.sender, "451 4.3.2 Not now", .postponed(SMTPReply(451, "4.3.2 Not now"))),
        (.message, "554 5.7.1 An advertisement", .refused(SMTPReply(554, "5.7.1 An advertisement"))),
        (.message, "452 4.3.1 No room", .postponed(SMTPReply(452, "4.3.1 No room"))),
    ])
    func senderAndMessageAreRefusedOrPutOff(
        command: MailServer.Manner.Command, reply: String, expected: MailProblem
    ) async throws {
        try await MailServer.run(.answering(command, reply)) { server in
            let found = try await problem(server.address, message())
            #expect(found == expected)
        }
    }

    @Test func onlyTheRightPasswordLetsUsIn() async throws {
        try await MailServer.run(.signIn) { server in
            try await mailer(server).send(message())
            #expect(try server.received().map(\.user) == ["ann"])
            let place = "127.0.0.1:\(server.port)"
            let wrong = try #require(try await problem("smtp://ann:hunter2@\(place)", message()))
            #expect(wrong == .signInRefused(SMTPReply(535, "5.7.8 Authentication credentials invalid")))
            #expect(!"\(wrong)".contains("hunter2"))
            let nobody = try await problem("smtp://\(place)", message())
            #expect(nobody == .signInRefused(SMTPReply(530, "5.7.0 Authentication required")))
            #expect(try server.received().count == 1)
        }
    }

    @Test func aServerThatRepeatsThePasswordIsNotRepeated() async throws {
        try await MailServer.run(.answering(.signIn, "535 5.7.8 No user ann with hunter2")) { server in
            let problem = try await problem("smtp://ann:hunter2@127.0.0.1:\(server.port)", message())
            #expect(problem == .signInRefused(SMTPReply(535, "5.7.8 No user ann with •••")))
        }
    }

    // MARK: TLS

    @Test(arguments: [MailServer.Manner.startTLS, .immediateTLS])
    func aCertificateHasToBeTrusted(manner: MailServer.Manner) async throws {
        try await MailServer.run(manner) { server in
            try await mailer(server).send(message())
            #expect(try server.received().map(\.isEncrypted) == [true])
            let untrusting = server.address.replacing("ca=\(server.certificate.path)", with: "")
            let problem = try await problem(untrusting, message())
            guard case .untrusted(let detail) = problem else {
                Issue.record("\(String(describing: problem))")
                return
            }
            #expect(detail.contains("certificate"))
            #expect(try server.received().count == 1)
        }
    }

    @Test func aCertificateHasToNameTheHost() async throws {
        try await MailServer.run(.startTLS) { server in
            let other = server.address.replacing("localhost", with: "127.0.0.1")
            let problem = try await problem(other, message())
            guard case .untrusted = problem else {
                Issue.record("\(String(describing: problem))")
                return
            }
            #expect(try server.received().isEmpty)
        }
    }

    @Test func nothingIsSentWithoutTheTLSThatIsAskedFor() async throws {
        try await MailServer.run { server in
            let problem = try await problem(server.address + "?tls=required", message())
            guard case .untrusted = problem else {
                Issue.record("\(String(describing: problem))")
                return
            }
            #expect(try server.received().isEmpty)
            try await SMTPMailer(SMTPServer(server.address + "?tls=opportunistic")).send(message())
            #expect(try server.received().count == 1)
        }
    }

    @Test func opportunityIsTaken() async throws {
        try await MailServer.run(.startTLS) { server in
            let address = server.address.replacing("tls=required", with: "tls=opportunistic")
            try await SMTPMailer(SMTPServer(address)).send(message())
            #expect(try server.received().map(\.isEncrypted) == [true])
        }
    }

    // MARK: Silence

    @Test func aServerThatIsNotThereMayComeBack() async throws {
        let server = try MailServer()
        server.stop()
        let problem = try #require(try await problem(server.address, message()))
        guard case .unreachable(let detail) = problem else {
            Issue.record("\(problem)")
            return
        }
        #expect(problem.mayWorkLater && detail.contains("127.0.0.1"))
    }

    @Test func patienceEnds() async throws {
        try await MailServer.run(.silent) { server in
            let patience = SMTPMailer.Patience(connecting: .milliseconds(100), sending: .milliseconds(200))
            let mailer = SMTPMailer(try SMTPServer(server.address), patience: patience)
            let error = await #expect(throws: MailProblem.self) { try await mailer.send(message()) }
            guard case .unreachable = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    /// More messages than there are threads for tasks wait for a server that says nothing, and others go their way.
    @Test func aSilentServerHoldsNobodyUpAndCanBeLeft() async throws {
        try await MailServer.run(.silent) { silent in
            try await MailServer.run { server in
                // So patient that they are still waiting when they are told to stop, however slow the machine is.
                let patience = SMTPMailer.Patience(connecting: .seconds(3_600), sending: .seconds(3_600))
                let stuck = SMTPMailer(try SMTPServer(silent.address), patience: patience)
                let waiting = (1...ProcessInfo.processInfo.activeProcessorCount * 4).map { _ in
                    Task { try await stuck.send(message()) }
                }
                try await mailer(server).send(message())
                #expect(try server.received().count == 1)
                for task in waiting {
                    task.cancel()
                    await #expect(throws: MailProblem.cancelled) { try await task.value }
                }
            }
        }
    }
}
