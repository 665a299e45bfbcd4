import Measures
import Tabular

extension Mapping {
    /// The currency that a file writes its amounts in, by signs beside them or by what stands in parentheses in their
    /// columns' names: "$1,250.00", "Unit Price (GBP)"; nil where it says nothing, or names several.
    ///
    /// - Parameters:
    ///   - header: of the file.
    ///   - values: of a column by its name, the first rows'.
    ///   - usual: which of several currencies with one sign is meant, where it is one of them.
    func writtenCurrency(_ header: [String], values: (String) -> [String], usual: Currency) -> Currency? {
        let index = CSVHeader(names: header)
        var found: Set<Currency> = []
        for (field, names) in columns where field.isMoney {
            guard let name = index.index(of: names).map({ index.names[$0] }) else { continue }
            let units = CSVHeader.key(name).parenthesized
            found.formUnion((units + values(name).map(\.besideNumber)).compactMap { named($0, usual) })
        }
        return found.count == 1 ? found.first : nil
    }

    private func named(_ word: String, _ usual: Currency) -> Currency? {
        if word.isEmpty { return nil }
        if usual == .jpy, ["¥", "￥"].contains(word) { return usual }
        return Currency(word: word, usual: usual)
    }
}

extension OrderField {
    /// Whether it is an amount or a price.
    fileprivate var isMoney: Bool {
        switch number {
        case .money, .price: true
        default: false
        }
    }
}

extension String {
    /// What stands in parentheses.
    var parenthesized: [String] {
        split(whereSeparator: { ")）]".contains($0) }).compactMap { part in
            guard let open = part.lastIndex(where: { "(（[".contains($0) }) else { return nil }
            return String(part[part.index(after: open)...]).trimmed
        }
    }

    /// What is left of an amount without its digits, marks and sign.
    fileprivate var besideNumber: String {
        String(filter { !($0.isNumber || $0.isWhitespace || ".,'’+-−()".contains($0)) })
    }
}
