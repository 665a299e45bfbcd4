import Database
import GRDBSQLite

/// Binds straight to the cached statement: no value is boxed on its way.
final class SQLiteBulkWriter: BulkWriter {
    private let statement: OpaquePointer
    private let connection: OpaquePointer?
    private let sql: String
    private var column: Int32 = 0

    init(statement: OpaquePointer, connection: OpaquePointer?, sql: String) {
        self.statement = statement
        self.connection = connection
        self.sql = sql
    }

    func null() { sqlite3_bind_null(statement, next()) }
    func integer(_ value: Int64) { sqlite3_bind_int64(statement, next(), value) }
    func double(_ value: Double) { sqlite3_bind_double(statement, next(), value) }
    func boolean(_ value: Bool) { sqlite3_bind_int64(statement, next(), value ? 1 : 0) }

    func text(_ utf8: UnsafeBufferPointer<UInt8>) {
        let start = UnsafeRawPointer(utf8.baseAddress)?.assumingMemoryBound(to: CChar.self)
        guard let start else { return empty() }
        sqlite3_bind_text64(statement, next(), start, UInt64(utf8.count), transient, UInt8(SQLITE_UTF8))
    }

    func blob(_ bytes: UnsafeRawBufferPointer) {
        if bytes.isEmpty {
            sqlite3_bind_zeroblob(statement, next(), 0)
        } else {
            sqlite3_bind_blob64(statement, next(), bytes.baseAddress, UInt64(bytes.count), transient)
        }
    }

    func endRow() throws {
        defer {
            sqlite3_reset(statement)
            column = 0
        }
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE else { throw SQLiteFailure.current(connection, statement) }
    }

    private func empty() {
        sqlite3_bind_text64(statement, next(), "", 0, transient, UInt8(SQLITE_UTF8))
    }

    private func next() -> Int32 {
        column += 1
        return column
    }
}
