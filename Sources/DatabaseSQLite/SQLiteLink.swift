import CSQLite
import Database
import Dispatch
import Glibc

/// One connection to a database file, with a thread of its own in which everything happens, one thing after another.
///
/// Not checked by the compiler: `pointer` and `statements` are touched on `queue` alone, and before anybody else has it.
final class SQLiteLink: @unchecked Sendable {
    enum Access {
        /// Creates the file where there is none.
        case writing
        case reading
        /// A file that nobody writes to: it needs no lock and no file beside it.
        case readingOfCopy
    }

    /// What a statement costs to prepare is more than most cost to run; past so many different texts all are forgotten.
    private static let mostStatements = 500

    private(set) var pointer: OpaquePointer?
    private let path: String
    private let queue = DispatchQueue(label: "SQLite")
    private var statements: [String: SQLiteStatement] = [:]

    /// - Throws: `DatabaseError.cannotOpen`, `.notADatabase`, `.busy`.
    init(path: String, _ access: Access, pragmas: [String] = []) throws {
        self.path = path
        let name = access == .readingOfCopy ? "file:\(Self.escaped(path))?immutable=1" : path
        let flags =
            access == .writing
            ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            : SQLITE_OPEN_READONLY | (access == .readingOfCopy ? SQLITE_OPEN_URI : 0)
        do {
            // Nobody else uses the connection at the same time, so SQLite need not guard it.
            try require(sqlite3_open_v2(name, &pointer, flags | SQLITE_OPEN_NOMUTEX, nil))
            sqlite3_extended_result_codes(pointer, 1)
            csqlite_refuse_double_quoted_text(pointer)
            sqlite3_busy_handler(pointer, waitForTurn, nil)
            for pragma in ["foreign_keys = ON"] + pragmas { try run("PRAGMA \(pragma)") }
            // Reads the file: whether it is a database is told now, and not by whoever asks first.
            try run("SELECT count(*) FROM sqlite_master")
        } catch {
            close()
            throw error
        }
    }

    deinit { close() }

    /// Runs on the connection's thread, after whatever is waiting for it already.
    func perform(_ body: @escaping @Sendable (SQLiteLink) -> Void) { queue.async { body(self) } }

    func sync<T>(_ body: () throws -> T) rethrows -> T { try queue.sync(execute: body) }

    /// Waits for what is under way. What follows fails.
    func shut() { queue.sync(execute: close) }

    /// May be called again: a connection that could not be opened is closed, and then released.
    private func close() {
        statements = [:]
        sqlite3_close_v2(pointer)
        pointer = nil
    }

    /// Runs a statement without values, and forgets its rows.
    func run(_ sql: String) throws { try require(sqlite3_exec(pointer, sql, nil, nil, nil), sql) }

    /// - Throws: what the last call on this connection failed with, unless `code` says that it did not.
    func require(_ code: Int32, _ sql: String = "") throws {
        guard code == SQLITE_OK else { throw failure(code, sql) }
    }

    func failure(_ code: Int32, _ sql: String = "") -> DatabaseError {
        let message = pointer.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(code))
        let extended = pointer.map(sqlite3_extended_errcode) ?? code
        return SQLiteFailure.mapped(code: extended, message: message, sql: sql, path: path)
    }

    /// The statement of a text, prepared once; another one while that is being stepped through further up.
    func statement(_ sql: String) throws -> SQLiteStatement {
        if let known = statements[sql], sqlite3_stmt_busy(known.pointer) == 0 { return known }
        let statement = try SQLiteStatement(sql, on: self)
        if statements.count >= Self.mostStatements { statements = [:] }
        statements[sql] = statement
        return statement
    }

    /// All or nothing: what `body` wrote is kept when it returns.
    func transaction<T>(_ body: () throws -> T) throws -> T {
        try run("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try run("COMMIT")
            return result
        } catch {
            // SQLite may have ended it itself, as when the disk is full.
            if sqlite3_get_autocommit(pointer) == 0 { try? run("ROLLBACK") }
            throw error
        }
    }

    /// Copies everything, as it stands at one moment, into another database.
    func copy(to target: SQLiteLink) throws {
        let backup = sqlite3_backup_init(target.pointer, "main", pointer, "main")
        guard backup != nil else { throw target.failure(sqlite3_errcode(target.pointer)) }
        var code = SQLITE_OK
        while code == SQLITE_OK { code = sqlite3_backup_step(backup, 2_000) }
        let end = sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE, end == SQLITE_OK else { throw SQLiteFailure.copying(code, path: target.path) }
    }

    /// A path within a file: address (sqlite.org/uri.html).
    private static func escaped(_ path: String) -> String {
        path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
    }
}

/// A prepared statement, which ends with whoever holds it last.
final class SQLiteStatement {
    let pointer: OpaquePointer

    fileprivate init(_ sql: String, on link: SQLiteLink) throws {
        var statement: OpaquePointer?
        var rest: UnsafePointer<CChar>?
        let isWhole = try sql.withCString { text in
            try link.require(
                sqlite3_prepare_v3(link.pointer, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, &rest), sql)
            return rest.map { String(cString: $0).allSatisfy(\.isWhitespace) } ?? true
        }
        guard let statement, isWhole else {
            sqlite3_finalize(statement)
            throw DatabaseError.statement(message: "not one statement", sql: sql)
        }
        pointer = statement
    }

    deinit { sqlite3_finalize(pointer) }
}

/// Short even waits, for half a minute, so that a form saved while another program imports gets the gap between two batches.
private let waitForTurn: @convention(c) (UnsafeMutableRawPointer?, Int32) -> Int32 = { _, tries in
    usleep(2_000)
    return tries < 15_000 ? 1 : 0
}
