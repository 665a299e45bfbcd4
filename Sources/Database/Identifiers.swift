/// Ids come from the application: blocks of numbers handed out once, so gaps are allowed and two writers never meet.
package struct Identifiers: Sendable {
    package static let migration = Migration(
        "database-001-ids", ["CREATE TABLE ids (name TEXT PRIMARY KEY, next BIGINT NOT NULL)"])

    /// Reserves `count` numbers for `name` in a transaction of its own and answers the first.
    package static func reserve(_ count: Int, for name: String, in database: any Database) async throws -> Int {
        try await database.write { try reserve(count, for: name, in: $0) }
    }

    /// Reserves inside the caller's transaction: for small writes.
    package static func reserve(_ count: Int, for name: String, in connection: any Connection) throws -> Int {
        let next = try connection.integer(
            """
            INSERT INTO ids (name, next) VALUES (\(name), \(count + 1))
            ON CONFLICT (name) DO UPDATE SET next = ids.next + \(count)
            RETURNING next
            """)
        guard let next else { throw DatabaseError.unexpectedNull(column: 0) }
        return next - count
    }
}
