import Database
import GRDB
import GRDBSQLite

/// Maps SQLite's codes to the errors both databases share.
enum SQLiteFailure {
    static func current(_ connection: OpaquePointer?, _ statement: OpaquePointer?) -> SeamError {
        let sql = statement.flatMap { sqlite3_sql($0) }.map { String(cString: $0) } ?? ""
        return mapped(
            code: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)), sql: sql)
    }

    static func mapped(code: Int32, message: String, sql: String, path: String = "") -> SeamError {
        // "UNIQUE constraint failed: users.username" names the constraint after the colon.
        let subject = message.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? message
        switch code {
        case ResultCode.SQLITE_CONSTRAINT_UNIQUE.rawValue, ResultCode.SQLITE_CONSTRAINT_PRIMARYKEY.rawValue,
            ResultCode.SQLITE_CONSTRAINT_ROWID.rawValue:
            return .unique(constraint: subject)
        case ResultCode.SQLITE_CONSTRAINT_FOREIGNKEY.rawValue: return .foreignKey(constraint: subject)
        case ResultCode.SQLITE_CONSTRAINT_NOTNULL.rawValue: return .notNull(column: subject)
        case ResultCode.SQLITE_CONSTRAINT_CHECK.rawValue: return .check(constraint: subject)
        default: return mapped(primary: code & 0xff, message: message, sql: sql, path: path)
        }
    }

    private static func mapped(primary: Int32, message: String, sql: String, path: String) -> SeamError {
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
}

extension GRDB.DatabaseError {
    /// SQLite tells a full disk and a bad file by code; its message may say "not an error".
    func mapped(backingUp path: String) -> SeamError {
        switch resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_NOTADB, .SQLITE_CANTOPEN, .SQLITE_BUSY, .SQLITE_READONLY:
            mapped(opening: path)
        default: .backup(detail: "\(resultCode)")
        }
    }

    func mapped(opening path: String) -> SeamError {
        SQLiteFailure.mapped(
            code: extendedResultCode.rawValue, message: message ?? "", sql: sql ?? "", path: path)
    }
}
