import Tabular

/// The pieces of a file that people open in a spreadsheet: UTF-8 with its mark, machine numbers, ISO days, and no name
/// that a spreadsheet would run as a formula.
package enum ExportText {
    package static func opening(_ columns: [String]) throws -> String { "\u{FEFF}" + (try records([columns])) }

    package static func records(_ records: [[String]]) throws -> String {
        let sink = MemorySink()
        let writer = CSVWriter(to: sink, guardsFormulas: true)
        for record in records { try writer.write(record: record) }
        try writer.finish()
        return sink.text
    }
}
