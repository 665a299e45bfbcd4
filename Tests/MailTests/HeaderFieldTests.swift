import Foundation
@testable import Mail
import Testing

@Suite struct HeaderFieldTests {
    @Test(arguments: [
        ("Good morning", "Subject: Good morning\r\n"),
        ("", "Subject:\r\n"),
        ("a  b", "Subject: a  b\r\n"),
        (" a ", "Subject: a\r\n"),
        ("早上好", "Subject: =?UTF-8?B?5pep5LiK5aW9?=\r\n"),
        // What could be taken for an encoded word is encoded.
        ("=?UTF-8?B?", "Subject: =?UTF-8?B?PT9VVEYtOD9CPw==?=\r\n"),
        (String(repeating: "x", count: 67), "Subject: " + String(repeating: "x", count: 67) + "\r\n"),
        (
            String(repeating: "x", count: 68),
            "Subject: =?UTF-8?B?" + String(repeating: "eHh4", count: 13) + "?=\r\n =?UTF-8?B?"
                + String(repeating: "eHh4", count: 9) + "eHg=?=\r\n"
        ),
    ])
    func aSubjectIsPlainOrEncoded(text: String, field: String) {
        #expect(HeaderField("Subject", text: text).folded == field)
    }

    @Test(arguments: [
        ("", "To: <ann@firm.cn>\r\n"),
        ("Ann Li", "To: \"Ann Li\" <ann@firm.cn>\r\n"),
        ("Li, Ann \"the <one>\" \\", "To: \"Li, Ann \\\"the <one>\\\" \\\\\" <ann@firm.cn>\r\n"),
        ("李安", "To: =?UTF-8?B?5p2O5a6J?= <ann@firm.cn>\r\n"),
    ])
    func aNameIsQuotedOrEncoded(name: String, field: String) throws {
        let address = try #require(MailAddress("ann@firm.cn"))
        #expect(HeaderField("To", Mailbox(address, named: name)).folded == field)
    }

    @Test(arguments: [
        String(repeating: "客户", count: 200), String(repeating: "a客", count: 200), String(repeating: "😀", count: 100),
        "x" + String(repeating: "é", count: 150), String(repeating: "word ", count: 60) + "客",
    ])
    func longTextIsFoldedBetweenCharacters(text: String) throws {
        let field = HeaderField("Subject", text: text).folded
        let lines = field.components(separatedBy: "\r\n")
        #expect(lines.last == "" && lines.count > 3)
        var joined = ""
        for (place, line) in lines.dropLast().enumerated() {
            #expect(line.utf8.count <= 76)
            let word = line.dropFirst(place == 0 ? "Subject: ".count : 1)
            #expect(word.hasPrefix("=?UTF-8?B?"))
            #expect(word.hasSuffix("?="))
            #expect(word.utf8.count <= 75)
            let bytes = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            // Each word is whole UTF-8 by itself.
            joined += try #require(String(data: bytes, encoding: .utf8))
        }
        #expect(joined == text.trimmingCharacters(in: .whitespaces))
    }

    @Test func anAddressThatDoesNotFitGetsItsOwnLine() throws {
        let address = try #require(MailAddress(String(repeating: "a", count: 60) + "@firm.cn"))
        let lines = HeaderField("From", Mailbox(address, named: "李安")).folded.components(separatedBy: "\r\n")
        #expect(lines == ["From: =?UTF-8?B?5p2O5a6J?=", " <\(address)>", ""])
    }

    /// Each would begin a field of its own, or end the head, if it were written as it is.
    static let injections = [
        "Hi\r\nBcc: eve@x.org", "Hi\nBcc: eve@x.org", "Hi\rBcc: eve@x.org", "Hi\r\n\r\nBcc: eve@x.org",
        "Hi\u{0}Bcc: eve@x.org", "Hi\u{B}Bcc: eve@x.org", "Hi\u{C}Bcc: eve@x.org", "Hi\u{85}Bcc: eve@x.org",
        "Hi\u{2028}Bcc: eve@x.org", "Hi\u{2029}Bcc: eve@x.org", "Hi\u{7F}Bcc: eve@x.org", "Hi\tBcc: eve@x.org",
        "\r\nHi\u{1B}\u{8}Bcc: eve@x.org\r\n",
    ]

    @Test(arguments: injections)
    func controlCharactersBecomeBlanks(text: String) throws {
        #expect(HeaderField("Subject", text: text).folded == "Subject: Hi Bcc: eve@x.org\r\n")
        let address = try #require(MailAddress("ann@firm.cn"))
        #expect(
            HeaderField("To", Mailbox(address, named: text)).folded == "To: \"Hi Bcc: eve@x.org\" <ann@firm.cn>\r\n")
    }

    @Test(arguments: injections)
    func theyAreNotHiddenInEncodedWordsEither(text: String) throws {
        let field = HeaderField("Subject", text: text + "客").folded
        let word = field.dropFirst("Subject: =?UTF-8?B?".count).dropLast("?=\r\n".count)
        let bytes = try #require(Data(base64Encoded: String(word)))
        #expect(String(decoding: bytes, as: UTF8.self).replacing(" 客", with: "客") == "Hi Bcc: eve@x.org客")
    }
}
