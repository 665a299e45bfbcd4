/// Where bulk rows go, and what happens when a row is there already.
package struct BulkTarget: Sendable {
    package enum Conflict: Sendable, Equatable {
        /// A row that is there already is an error.
        case refuse
        /// Columns outside the key are replaced.
        case replace(key: [String])
    }

    package enum ColumnType: Sendable, Equatable {
        case integer, bigint, double, text, boolean, blob
    }

    package var table: String
    package var columns: [(name: String, type: ColumnType)]
    package var conflict: Conflict

    package init(_ table: String, _ columns: [(name: String, type: ColumnType)], onConflict: Conflict = .refuse) {
        self.table = table
        self.columns = columns
        self.conflict = onConflict
    }

    package var columnNames: String { columns.map(\.name).joined(separator: ", ") }

    /// The clause after `INSERT …`, the same in both databases; empty when a conflict is an error.
    package var conflictClause: String {
        guard case .replace(let key) = conflict else { return "" }
        let rest = columns.map(\.name).filter { !key.contains($0) }.map { "\($0) = excluded.\($0)" }
        let action = rest.isEmpty ? "NOTHING" : "UPDATE SET " + rest.joined(separator: ", ")
        return " ON CONFLICT (\(key.joined(separator: ", "))) DO \(action)"
    }
}

/// Takes the values of bulk rows column by column, in the target's order.
package protocol BulkWriter: AnyObject {
    func null()
    func integer(_ value: Int64)
    func double(_ value: Double)
    func boolean(_ value: Bool)
    func text(_ utf8: UnsafeBufferPointer<UInt8>)
    func blob(_ bytes: UnsafeRawBufferPointer)
    /// Ends the row; errors of its values show here or later, before the transaction ends, and it cannot go on then.
    func endRow() throws
}

extension BulkWriter {
    package func integer(_ value: Int) { integer(Int64(value)) }
    package func integer(_ value: Int64?) {
        if let value { integer(value) } else { null() }
    }

    package func double(_ value: Double?) {
        if let value { double(value) } else { null() }
    }

    package func text(_ value: String) {
        var value = value
        value.withUTF8 { text($0) }
    }

    package func text(_ value: String?) {
        if let value { text(value) } else { null() }
    }

    package func blob(_ bytes: [UInt8]) { bytes.withUnsafeBytes { blob($0) } }
}

/// An index as a schema made it.
package struct TableIndex: Sendable {
    package let name: String
    /// The table with the columns, as `orders (day, id)`.
    package let on: String

    package init(_ name: String, on: String) {
        self.name = name
        self.on = on
    }

    package var creation: String { "CREATE INDEX \(name) ON \(on)" }
}

extension Connection {
    /// Empties a table and fills it anew. Sorting its indexes once costs a fraction of growing them row by row; SQLite's
    /// readers see the table as it was meanwhile, while PostgreSQL's would have to wait, so there they grow.
    package func refill(
        _ target: BulkTarget, indexes: [TableIndex], _ write: (any BulkWriter) throws -> Void
    ) throws {
        let rebuilds = dialect == .sqlite
        if rebuilds { for index in indexes { try execute("DROP INDEX \(unsafe: index.name)") } }
        try execute("DELETE FROM \(unsafe: target.table)")
        try bulk(target, write)
        if rebuilds { for index in indexes { try execute(SQL(unsafe: index.creation)) } }
    }
}
