package import Database
import Glibc

/// A PostgreSQL database through libpq: a few connections, each with its own thread.
///
/// Reads are REPEATABLE READ READ ONLY; writes are SERIALIZABLE and run again after a lost race.
package final class PostgresDatabase: Database {
    package let dialect = Dialect.postgres
    private let pool: PostgresPool
    private let author: Author

    /// - Parameter url: `postgres://user:password@host:port/database?options`, as libpq reads it.
    /// - Throws: `DatabaseError.cannotOpen` when the server does not answer or refuses.
    package init(url: String, connections: Int = 6) async throws {
        pool = PostgresPool(url: url, limit: connections)
        author = .program
        let session = try await pool.take()
        await pool.giveBack(session)
    }

    private init(_ pool: PostgresPool, _ author: Author) {
        self.pool = pool
        self.author = author
    }

    package func acting(as author: Author) -> any Database { PostgresDatabase(pool, author) }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await transaction(begin: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }

    @discardableResult
    package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await transaction(begin: Self.beginWriting, body)
    }

    /// A plan kept from when a table was empty reads all of it again and again while an import fills it: writes plan anew.
    private static let beginWriting =
        "BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL plan_cache_mode = force_custom_plan"

    package func close() async throws { await pool.close() }

    private func transaction<T: Sendable>(
        begin: String, _ body: @escaping @Sendable (any Connection) throws -> T
    ) async throws -> T {
        let session = try await pool.take()
        do {
            let result = try await session.run { [author] in try Self.attempts(begin, $0, author, body) }
            await pool.giveBack(session)
            return result
        } catch {
            await pool.giveBack(session)
            throw error
        }
    }

    private static let mostAttempts = 12

    private static func attempts<T>(
        _ begin: String, _ link: PostgresLink, _ author: Author, _ body: (any Connection) throws -> T
    ) throws -> T {
        for attempt in 1... {
            do {
                return try once(begin, link, author, body)
            } catch DatabaseError.serialization where attempt < mostAttempts {
                // Rivals step aside for different times, longer each round.
                usleep(UInt32.random(in: 500...(2_000 * UInt32(attempt))))
            }
        }
        throw DatabaseError.serialization
    }

    private static func once<T>(
        _ begin: String, _ link: PostgresLink, _ author: Author, _ body: (any Connection) throws -> T
    ) throws -> T {
        try link.command(begin)
        do {
            let result = try body(PostgresConnection(link, author))
            try link.command("COMMIT")
            return result
        } catch {
            // The first error is the one to tell; a broken connection is found when it is given back.
            try? link.settle()
            try? link.command("ROLLBACK")
            throw error
        }
    }
}
