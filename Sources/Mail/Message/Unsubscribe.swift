/// How the recipient says that no more of this mail should come (List-Unsubscribe, RFC 2369).
package struct Unsubscribe: Hashable, Sendable {
    /// `https:`, `http:` or `mailto:`.
    package let link: String
    /// The link takes a POST without a page in between (RFC 8058), as large mail services ask of whoever sends much.
    package let isOneClick: Bool

    /// Nil unless the link is printable ASCII without blanks and angle brackets, of at most 900 characters, and, for one
    /// click, begins with `https:`.
    package init?(_ link: String, isOneClick: Bool = false) {
        let schemes = isOneClick ? ["https:"] : ["https:", "http:", "mailto:"]
        guard link.utf8.count <= 900, link.utf8.allSatisfy(Self.isPlain), schemes.contains(where: link.hasPrefix)
        else { return nil }
        self.link = link
        self.isOneClick = isOneClick
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
    }
}
