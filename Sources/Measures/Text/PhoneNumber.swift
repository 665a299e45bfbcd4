/// The one rule for telephone numbers, wherever they come from: a form, a program, a command.
package enum PhoneNumber {
    /// What is said of a text that is none.
    package static let rule =
        "A phone number has 3 to 20 digits, with spaces and + - ( ) / . between them, and an extension behind."

    /// As it is kept: trimmed, full-width digits and marks folded, otherwise as typed.
    package static func kept(_ typed: String) -> String {
        String(String.UnicodeScalarView(typed.unicodeScalars.map(folded))).trimmed
    }

    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        // （）＋，－．／ and the digits stand as far above ASCII as all full-width forms.
        case 0xFF08, 0xFF09, 0xFF0B...0xFF19: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0xA0, 0x3000: " "
        default: scalar
        }
    }

    /// Whether a kept text is a number, with or without an extension: `+86 10 6552-9988 转 803`.
    package static func isOne(_ text: String) -> Bool {
        guard (3...20).contains(text.utf8.count(where: isDigit)) else { return false }
        let end = text.firstIndex { !isPart($0) } ?? text.endIndex
        guard text[..<end].utf8.contains(where: isDigit) else { return false }
        return end == text.endIndex || isExtension(text[end...])
    }

    private static func isPart(_ character: Character) -> Bool { character.isDigit || " +-()/.".contains(character) }

    private static func isExtension(_ text: Substring) -> Bool {
        var rest = text.lowercased()[...]
        while let mark = extensionMarks.first(where: { rest.hasPrefix($0) }) { rest = rest.dropFirst(mark.count) }
        return rest.contains(where: \.isDigit) && rest.allSatisfy { $0.isDigit || $0 == "-" || $0 == " " }
    }

    private static let extensionMarks = ["分机号", "分机", "转", "ext.", "ext", "x", "#", ",", ";", ":", "：", " "]

    /// What numbers are found by, however they were grouped.
    package static func digits(_ text: String) -> String { kept(text).filter(\.isDigit) }

    /// The digits that a search for a number looks for, without a country's prefix, since it may be kept without one;
    /// nil for what is no part of a number.
    package static func sought(_ text: String) -> String? {
        let text = kept(text)
        guard text.allSatisfy(isPart) else { return nil }
        var digits = text.filter(\.isDigit)
        if digits.hasPrefix("00") { digits.removeFirst(2) }
        if digits.hasPrefix("86"), digits.count > 11 { digits.removeFirst(2) }
        return digits.count >= 3 ? digits : nil
    }
}

extension Character {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) && isASCII }
}
