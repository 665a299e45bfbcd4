import Measures
package import Tabular

/// The header and first rows of a file: enough to guess a mapping and to show it to a person.
package struct FileSample: Sendable {
    package let header: CSVHeader
    /// Up to `rowCount` rows.
    package let rows: [[String]]
    /// What stands above the header, line by line.
    package let titles: [String]
    let layout: FileLayout
    let path: String

    package static let rowCount = 200
    package var delimiter: UInt8 { layout.delimiter }

    /// - Parameters:
    ///   - delimiter: nil is found out, as is the header's line.
    ///   - names: that a mapping gives to columns, beside those that are known anyway.
    /// - Throws: `TabularError` when the file cannot be read as a table.
    package init(
        path: String, delimiter: UInt8? = nil, quotes: Bool = true, headerLine: Int? = nil, names: Set<String> = []
    ) throws(TabularError) {
        try requireRegularFile(path)
        let reader = CSVReader(source: try openSource(path: path), delimiter: delimiter, quotes: quotes)
        var records: [[String]] = []
        var lines: [Int] = []
        let depth = Self.rowCount + max(HeaderSearch.depth, headerLine ?? 0)
        while records.count < depth, try reader.next() {
            records.append(reader.texts)
            lines.append(reader.line)
        }
        guard !records.isEmpty else { throw .emptyFile }
        let search = headerLine == nil ? Array(records.prefix(HeaderSearch.depth)) : records
        let keys = Set(names.map(CSVHeader.key))
        let place = HeaderSearch.place(search, lines, line: headerLine) {
            keys.contains(CSVHeader.key($0)) || Vocabulary.all.knows($0)
        }
        layout = FileLayout(delimiter: reader.delimiter, quotes: quotes, titles: place)
        header = CSVHeader(names: records[place], line: lines[place])
        guard header.names.contains(where: { !$0.isEmpty }) else { throw .headerEmpty(line: lines[place]) }
        titles = records[..<place].map { record in
            record.filter { !$0.trimmed.isEmpty }.joined(separator: " ").trimmed
        }.filter { !$0.isEmpty }
        rows = Array(records[(place + 1)...].prefix(Self.rowCount))
        self.path = path
    }

    /// The sample that a mapping asks for.
    package init(path: String, for mapping: Mapping) throws(TabularError) {
        try self.init(
            path: path, delimiter: mapping.delimiter?.utf8.first, quotes: mapping.quotes ?? true,
            headerLine: mapping.header, names: Set(mapping.columns.values.joined()))
    }

    /// The values of a column in the sample, without the empty ones.
    package func values(column: Int) -> [String] {
        rows.compactMap { $0.indices.contains(column) && !$0[column].isEmpty ? $0[column] : nil }
    }

    /// The same of a column by its name.
    package func values(of name: String) -> [String] { header.index(of: [name]).map { values(column: $0) } ?? [] }

    /// What the first rows show about how the file is written; nothing where they cannot be read.
    func evidence(_ plan: ColumnPlan) -> FileEvidence {
        var rows = RowReader(plan, currency: .cny)
        var index = FollowUps()
        guard let (reader, _) = try? layout.open(openSource(path: path)) else { return rows.evidence }
        for _ in 0..<Self.rowCount {
            guard (try? reader.next()) == true else { break }
            if reader.isBlank { continue }
            let outcome = rows.read(reader)
            if index.isFollowUp(rows.key), rows.isWhole, outcome == .good { rows.noteFollowUp() }
        }
        return rows.evidence
    }
}

/// Tells whether rows are of the order above.
private struct FollowUps {
    private let last = HeldText()

    mutating func isFollowUp(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        defer { last.keep(key) }
        return !key.isEmpty && last.bytes.elementsEqual(key)
    }
}
