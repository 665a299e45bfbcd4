import Database

/// Which calls with an `Idempotency-Key` wrote which record, for as long as somebody may ask again. What they were
/// answered is not kept: it may be for nobody any more.
struct AnswerStore: Sendable {
    static let longestLife = 24 * 3_600

    /// A call that a program may repeat.
    struct Key: Sendable, Hashable {
        var token: Int
        var key: String
        /// Of all that makes it this call: method, address and body.
        var hash: String
    }

    /// A call that wrote something before.
    struct Known: Sendable, Equatable {
        var hash: String
        /// The record that was written; nil where the address names it.
        var record: Int?
    }

    private let database: any Database

    init(_ database: any Database) { self.database = database }

    func known(_ key: Key, now: Int) async throws -> Known? {
        try await database.read { connection in
            try connection.first(
                """
                SELECT call_hash, record_id FROM api_answers
                WHERE token_id = \(key.token) AND key = \(key.key) AND made > \(now - Self.longestLife)
                """
            ) { Known(hash: try $0.text(0), record: $0.optionalInt(1)) }
        }
    }

    /// Writes a call down, in the transaction of what it writes.
    /// - Throws: `DatabaseError.unique` when the same call is under way elsewhere.
    static func begin(_ key: Key, record: Int?, in connection: any Connection) throws {
        let now = connection.author.now()
        try connection.execute("DELETE FROM api_answers WHERE made <= \(now - longestLife)")
        try connection.execute(
            """
            INSERT INTO api_answers (token_id, key, call_hash, made, record_id)
            VALUES (\(key.token), \(key.key), \(key.hash), \(now), \(record))
            """)
    }
}

/// A database that remembers a call in the very transaction of what the call writes: both are kept, or neither.
final class RememberingDatabase: Database {
    private let base: any Database
    private let key: AnswerStore.Key
    private let hasBegun: Flag

    init(_ base: any Database, _ key: AnswerStore.Key, hasBegun: Flag = Flag()) {
        self.base = base
        self.key = key
        self.hasBegun = hasBegun
    }

    var dialect: Dialect { base.dialect }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await base.read(body)
    }

    /// The first write remembers the call, with the number it answers, which is that of a new record.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        if hasBegun.isSet { return try await base.write(body) }
        let key = key
        let result = try await base.write { connection in
            let result = try body(connection)
            try AnswerStore.begin(key, record: result as? Int, in: connection)
            return result
        }
        hasBegun.set()
        return result
    }

    func acting(as author: Author) -> any Database {
        RememberingDatabase(base.acting(as: author), key, hasBegun: hasBegun)
    }

    func close() async throws { try await base.close() }
}
