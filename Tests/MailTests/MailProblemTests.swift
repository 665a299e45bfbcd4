import CCurl
@testable import Mail
import Testing

/// Talks with mail servers that end badly, and what they come to.
@Suite struct MailProblemTests {
    /// `>` is said by us, the rest by the server.
    private func dialogue(_ lines: [String]) -> SMTPDialogue {
        var dialogue = SMTPDialogue()
        for line in lines {
            if line.hasPrefix("> ") { dialogue.say(line.dropFirst(2) + "\r\n") } else { dialogue.hear(line + "\r\n") }
        }
        return dialogue
    }

    @Test(arguments: [
        (
            ["220 mail.test", "> EHLO us", "250-mail.test", "250 SIZE", "> MAIL FROM:<a@x.cn>", "550 who are you"],
            MailProblem.refused(SMTPReply(550, "who are you"))
        ),
        (["> RCPT TO:<ann@x.cn>", "550-no", "550 such mailbox"], .recipientRefused(SMTPReply(550, "no such mailbox"))),
        (["> RCPT TO:<ann@x.cn>", "450 greylisted"], .postponed(SMTPReply(450, "greylisted"))),
        (
            ["> RCPT TO:<ann@x.cn>", "530 Authentication required"],
            .signInRefused(SMTPReply(530, "Authentication required"))
        ),
        (["> RCPT TO:<ann@x.cn>", "550 no", "> QUIT", "221 farewell"], .recipientRefused(SMTPReply(550, "no"))),
        (["> DATA", "354 go on", "554 an advertisement"], .refused(SMTPReply(554, "an advertisement"))),
        (["> DATA", "354 go on", "452 no room"], .postponed(SMTPReply(452, "no room"))),
        (
            ["> AUTH LOGIN", "334 VXNlcm5hbWU6", "> YW5u", "334 UGFzc3dvcmQ6", "> c2VjcmV0", "501 what"],
            .signInRefused(SMTPReply(501, "what"))
        ),
        (["> AUTH PLAIN", "454 the directory is down"], .postponed(SMTPReply(454, "the directory is down"))),
        (["554 no mail here"], .refused(SMTPReply(554, "no mail here"))),
        (["421 too many of you"], .postponed(SMTPReply(421, "too many of you"))),
        (["220 mail.test", "> EHLO us"], .unreachable(detail: "broken")),
        (["hello, this is no mail server"], .unreachable(detail: "broken")),
        ([], .unreachable(detail: "broken")),
    ])
    func theLastAnswerTells(lines: [String], problem: MailProblem) {
        #expect(MailProblem(CURLE_SEND_ERROR, dialogue(lines), detail: "broken\r\n") == problem)
    }

    @Test(arguments: [
        (CURLE_ABORTED_BY_CALLBACK, MailProblem.cancelled), (CURLE_LOGIN_DENIED, .signInRefused(nil)),
        (CURLE_USE_SSL_FAILED, .untrusted(detail: "broken")),
        (CURLE_PEER_FAILED_VERIFICATION, .untrusted(detail: "broken")),
        (CURLE_OPERATION_TIMEDOUT, .unreachable(detail: "broken")),
        (CURLE_COULDNT_RESOLVE_HOST, .unreachable(detail: "broken")),
    ])
    func withoutARefusalItIsLibcurlThatTells(code: CURLcode, problem: MailProblem) {
        #expect(MailProblem(code, dialogue(["> EHLO us", "250 mail.test"]), detail: "broken") == problem)
    }

    @Test func whatMayWorkLater() {
        let reply = SMTPReply(550, "no")
        let later: [MailProblem] = [.unreachable(detail: ""), .untrusted(detail: ""), .postponed(reply), .cancelled]
        let never: [MailProblem] = [
            .signInRefused(reply), .signInRefused(nil), .recipientRefused(reply), .refused(reply),
        ]
        #expect(later.allSatisfy(\.mayWorkLater) && !never.contains(where: \.mayWorkLater))
    }

    @Test func anAnswerIsCleaned() {
        #expect(SMTPReply(550, " no\r\n\u{1B}[31m such\0 mailbox ").text == "no [31m such  mailbox")
        #expect(SMTPReply(550, String(repeating: "x", count: 1_000)).text.count == 300)
        #expect("\(SMTPReply(550, "no"))" == "550 no" && "\(SMTPReply(550, ""))" == "550")
    }
}
