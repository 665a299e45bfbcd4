import ArgumentParser
import Composition
import Database
import DatabasePostgres
import DatabaseSQLite
import Foundation

/// Where the database is: the one option every command has.
struct DatabaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "sqlite:PATH or postgres://…; else MAINSTAY_DATABASE, else sqlite:mainstay.db.", valueName: "address"))
    var database: String?

    var address: String {
        database ?? Console.environment("MAINSTAY_DATABASE") ?? "sqlite:mainstay.db"
    }

    /// Opens the database, makes a missing one, and refuses one whose schema is not this program's.
    func open() async throws -> any Database {
        let database = try await openAsIs()
        let migrator = Migrator(Composition.migrations)
        switch try await migrator.state(of: database) {
        case .current: break
        case .empty: try await migrator.migrate(database)
        case .older(let pending): throw DatabaseError.olderSchema(pending: pending.count)
        case .newer(let unknown): throw DatabaseError.newerSchema(unknown: unknown)
        }
        return database.acting(as: Author(user: nil, name: NSUserName(), way: .command, now: Composition.now))
    }

    func openAsIs() async throws -> any Database {
        if let path = sqlitePath { return try SQLiteDatabase(path: path) }
        if address.hasPrefix("postgres://") || address.hasPrefix("postgresql://") {
            return try await PostgresDatabase(url: address)
        }
        throw DatabaseError.invalidAddress(address)
    }

    /// The file of a SQLite address, nil for PostgreSQL.
    var sqlitePath: String? {
        guard address.hasPrefix("sqlite:") else { return nil }
        let path = String(address.dropFirst("sqlite:".count))
        return path.isEmpty || path == ":memory:" ? nil : path
    }

    /// Opens, runs and closes.
    ///
    /// - Parameter leavingNoTrace: what only looks makes no database where there is none: it sees an empty one.
    func with<T>(leavingNoTrace: Bool = false, _ body: (any Database) async throws -> T) async throws -> T {
        if leavingNoTrace, let path = sqlitePath, !FileManager.default.fileExists(atPath: path) {
            let folder = FileManager.default.temporaryDirectory.appending(path: "mainstay-look-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            var empty = self
            empty.database = "sqlite:" + folder.appending(path: "empty.db").path
            return try await empty.with(body)
        }
        let database = try await open()
        do {
            let result = try await body(database)
            try await database.close()
            return result
        } catch {
            try? await database.close()
            throw error
        }
    }
}
