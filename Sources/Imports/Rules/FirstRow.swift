import Measures

/// A file's first row is meant to name its columns.
enum FirstRow {
    /// Whether it seems to be an order line instead: a day stands in it, or several numbers.
    static func looksLikeData(_ names: [String]) -> Bool {
        let written = names.filter { !$0.isEmpty }
        return written.contains { DayFormat.dmy.parse($0) != nil || DayFormat.mdy.parse($0) != nil }
            || written.count(where: isNumber) > 1
    }

    private static func isNumber(_ text: String) -> Bool {
        if case .value = parseScaled(text, decimals: 6, format: .pointDecimal) { true } else { false }
    }
}
