import Measures
import Tabular

/// Writes the rejected rows of a file as they were, with the reason in a column behind: mended, it can be imported.
struct RejectFile {
    static let column = "mainstay_reason"

    let path: String
    let plan: ColumnPlan
    let delimiter: UInt8
    let currency: Currency
    let badOrders: BadOrders
    let wording: @Sendable (RowProblem) -> String

    /// Reads the file a second time; the same rows are found again, since reading is a rule without memory.
    func write(to target: any ByteSink) throws(TabularError) {
        let reader = CSVReader(source: try openSource(path: path), delimiter: delimiter)
        let header = try CSVHeader(reading: reader)
        let writer = CSVWriter(to: target, delimiter: delimiter)
        // A file of rejects that is rejected again keeps one column of reasons.
        let width = header.names.last == Self.column ? header.count - 1 : header.count
        try writer.write(record: header.names.prefix(width) + [Self.column])
        var rows = RowReader(plan, currency: currency)
        while try reader.next() {
            if reader.isBlank { continue }
            guard let problem = rows.read(reader) ?? badOrders.problem(of: rows.order) else { continue }
            try write(reader, width, problem, to: writer)
        }
        try writer.finish()
    }

    private func write(
        _ reader: CSVReader, _ width: Int, _ problem: RowProblem, to writer: CSVWriter
    ) throws(TabularError) {
        if reader.fieldCount <= width {
            try writer.write(rawRecord: reader.rawRecord, fieldCount: reader.fieldCount, width: width)
        } else {
            let kept = width < plan.width ? width : reader.fieldCount
            for column in 0..<kept { try writer.write(bytes: reader.field(column)) }
        }
        try writer.write(wording(problem))
        try writer.endRecord()
    }
}
