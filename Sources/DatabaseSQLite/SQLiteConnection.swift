import CSQLite
import Database

/// One transaction over raw cached statements.
final class SQLiteConnection: Connection {
    let dialect = Dialect.sqlite
    let author: Author
    private let link: SQLiteLink

    init(_ link: SQLiteLink, _ author: Author) {
        self.link = link
        self.author = author
    }

    /// Everything that `body` reads is of one moment.
    func snapshot<T>(_ body: (any Connection) throws -> T) throws -> T {
        try link.run("BEGIN DEFERRED")
        // Nothing was written, so it does not matter how it ends, only that it does.
        defer { if sqlite3_get_autocommit(link.pointer) == 0 { try? link.run("COMMIT") } }
        return try body(self)
    }

    func execute(_ sql: SQL) throws -> Int {
        try withStatement(sql) { statement in
            while try step(statement) {}
            return Int(sqlite3_changes64(link.pointer))
        }
    }

    func forEachRow(_ sql: SQL, streaming: Bool, _ body: (any Row) throws -> Void) throws {
        try withStatement(sql) { statement in
            let row = SQLiteRow(statement: statement)
            while try step(statement) { try body(row) }
        }
    }

    func bulk(_ target: BulkTarget, _ write: (any BulkWriter) throws -> Void) throws {
        let row = "(" + Array(repeating: "?", count: target.columns.count).joined(separator: ", ") + ")"
        var prepared: [Int: SQLiteStatement] = [:]
        let writer = SQLiteBulkWriter(columnCount: target.columns.count, connection: link.pointer) { rows in
            if let known = prepared[rows] { return known.pointer }
            let values = Array(repeating: row, count: rows).joined(separator: ", ")
            // An error ends the transaction anyway; to take back one statement alone, SQLite would first copy every page
            // that it is about to touch.
            let statement = try self.link.statement(
                "INSERT OR FAIL INTO \(target.table) (\(target.columnNames)) VALUES \(values)" + target.conflictClause)
            prepared[rows] = statement
            return statement.pointer
        }
        try write(writer)
        try writer.finish()
    }

    private func withStatement<T>(_ sql: SQL, _ body: (OpaquePointer) throws -> T) throws -> T {
        let (text, values) = sql.rendered(for: .sqlite)
        let statement = try link.statement(text)
        return try withExtendedLifetime(statement) {
            let pointer = statement.pointer
            defer {
                sqlite3_reset(pointer)
                sqlite3_clear_bindings(pointer)
            }
            for (index, value) in values.enumerated() { bind(value, at: Int32(index + 1), of: pointer) }
            return try body(pointer)
        }
    }

    private func step(_ statement: OpaquePointer) throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw SQLiteFailure.current(link.pointer, statement)
        }
    }

    private func bind(_ value: SQLValue, at index: Int32, of statement: OpaquePointer) {
        switch value {
        case .null: sqlite3_bind_null(statement, index)
        case .integer(let number): sqlite3_bind_int64(statement, index, number)
        case .double(let number): sqlite3_bind_double(statement, index, number)
        case .boolean(let flag): sqlite3_bind_int64(statement, index, flag ? 1 : 0)
        case .text(let text): bindText(text, at: index, of: statement)
        case .blob(let bytes): bindBlob(bytes, at: index, of: statement)
        case .integers(let list): bindText(ListEncoding.json(list), at: index, of: statement)
        case .texts(let list): bindText(ListEncoding.json(list), at: index, of: statement)
        }
    }

    private func bindText(_ text: String, at index: Int32, of statement: OpaquePointer) {
        sqlite3_bind_text64(statement, index, text, UInt64(text.utf8.count), transient, UInt8(SQLITE_UTF8))
    }

    private func bindBlob(_ bytes: [UInt8], at index: Int32, of statement: OpaquePointer) {
        if bytes.isEmpty {
            sqlite3_bind_zeroblob(statement, index, 0)
        } else {
            sqlite3_bind_blob64(statement, index, bytes, UInt64(bytes.count), transient)
        }
    }
}

/// Tells SQLite to copy what is bound (SQLITE_TRANSIENT).
let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
