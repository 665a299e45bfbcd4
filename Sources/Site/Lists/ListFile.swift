package import Rights

/// A list as a file: all that its filters let through, in its order, read a page at a time so that memory stays small,
/// with machine numbers and ISO days (SPEC O4). `Routes.export` offers it in every `Format`.
package struct ListFile: Sendable {
    package enum Format: String, Sendable, CaseIterable { case xlsx, csv }

    /// How many rows are read at a time.
    package static let pageSize = 2_000

    package typealias Records = [[String]]

    /// Without its ending.
    let name: String
    let columns: ExportColumns
    /// Calls `take` with a page of records at a time.
    let read: @Sendable (_ take: (Records) async throws -> Void) async throws -> Void

    /// - Parameters:
    ///   - columns: those with a field are left out for readers who may not see it.
    ///   - page: the rows behind one, or the first; more than `pageSize` when there are more.
    ///   - records: of a row, with a value for each column.
    package init<Row: Sendable>(
        _ name: String, _ columns: [ExportColumn], for scope: Scope,
        page: @escaping @Sendable (_ after: Row?) async throws -> [Row],
        records: @escaping @Sendable (Row) -> Records
    ) {
        self.init(name, columns, for: scope) { take in
            var last: Row?
            repeat {
                let found = try await page(last)
                let rows = found.prefix(Self.pageSize)
                try await take(rows.flatMap(records))
                last = found.count > Self.pageSize ? rows.last : nil
            } while last != nil
        }
    }

    /// Of a list that is read as a whole.
    package init(_ name: String, _ columns: [ExportColumn], for scope: Scope, records: Records) {
        self.init(name, columns, for: scope) { try await $0(records) }
    }

    /// - Parameter read: calls `take` with records, a few thousand at a time.
    package init(
        _ name: String, _ columns: [ExportColumn], for scope: Scope,
        read: @escaping @Sendable (_ take: (Records) async throws -> Void) async throws -> Void
    ) {
        self.name = name
        let columns = ExportColumns(columns, for: scope)
        self.columns = columns
        self.read = { take in
            try await read { records in try await take(records.map { columns.shown(of: $0) }) }
        }
    }
}
