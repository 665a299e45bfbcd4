/// Where everything is stored: SQLite or PostgreSQL behind one seam.
///
/// A transaction is a synchronous closure run on the connection's own thread; `async` only at its border.
/// Reads see one snapshot. A write may be run again after a serialization failure, so its closure has no
/// other side effect than what it does through the connection.
package protocol Database: Sendable {
    var dialect: Dialect { get }
    /// Runs `body` against one consistent snapshot; writing in it is refused.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T
    /// Runs `body` as one transaction: all of it is kept, or, when it throws, nothing.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T
    /// The same database, writing on somebody's behalf.
    func acting(as author: Author) -> any Database
    /// Returns when running transactions have ended and connections are closed.
    func close() async throws
}

/// Which database answers. Stores write one SQL text for both and ask for the dialect only in migrations.
package enum Dialect: String, Sendable, CaseIterable {
    case sqlite, postgres
}

/// One transaction's way to the database. Never leaves the closure it was given to.
package protocol Connection: AnyObject {
    var dialect: Dialect { get }
    /// On whose behalf this transaction writes.
    var author: Author { get }
    /// Runs one statement and answers how many rows it changed.
    @discardableResult func execute(_ sql: SQL) throws -> Int
    /// Calls `body` for each row. With `streaming` rows are not gathered first: for results of any size,
    /// and no other statement may run until it returns.
    func forEachRow(_ sql: SQL, streaming: Bool, _ body: (any Row) throws -> Void) throws
    /// Runs many statements with as few round trips as the database allows.
    func batch(_ statements: [SQL]) throws
    /// Writes rows by the fastest way the database has; it may still be at work when this returns, so that an error
    /// can show at the next statement or at the end of the transaction.
    func bulk(_ target: BulkTarget, _ write: (any BulkWriter) throws -> Void) throws
    /// Lets this transaction end before it is safe on the disk. A power cut may then undo it, whole, until any later
    /// transaction is safe: for steps of work that is taken up where it stands, and whose end waits for the disk.
    func relaxDurability() throws
}

extension Connection {
    /// For a database whose waiting costs little.
    package func relaxDurability() throws {}

    package func batch(_ statements: [SQL]) throws {
        for statement in statements { try execute(statement) }
    }

    package func forEachRow(_ sql: SQL, _ body: (any Row) throws -> Void) throws {
        try forEachRow(sql, streaming: false, body)
    }

    /// All rows, each made into a value.
    package func rows<T>(_ sql: SQL, _ make: (any Row) throws -> T) throws -> [T] {
        var result: [T] = []
        try forEachRow(sql, streaming: false) { result.append(try make($0)) }
        return result
    }

    /// The first row made into a value, or nil when there is none.
    package func first<T>(_ sql: SQL, _ make: (any Row) throws -> T) throws -> T? {
        var result: T?
        try forEachRow(sql, streaming: false) { if result == nil { result = try make($0) } }
        return result
    }

    /// The whole number in the first column of the first row; nil when there is no row or it is NULL.
    package func integer(_ sql: SQL) throws -> Int? {
        try first(sql) { $0.optionalInt(0) } ?? nil
    }

    /// The text in the first column of the first row; nil when there is no row or it is NULL.
    package func text(_ sql: SQL) throws -> String? {
        try first(sql) { $0.optionalText(0) } ?? nil
    }
}
