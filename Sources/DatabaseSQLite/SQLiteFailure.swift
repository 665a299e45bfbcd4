import CSQLite
import Database

/// Maps SQLite's codes to the errors both databases share.
enum SQLiteFailure {
    // Extended codes are macros of other macros, which Swift does not see (sqlite.org/rescode.html).
    private static let check = SQLITE_CONSTRAINT | 1 << 8
    private static let foreignKey = SQLITE_CONSTRAINT | 3 << 8
    private static let notNull = SQLITE_CONSTRAINT | 5 << 8
    private static let primaryKey = SQLITE_CONSTRAINT | 6 << 8
    private static let unique = SQLITE_CONSTRAINT | 8 << 8
    private static let rowID = SQLITE_CONSTRAINT | 10 << 8

    static func current(_ connection: OpaquePointer?, _ statement: OpaquePointer?) -> DatabaseError {
        let sql = statement.flatMap { sqlite3_sql($0) }.map { String(cString: $0) } ?? ""
        return mapped(
            code: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)), sql: sql)
    }

    static func mapped(code: Int32, message: String, sql: String, path: String = "") -> DatabaseError {
        // "UNIQUE constraint failed: users.username" names the constraint after the colon.
        let subject = message.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? message
        switch code {
        case Self.unique, Self.primaryKey, Self.rowID:
            return .unique(constraint: subject)
        case Self.foreignKey: return .foreignKey(constraint: subject)
        case Self.notNull: return .notNull(column: subject)
        case Self.check: return .check(constraint: subject)
        default: return mapped(primary: code & 0xff, message: message, sql: sql, path: path)
        }
    }

    private static func mapped(primary: Int32, message: String, sql: String, path: String) -> DatabaseError {
        switch primary {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_FULL, SQLITE_IOERR: .diskFull
        case SQLITE_READONLY, SQLITE_PERM: .readOnly
        case SQLITE_NOTADB: .notADatabase(path: path)
        case SQLITE_CORRUPT: .corrupt(detail: message)
        case SQLITE_CANTOPEN: .cannotOpen(target: path, detail: message)
        default: .statement(message: message, sql: sql)
        }
    }

    /// SQLite tells a full disk and a bad file by code; its message may say "not an error".
    static func copying(_ code: Int32, path: String) -> DatabaseError {
        let message = String(cString: sqlite3_errstr(code))
        return switch code & 0xff {
        case SQLITE_FULL, SQLITE_IOERR, SQLITE_NOTADB, SQLITE_CANTOPEN, SQLITE_BUSY, SQLITE_READONLY:
            mapped(code: code, message: message, sql: "", path: path)
        default: .backup(detail: message)
        }
    }
}
