/// An address that mail can be sent to, such as `ann@firm.cn`.
///
/// The practical rule: letters, digits and the marks RFC 5322 allows without quotes, one @, a domain of letters, digits,
/// hyphens and dots; at most 64 characters before the @, 254 in all. Only ASCII: a Chinese domain is written in its
/// `xn--` form, and local parts beyond ASCII, which few servers take, are refused.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// As it was written; nothing is folded.
    package let text: String
    /// What stands behind the @.
    package let domain: String

    /// Nil for what cannot be sent to. Blanks around the address are not taken away.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, Self.isLocalPart(parts[0]), Self.isDomain(parts[1]) else {
            return nil
        }
        self.text = text
        self.domain = String(decoding: parts[1], as: UTF8.self)
    }

    package var description: String { text }

    private static func isLocalPart(_ part: Substring.UTF8View) -> Bool {
        part.count <= 64 && part.labels.allSatisfy { !$0.isEmpty && $0.allSatisfy { isMark($0) || isAlphanumeric($0) } }
    }

    private static func isDomain(_ part: Substring.UTF8View) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return part.labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
                && label.allSatisfy { $0 == hyphen || isAlphanumeric($0) }
        }
    }

    private static let marks = Set("!#$%&'*+-/=?^_`{|}~".utf8)

    private static func isMark(_ byte: UInt8) -> Bool { marks.contains(byte) }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}

extension Substring.UTF8View {
    fileprivate var labels: [Self] { split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) }
}
