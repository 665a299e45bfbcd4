/// What someone typed into a search box, made into the search languages of the two databases. Each stretch between
/// blanks is a phrase of words that must stand together, all phrases must be there, and the last word may go on,
/// unless it is a CJK character, which is a word of its own.
///
/// Words hold letters and digits only, so nothing typed can be an operator of a search language.
struct SearchPhrases {
    let phrases: [[String]]

    private static let longest = 24

    init(_ text: String) {
        var left = Self.longest
        phrases = text.split(whereSeparator: \.isWhitespace).compactMap { stretch in
            let words = Array(SearchText.words(String(stretch)).prefix(left))
            left -= words.count
            return words.isEmpty ? nil : words
        }
    }

    var isEmpty: Bool { phrases.isEmpty }

    private var isUnfinished: Bool {
        phrases.last?.last?.unicodeScalars.last.map { !SearchText.isCJK($0) } ?? false
    }

    /// FTS5: `"汽 车" AND "shang" *`.
    var fts5: String {
        phrases.map { "\"" + $0.joined(separator: " ") + "\"" }.joined(separator: " AND ")
            + (isUnfinished ? " *" : "")
    }

    /// PostgreSQL: `('汽' <-> '车') & ('shang':*)`.
    var tsquery: String {
        let all = phrases.map { words in words.map { "'\($0)'" }.joined(separator: " <-> ") }
        return all.enumerated().map { index, phrase in
            "(\(phrase)\(isUnfinished && index == all.count - 1 ? ":*" : ""))"
        }
        .joined(separator: " & ")
    }
}
