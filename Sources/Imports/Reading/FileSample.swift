import Measures
package import Tabular

/// The header and first rows of a file: enough to guess a mapping and to show it to a person.
package struct FileSample: Sendable {
    package let header: CSVHeader
    package let delimiter: UInt8
    /// Up to `rowCount` rows.
    package let rows: [[String]]
    /// By row: the line it begins on.
    private let lines: [Int]

    package static let rowCount = 200

    /// - Throws: `TabularError` when the file cannot be read as a table.
    package init(path: String, delimiter: UInt8? = nil) throws(TabularError) {
        try requireRegularFile(path)
        let reader = CSVReader(source: try openSource(path: path), delimiter: delimiter)
        header = try CSVHeader(reading: reader)
        var rows: [[String]] = []
        var lines: [Int] = []
        while rows.count < Self.rowCount, try reader.next() {
            rows.append(reader.texts)
            lines.append(reader.line)
        }
        self.rows = rows
        self.lines = lines
        self.delimiter = reader.delimiter
    }

    /// The values of a column in the sample, without the empty ones.
    package func values(column: Int) -> [String] {
        rows.compactMap { $0.indices.contains(column) && !$0[column].isEmpty ? $0[column] : nil }
    }

    /// - Throws: `ImportProblem.mapping` when the days cannot be read, or can be read in two ways.
    func dayFormat(column: Int) throws(ImportProblem) -> DayFormat {
        let days = values(column: column)
        guard !days.isEmpty else { return .ymd }
        guard let guess = DayFormat.guess(days) else {
            throw .mapping([.dayUnreadable(sample: days[0], at: place(of: days[0], column: column))])
        }
        if guess.isAmbiguous {
            let sample = days.first { guess.format.parse($0) != nil } ?? days[0]
            throw .mapping([.dayAmbiguous(sample: sample, at: place(of: sample, column: column))])
        }
        return guess.format
    }

    private func place(of value: String, column: Int) -> FilePlace? {
        rows.firstIndex { $0.indices.contains(column) && $0[column] == value }
            .map { FilePlace(line: lines[$0], column: column + 1) }
    }

    func decimalFormat(columns: [Int]) -> DecimalFormat {
        // Where semicolons separate columns, it is because the comma is the decimal mark.
        DecimalFormat.guess(
            columns.flatMap { $0 < 0 ? [] : values(column: $0) },
            usual: delimiter == UInt8(ascii: ";") ? .commaDecimal : .pointDecimal)
    }
}
