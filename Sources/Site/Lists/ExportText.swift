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

    /// A whole list as a file, read a page at a time, so that memory stays small.
    /// - Parameters:
    ///   - size: rows of a page.
    ///   - page: the rows behind one, or the first; more than `size` when there are more.
    package static func write<Row>(
        _ columns: [String], size: Int = 2_000, to write: (String) async throws -> Void,
        page: (_ after: Row?) async throws -> [Row], record: (Row) -> [String]
    ) async throws {
        try await self.write(columns, size: size, to: write, page: page, records: { [record($0)] })
    }

    /// The same of rows that make several records each.
    package static func write<Row>(
        _ columns: [String], size: Int = 2_000, to write: (String) async throws -> Void,
        page: (_ after: Row?) async throws -> [Row], records: (Row) -> [[String]]
    ) async throws {
        try await write(try opening(columns))
        var last: Row?
        repeat {
            let found = try await page(last)
            let rows = found.prefix(size)
            try await write(try self.records(rows.flatMap(records)))
            last = found.count > size ? rows.last : nil
        } while last != nil
    }
}
