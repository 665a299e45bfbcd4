/// What a mail server answered.
package struct SMTPReply: Hashable, Sendable, CustomStringConvertible {
    /// Three digits, such as 550.
    package let code: Int
    /// On one line, at most 300 characters, without control characters. In the server's words: not for recipients.
    package let text: String

    package init(_ code: Int, _ text: String) {
        self.code = code
        self.text = String(text.asOneLine.prefix(300))
    }

    package var description: String { text.isEmpty ? "\(code)" : "\(code) \(text)" }
}
