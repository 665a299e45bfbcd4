import Foundation

extension MailMessage {
    /// The message as it goes over the wire (RFC 5322, MIME): all ASCII, lines of at most 76 characters that end in
    /// CRLF. Only an address, id or link that is longer by itself makes a longer line.
    package func composed() -> [UInt8] {
        Array((fields.map(\.folded).joined() + content).utf8)
    }

    private var fields: [HeaderField] {
        var fields = [
            HeaderField("Date", [MailDate.text(date)]),
            HeaderField("From", from),
            HeaderField("To", to),
            HeaderField("Message-ID", ["<\(id.text)>"]),
            HeaderField("Subject", text: subject),
            HeaderField("MIME-Version", ["1.0"]),
        ]
        if isAutomatic { fields.append(HeaderField("Auto-Submitted", ["auto-generated"])) }
        if let unsubscribe {
            fields.append(HeaderField("List-Unsubscribe", ["<\(unsubscribe.link)>"]))
            if unsubscribe.isOneClick {
                fields.append(HeaderField("List-Unsubscribe-Post", ["List-Unsubscribe=One-Click"]))
            }
        }
        return fields
    }

    /// An underscore, which base64 does not have: no body can hold it.
    private static let boundary = "=_alternative"

    private var content: String {
        guard let html else { return Self.part("plain", text) }
        let boundary = Self.boundary
        return HeaderField("Content-Type", ["multipart/alternative;", "boundary=\"\(boundary)\""]).folded + "\r\n"
            + "--\(boundary)\r\n" + Self.part("plain", text)
            + "--\(boundary)\r\n" + Self.part("html", html)
            + "--\(boundary)--\r\n"
    }

    private static func part(_ kind: String, _ body: String) -> String {
        HeaderField("Content-Type", ["text/\(kind);", "charset=utf-8"]).folded
            + HeaderField("Content-Transfer-Encoding", ["base64"]).folded + "\r\n" + base64(body)
    }

    /// Text in base64 has lines that end in CRLF too (RFC 2045, 6.8).
    private static func base64(_ body: String) -> String {
        let lines = body.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\n", with: "\r\n")
        let encoded = Data(lines.utf8).base64EncodedString(
            options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
        return encoded.isEmpty ? "" : encoded + "\r\n"
    }
}
