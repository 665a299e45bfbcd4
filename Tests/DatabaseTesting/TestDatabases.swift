package import Database
import DatabasePostgres
import DatabaseSQLite
import Foundation

/// Gives each test its own empty database of each kind: a SQLite file, and a schema in the PostgreSQL server that the
/// test command started (MAINSTAY_TEST_POSTGRES). A missing server fails the test: nothing passes by skipping.
package enum TestDatabase: String, CaseIterable, Sendable {
    case sqlite, postgres

    /// Opens an empty database, migrates it, runs `body` and removes it.
    package func run(
        migrations: [Migration] = [], _ body: @Sendable (any Database) async throws -> Void
    ) async throws {
        try await withAddress { address in
            let database = try await address.open()
            if !migrations.isEmpty { try await Migrator(migrations).migrate(database) }
            do { try await body(database) } catch {
                try await database.close()
                throw error
            }
            try await database.close()
        }
    }

    /// Gives the address of an empty database: for tests that open it more than once or from other programs.
    package func withAddress(_ body: @Sendable (Address) async throws -> Void) async throws {
        switch self {
        case .sqlite: try await withFile(body)
        case .postgres: try await withSchema(body)
        }
    }

    package struct Address: Sendable {
        package let url: String
        let kind: TestDatabase

        package func open() async throws -> any Database {
            switch kind {
            case .sqlite: try SQLiteDatabase(path: String(url.dropFirst("sqlite:".count)))
            case .postgres: try await PostgresDatabase(url: url)
            }
        }
    }

    private func withFile(_ body: (Address) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mainstay-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(Address(url: "sqlite:" + folder.appending(path: "test.db").path, kind: self))
    }

    private func withSchema(_ body: (Address) async throws -> Void) async throws {
        let variable = "MAINSTAY_TEST_POSTGRES"
        guard let server = ProcessInfo.processInfo.environment[variable] else {
            throw MissingServer(variable: variable)
        }
        let schema = "test_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")
        let keeper = try await PostgresDatabase(url: server, connections: 1)
        try await keeper.write { try $0.execute(SQL(unsafe: "CREATE SCHEMA \(schema)")) }
        let separator = server.contains("?") ? "&" : "?"
        let address = Address(url: server + separator + "options=-csearch_path%3D\(schema)", kind: self)
        let result: Result<Void, any Error>
        do { result = .success(try await body(address)) } catch { result = .failure(error) }
        try await keeper.write { try $0.execute(SQL(unsafe: "DROP SCHEMA \(schema) CASCADE")) }
        try await keeper.close()
        try result.get()
    }
}

package struct MissingServer: Error, CustomStringConvertible {
    let variable: String
    package var description: String { "\(variable) is not set: run the tests with `make test`, which starts a server" }
}
