/// One step of the schema, written once for both databases and never changed after a release.
///
/// Types are BIGINT, INTEGER, TEXT, DOUBLE PRECISION, BOOLEAN and BYTEA; for SQLite they are mapped to what STRICT
/// tables allow.
package struct Migration: Sendable {
    package var id: String
    package var statements: @Sendable (Dialect) -> [String]

    package init(_ id: String, _ statements: [String]) {
        self.init(id) { _ in statements }
    }

    package init(_ id: String, _ statements: @escaping @Sendable (Dialect) -> [String]) {
        self.id = id
        self.statements = statements
    }
}

/// How a database's schema stands to this program's migrations.
package enum SchemaState: Sendable, Equatable {
    case empty
    case current
    case older(pending: [String])
    case newer(unknown: [String])
}

package struct Migrator: Sendable {
    /// "Mainstay" in eight letters of ASCII.
    private static let lock = 0x4D61_696E_7374_6179

    private let migrations: [Migration]

    package init(_ migrations: [Migration]) { self.migrations = migrations }

    package func state(of database: any Database) async throws -> SchemaState {
        let applied = try await database.read { try Self.applied($0) }
        guard let applied else { return .empty }
        let known = migrations.map(\.id)
        let unknown = applied.filter { !known.contains($0) }
        if !unknown.isEmpty { return .newer(unknown: unknown) }
        let pending = known.filter { !applied.contains($0) }
        return pending.isEmpty ? .current : .older(pending: pending)
    }

    /// Runs what is pending, all in one transaction.
    /// - Throws: `DatabaseError.newerSchema` when the database knows steps this program does not.
    package func migrate(_ database: any Database) async throws {
        if case .newer(let unknown) = try await state(of: database) {
            throw DatabaseError.newerSchema(unknown: unknown)
        }
        try await database.write { connection in
            // Several programs may meet a new database at once; PostgreSQL's "if not exists" is no lock.
            if connection.dialect == .postgres {
                _ = try connection.integer("SELECT 1 FROM pg_advisory_xact_lock(\(Self.lock))")
            }
            try connection.execute(
                SQL(
                    unsafe: Self.adapted(
                        "CREATE TABLE IF NOT EXISTS migrations (id TEXT PRIMARY KEY)", connection.dialect)))
            let applied = try connection.rows("SELECT id FROM migrations") { try $0.text(0) }
            for migration in migrations where !applied.contains(migration.id) {
                for statement in migration.statements(connection.dialect) {
                    try connection.execute(SQL(unsafe: Self.adapted(statement, connection.dialect)))
                }
                try connection.execute("INSERT INTO migrations (id) VALUES (\(migration.id))")
            }
        }
    }

    /// The ids run so far, or nil when the database holds nothing.
    /// - Throws: `DatabaseError.foreignTables`.
    private static func applied(_ connection: any Connection) throws -> [String]? {
        let exists: SQL =
            connection.dialect == .sqlite
            ? "SELECT count(*) FROM sqlite_master WHERE name = 'migrations'"
            : "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migrations'"
        guard try connection.integer(exists) == 1 else {
            let others: SQL =
                connection.dialect == .sqlite
                ? "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                : "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
            if try connection.integer(others) != 0 { throw DatabaseError.foreignTables }
            return nil
        }
        return try connection.rows("SELECT id FROM migrations ORDER BY id") { try $0.text(0) }
    }

    private static func adapted(_ statement: String, _ dialect: Dialect) -> String {
        guard dialect == .sqlite else { return statement }
        let types = [("BIGINT", "INTEGER"), ("BOOLEAN", "INTEGER"), ("DOUBLE PRECISION", "REAL"), ("BYTEA", "BLOB")]
        let mapped = types.reduce(statement) { text, type in text.replacing(type.0, with: type.1) }
        guard mapped.hasPrefix("CREATE TABLE"), mapped.hasSuffix(")") || mapped.hasSuffix("WITHOUT ROWID") else {
            return mapped
        }
        return mapped + (mapped.hasSuffix(")") ? " STRICT" : ", STRICT")
    }
}
