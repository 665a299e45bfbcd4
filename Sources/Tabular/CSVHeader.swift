/// The column names of a file, and which column a name means.
package struct CSVHeader: Sendable, Equatable {
    /// Names as shown to people: without spaces, no-break and ideographic spaces and byte order marks around them.
    package let names: [String]
    /// Physical line of the header, from 1.
    package let line: Int
    private let columns: [String: Int]

    package init(names: [String], line: Int = 1) {
        self.names = names.map { String($0.trimmed) }
        self.line = line
        let keyed = zip(self.names.map(Self.key), self.names.indices).filter { !$0.0.isEmpty }
        columns = Dictionary(keyed, uniquingKeysWith: { first, _ in first })
    }

    /// Takes the reader's next record as the header.
    ///
    /// Throws `emptyFile` where there is no record and `headerEmpty` where no column has a name.
    package init(reading reader: CSVReader) throws(TabularError) {
        guard try reader.next() else { throw .emptyFile }
        self.init(names: reader.texts, line: reader.line)
        guard !columns.isEmpty else { throw .headerEmpty(line: reader.line) }
    }

    package var count: Int { names.count }

    /// The column, from 0, that bears the first of `candidates` that occurs; of equal names the first column.
    ///
    /// Case, full-width forms (`Ａ`, `（`) and the length of inner spaces make no difference.
    package func index(of candidates: [String]) -> Int? {
        candidates.lazy.compactMap { columns[Self.key($0)] }.first
    }

    /// The second column, from 0, of a name that stands over several.
    package func second(of name: String) -> Int? {
        let key = Self.key(name)
        return names.indices.filter { Self.key(names[$0]) == key }.dropFirst().first
    }

    /// What is odd about the names, in column order; a file can be read in spite of it.
    package var problems: [HeaderProblem] {
        names.indices.compactMap { column in
            guard !names[column].isEmpty else { return .empty(column: column) }
            guard let first = columns[Self.key(names[column])], first != column else { return nil }
            return .duplicate(name: names[column], column: column, first: first)
        }
    }

    /// Names with the same key mean the same column.
    package static func key(_ name: String) -> String {
        asciiKey(name) ?? anyKey(name)
    }

    /// Nil for a name of other letters.
    private static func asciiKey(_ name: String) -> String? {
        var name = name
        return name.withUTF8 { bytes in
            var key: [UInt8] = []
            key.reserveCapacity(bytes.count)
            var hasGap = false
            for byte in bytes {
                if byte >= 0x80 { return nil }
                if byte == 0x20 || (0x09...0x0D).contains(byte) {
                    hasGap = !key.isEmpty
                    continue
                }
                if hasGap { key.append(0x20) }
                hasGap = false
                key.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
            }
            return String(decoding: key, as: UTF8.self)
        }
    }

    private static func anyKey(_ name: String) -> String {
        let halfWidth = String(String.UnicodeScalarView(name.unicodeScalars.map(\.halfWidth)))
        return halfWidth.lowercased().split(whereSeparator: \.isBesideName).joined(separator: " ")
    }
}

/// Something odd about a header; columns count from 0.
package enum HeaderProblem: Sendable, Equatable {
    case empty(column: Int)
    case duplicate(name: String, column: Int, first: Int)
}

extension String {
    fileprivate var trimmed: Substring {
        let rest = drop(while: \.isBesideName)
        return rest.prefix(
            (rest.lastIndex { !$0.isBesideName }).map { rest.distance(from: rest.startIndex, to: $0) + 1 } ?? 0)
    }
}

extension Character {
    /// White space of any kind, byte order mark, zero-width space.
    fileprivate var isBesideName: Bool {
        isWhitespace || self == "\u{FEFF}" || self == "\u{200B}" || self == "\u{200D}"
    }
}

extension Unicode.Scalar {
    fileprivate var halfWidth: Unicode.Scalar {
        switch value {
        case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0) ?? self
        case 0x3000: " "
        default: self
        }
    }
}
