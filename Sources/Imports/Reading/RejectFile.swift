import Measures
import Tabular

/// Writes the rejected rows of a file as they were, with the reason in a column behind: mended, it can be imported.
struct RejectFile {
    let path: String
    let plan: ColumnPlan
    let layout: FileLayout
    let currency: Currency
    let badOrders: BadOrders
    let wording: @Sendable (RowProblem) -> String

    /// Reads the file a second time; the same rows are found again, since reading a row is a rule without memory.
    func write(to target: any ByteSink) throws(TabularError) {
        let (reader, header) = try layout.open(openSource(path: path))
        let rejects = try RejectRows(header, delimiter: layout.delimiter, to: target)
        var rows = RowReader(plan, currency: currency)
        while try reader.next() {
            if reader.isBlank { continue }
            let problem: RowProblem?
            switch rows.read(reader) {
            case .good: problem = badOrders.problem(of: rows.key, number: rows.order)
            case .bad(let found): problem = found
            case .header, .total: problem = nil
            }
            if let problem { try rejects.write(reader, [wording(problem)]) }
        }
        try rejects.finish()
    }
}

/// Rows of a file as they stood in it, with columns added behind.
struct RejectRows {
    static let column = RejectColumn.name
    /// What the column may be called in a file that comes back: people get it with a title in their language.
    static let titles = ImportText.rejectTitles.union([column])

    private let writer: CSVWriter
    /// Columns of the file that are kept, of those it has.
    private let width: Int
    private let fileWidth: Int

    /// - Parameter added: columns before the reason's.
    init(
        _ header: CSVHeader, delimiter: UInt8, added: [String] = [], to target: any ByteSink
    ) throws(TabularError) {
        writer = CSVWriter(to: target, delimiter: delimiter)
        fileWidth = header.count
        // A file of rejects that is rejected again keeps one column of reasons.
        width = header.names.last.map(Self.titles.contains) == true ? header.count - 1 : header.count
        try writer.write(record: header.names.prefix(width) + added + [Self.column])
    }

    /// Writes the record the reader stands on, and what belongs into the added columns.
    func write(_ reader: CSVReader, _ added: [String]) throws(TabularError) {
        if reader.fieldCount <= width {
            try writer.write(rawRecord: reader.rawRecord, fieldCount: reader.fieldCount, width: width)
        } else {
            let kept = width < fileWidth ? width : reader.fieldCount
            for column in 0..<kept { try writer.write(bytes: reader.field(column)) }
        }
        for text in added { try writer.write(text) }
        try writer.endRecord()
    }

    func finish() throws(TabularError) { try writer.finish() }
}

/// The column behind rejected rows, by which their file is known.
package enum RejectColumn {
    package static let name = "mainstay_reason"
}
