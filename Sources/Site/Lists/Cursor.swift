/// Where a page of a list begins or ends: the sort key's values of a row, as an address carries them.
package struct Cursor: Sendable, Equatable {
    package let values: [String]

    package init(_ values: [String]) { self.values = values }

    /// Nil for what no list of ours wrote.
    package init?(encoded: String) {
        guard 1...2_000 ~= encoded.utf8.count else { return nil }
        var values: [String] = []
        var rest = encoded.utf8[...]
        while !rest.isEmpty {
            guard let point = rest.firstIndex(of: UInt8(ascii: ".")), let count = Int(String(rest[..<point]) ?? ""),
                0...2_000 ~= count
            else { return nil }
            let begin = rest.index(after: point)
            guard let end = rest.index(begin, offsetBy: count, limitedBy: rest.endIndex),
                let value = String(rest[begin..<end])
            else { return nil }
            values.append(value)
            rest = rest[end...]
        }
        self.values = values
    }

    /// Each value with its length in bytes before it, so that whatever is in it needs no escape but the address's own.
    package var encoded: String { values.map { "\($0.utf8.count).\($0)" }.joined() }
}
