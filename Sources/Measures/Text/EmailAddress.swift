/// The one rule for e-mail addresses, wherever they come from: lengths of RFC 5321, the usual shape, domains of any
/// language. `MailAddress` is narrower: what this program sends mail to.
package enum EmailAddress {
    /// What is said of a text that is none.
    package static let rule = "An e-mail address looks like wang@example.com."

    package static func isOne(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.unicodeScalars.count <= 254, parts.count == 2, parts[0].unicodeScalars.count <= 64 else {
            return false
        }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return parts[0].split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isWord)
            && labels.count > 1 && labels.allSatisfy(isLabel)
    }

    private static func isWord(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { !$0.isBesideText && !"<>(),;:\"[]\\".unicodeScalars.contains($0) }
    }

    private static func isLabel(_ text: Substring) -> Bool {
        let scalars = text.unicodeScalars
        return (1...63).contains(scalars.count) && scalars.first != "-" && scalars.last != "-"
            && scalars.allSatisfy {
                $0 == "-"
                    || ($0.isASCII ? $0.properties.isAlphabetic || $0.properties.numericType != nil : !$0.isBesideText)
            }
    }
}
