import Foundation
import Measures
import Tabular

/// The words that order files use for columns, states and totals, from one file a language (`Vocabulary/`).
struct Vocabulary: Sendable {
    /// By field: names in tight form, the likeliest first.
    private let names: [OrderField: [String: Int]]
    private let states: [String: CancelRule.Meaning]
    /// States of sales that were undone: whether the row is the sale or what takes it back must be asked.
    private let undone: Set<String>
    private let totals: Set<String>
    private let totalStarts: WordStarts
    private static let longestTotal = 60

    static let all = Vocabulary(
        [
            PackageResources.words_en_json, PackageResources.words_zh_json, PackageResources.words_de_json,
            PackageResources.words_fr_json, PackageResources.words_da_json,
        ])

    private struct Words: Decodable {
        var fields: [OrderField: [String]]
        var sale: [String]
        var void: [String]
        var takesBack: [String]
        var undone: [String]
        var totals: [String]

        enum CodingKeys: String, CodingKey {
            case fields, sale, void, undone, totals
            case takesBack = "takes_back"
        }
    }

    private init(_ files: [String]) {
        var names: [OrderField: [String: Int]] = [:]
        var states: [String: CancelRule.Meaning] = [:]
        var (undone, totals): (Set<String>, Set<String>) = ([], [])
        for file in files {
            guard let words = try? JSONDecoder().decode(Words.self, from: Data(file.utf8)) else {
                preconditionFailure("A vocabulary of order files cannot be read.")
            }
            for (field, list) in words.fields {
                for (rank, name) in list.enumerated() {
                    let key = Self.tight(CSVHeader.key(name))
                    names[field, default: [:]][key] = min(rank, names[field]?[key] ?? rank)
                }
            }
            for (list, meaning) in [
                (words.sale, CancelRule.Meaning.sale), (words.takesBack, .cancellation), (words.void, .void),
            ] {
                for word in list { states[CSVHeader.key(word)] = meaning }
            }
            undone.formUnion(words.undone.map(CSVHeader.key))
            totals.formUnion(words.totals.map(CSVHeader.key))
        }
        (self.names, self.states, self.undone, self.totals) = (names, states, undone, totals)
        totalStarts = WordStarts(totals)
    }

    /// How likely a column of this name is the field, 0 the most; nil where it is not. "order_number", "Order-No." and
    /// "order number" mean the same, and what stands in parentheses, as a unit, is left out; but a column in thousands is
    /// none that is known, for it would count as a thousandth.
    func rank(of name: String, as field: OrderField) -> Int? {
        let key = CSVHeader.key(name)
        if let rank = names[field]?[Self.tight(key)] { return rank }
        if field.number != nil, key.parenthesized.contains(where: Self.isScale) { return nil }
        return names[field]?[Self.tight(Self.withoutParentheses(key))]
    }

    /// Whether a unit counts in hundreds, thousands or more: "万元", "in thousands", "T€", "000s".
    private static func isScale(_ unit: String) -> Bool {
        let word = unit.filter { !" .'’".contains($0) }
        if ["百", "千", "万", "亿"].contains(where: { word == $0 || word.hasPrefix($0) && word.hasSuffix("元") }) {
            return true
        }
        return word.contains("thousand") || word.contains("million") || word.contains("000") || word.hasPrefix("tsd")
            || ["k", "m", "mn", "mm", "mio", "t€", "teur", "k€", "keur", "kusd", "m€", "mio€", "tchf", "k$", "$k"]
                .contains(word)
    }

    /// Whether a name means any field.
    func knows(_ name: String) -> Bool { OrderField.allCases.contains { rank(of: name, as: $0) != nil } }

    /// What a state or document type says of its order; nil where people must be asked.
    func meaning(of state: String) -> CancelRule.Meaning? {
        let key = CSVHeader.key(state).replacing("_", with: " ").replacing("-", with: " ")
        return states[CSVHeader.key(state)] ?? states[key]
    }

    /// Whether the state says that a sale was undone: with amounts below zero the row takes it back.
    func isUndone(_ state: String) -> Bool { undone.contains(CSVHeader.key(state).replacing("_", with: " ")) }

    /// Whether a text says that its row sums up others: "Total", "合计：", "Subtotal (12)".
    ///
    /// - Parameter alone: the word has to stand by itself, for "Total Station" can be a product and "Total Oil" a customer;
    ///   else it may begin or end the text, as in "Total for Harbour Tools" and "华东合计".
    func isTotal(_ text: String, alone: Bool) -> Bool {
        guard text.utf8.count <= Self.longestTotal else { return false }
        var key = Self.withoutParentheses(CSVHeader.key(text))
        while let last = key.last, ":：.*= ".contains(last) { key.removeLast() }
        return totals.contains(key)
            || !alone
                && totals.contains { word in
                    word.utf8.count > 4
                        && (key.hasPrefix(word + " ") || key.hasPrefix(word + ":") || key.hasSuffix(" " + word))
                        || !word.utf8.allSatisfy { $0 < 0x80 } && key.hasSuffix(word) && key.count <= word.count + 8
                }
    }

    /// The same of a field; nearly all are told apart by their bytes.
    func isTotal(_ bytes: UnsafeBufferPointer<UInt8>, alone: Bool) -> Bool {
        bytes.count <= Self.longestTotal && totalStarts.mayBeIn(bytes)
            && isTotal(String(decoding: bytes, as: UTF8.self), alone: alone)
    }

    private static func tight(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.filter { scalar in
                    switch scalar {
                    case " ", "_", "-", ".", "/", "#", "*", "°", ":", "'", "’": false
                    default: true
                    }
                }))
    }

    private static func withoutParentheses(_ key: String) -> String {
        guard let open = key.firstIndex(where: { "(（[".contains($0) }), open > key.startIndex else { return key }
        return String(key[..<open]).trimmed
    }
}
