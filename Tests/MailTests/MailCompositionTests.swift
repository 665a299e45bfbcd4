import Foundation
@testable import Mail
import Testing

/// A message to try things with.
func message(
    to address: String = "ann@firm.cn", named name: String = "Ann Li", subject: String = "Good morning",
    text: String = "Hello\n", html: String? = nil
) throws -> MailMessage {
    let sender = try #require(MailAddress("mainstay@firm.cn"))
    return MailMessage(
        from: Mailbox(sender, named: "Mainstay"), to: Mailbox(try #require(MailAddress(address)), named: name),
        subject: subject,
        text: text, html: html, date: 1_772_323_445, id: MessageID(key: "abc", from: sender))
}

@Suite struct MailCompositionTests {
    @Test func aPlainMessage() throws {
        #expect(
            try String(decoding: message().composed(), as: UTF8.self) == """
                Date: Sun, 01 Mar 2026 00:04:05 +0000\r
                From: "Mainstay" <mainstay@firm.cn>\r
                To: "Ann Li" <ann@firm.cn>\r
                Message-ID: <ba7816bf8f01cfea414140de5dae2223@firm.cn>\r
                Subject: Good morning\r
                MIME-Version: 1.0\r
                Auto-Submitted: auto-generated\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Transfer-Encoding: base64\r
                \r
                SGVsbG8NCg==\r

                """)
    }

    @Test func htmlStandsBesideTheText() throws {
        var message = try message(html: "<p>Hello</p>")
        message.isAutomatic = false
        message.unsubscribe = Unsubscribe("https://firm.cn/u/1", isOneClick: true)
        let text = String(decoding: message.composed(), as: UTF8.self)
        #expect(!text.contains("Auto-Submitted"))
        #expect(
            text.hasSuffix(
                """
                MIME-Version: 1.0\r
                List-Unsubscribe: <https://firm.cn/u/1>\r
                List-Unsubscribe-Post: List-Unsubscribe=One-Click\r
                Content-Type: multipart/alternative; boundary="=_alternative"\r
                \r
                --=_alternative\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Transfer-Encoding: base64\r
                \r
                SGVsbG8NCg==\r
                --=_alternative\r
                Content-Type: text/html; charset=utf-8\r
                Content-Transfer-Encoding: base64\r
                \r
                PHA+SGVsbG88L3A+\r
                --=_alternative--\r

                """))
    }

    @Test(arguments: ["a\nb", "a\r\nb", "a\rb"])
    func linesOfTheTextEndInCRLF(text: String) throws {
        let message = String(decoding: try message(text: text).composed(), as: UTF8.self)
        #expect(message.hasSuffix("\r\n\r\n\(Data("a\r\nb".utf8).base64EncodedString())\r\n"))
    }

    @Test func everyLineIsShortASCIIAndEndsInCRLF() throws {
        let long = String(repeating: "重要客户，增长 12%。\n", count: 300)
        let bytes = try message(named: long, subject: long, text: long, html: long).composed()
        #expect(bytes.allSatisfy { $0 == 13 || $0 == 10 || (0x20...0x7E).contains($0) })
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.utf8.contains(13) && !$0.utf8.contains(10) })
        #expect(text.hasSuffix("\r\n"))
    }

    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (951_827_696, "Tue, 29 Feb 2000 12:34:56 +0000"),
        (-1, "Wed, 31 Dec 1969 23:59:59 +0000"), (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 +0000"),
    ])
    func datesAreInUTC(seconds: Int, text: String) {
        #expect(MailDate.text(seconds) == text)
    }
}
