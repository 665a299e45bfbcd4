import CLibpq
package import Database
import DatabasePostgres
package import DatabaseSQLite
import Dispatch
package import Foundation

/// Gives each test its own database of each kind: a SQLite file, and a database or schema in the PostgreSQL server that the
/// test command started (MAINSTAY_TEST_POSTGRES). A missing server fails the test: nothing passes by skipping.
///
/// Tables are made once for each list of migrations, and copied from then on. Nothing waits for the disk but where a test
/// asks for it: the promises of a database itself, and programs that are killed.
package enum TestDatabase: String, CaseIterable, Sendable {
    case sqlite, postgres

    /// Opens an empty database with these tables, runs `body` and removes it.
    package func run(
        migrations: [Migration] = [], waitsForDisk: Bool = false,
        _ body: @Sendable (any Database) async throws -> Void
    ) async throws {
        try await withAddress(migrations: migrations, waitsForDisk: waitsForDisk) { address in
            let database = try await address.open()
            do { try await body(database) } catch {
                try await database.close()
                throw error
            }
            try await database.close()
        }
    }

    /// Gives the address of an empty database: for tests that open it more than once or from other programs.
    package func withAddress(
        migrations: [Migration] = [], waitsForDisk: Bool = false,
        _ body: @Sendable (Address) async throws -> Void
    ) async throws {
        switch self {
        case .sqlite: try await withFile(migrations, waitsForDisk, body)
        case .postgres where migrations.isEmpty: try await withSchema(body)
        case .postgres: try await withCopy(of: migrations, body)
        }
    }

    package struct Address: Sendable {
        package let url: String
        let kind: TestDatabase
        var waitsForDisk = false

        package func open() async throws -> any Database {
            switch kind {
            case .sqlite:
                try SQLiteDatabase(path: String(url.dropFirst("sqlite:".count)), waitsForDisk: waitsForDisk)
            case .postgres: try await PostgresDatabase(url: url)
            }
        }
    }

    /// Opens a SQLite file with these tables in a folder of the test's own.
    package static func file(
        in folder: URL, named name: String = "test.db", migrations: [Migration]
    ) async throws -> SQLiteDatabase {
        let file = folder.appending(path: name)
        if !migrations.isEmpty {
            let template = try await Templates.shared.file(of: migrations)
            try FileManager.default.copyItem(at: template, to: file)
        }
        return try SQLiteDatabase(path: file.path, waitsForDisk: false)
    }

    private func withFile(
        _ migrations: [Migration], _ waitsForDisk: Bool, _ body: (Address) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mainstay-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "test.db")
        if !migrations.isEmpty {
            try FileManager.default.copyItem(at: try await Templates.shared.file(of: migrations), to: file)
        }
        try await body(Address(url: "sqlite:" + file.path, kind: self, waitsForDisk: waitsForDisk))
    }

    private func withSchema(_ body: (Address) async throws -> Void) async throws {
        let server = try TestServer()
        let schema = TestServer.newName("test")
        try await server.execute("CREATE SCHEMA \(schema)")
        let separator = server.url.contains("?") ? "&" : "?"
        let address = Address(url: server.url + separator + "options=-csearch_path%3D\(schema)", kind: self)
        let result: Result<Void, any Error>
        do { result = .success(try await body(address)) } catch { result = .failure(error) }
        try await server.execute("DROP SCHEMA \(schema) CASCADE")
        try result.get()
    }

    private func withCopy(of migrations: [Migration], _ body: (Address) async throws -> Void) async throws {
        let server = try TestServer()
        let template = try await Templates.shared.database(of: migrations)
        let name = TestServer.newName("test")
        try await server.execute("CREATE DATABASE \(name) TEMPLATE \(template) STRATEGY file_copy")
        let result: Result<Void, any Error>
        do { result = .success(try await body(Address(url: server.url(of: name), kind: self))) } catch {
            result = .failure(error)
        }
        try await server.execute("DROP DATABASE \(name) WITH (FORCE)")
        try result.get()
    }
}

/// Databases with their tables and nothing else, made when they are first asked for.
private actor Templates {
    static let shared = Templates()

    private var files: [[String]: Task<URL, any Error>] = [:]
    private var databases: [[String]: Task<String, any Error>] = [:]

    /// Tests may use one id for different tables.
    private static func key(_ migrations: [Migration], _ dialect: Dialect) -> [String] {
        migrations.flatMap { [$0.id] + $0.statements(dialect) }
    }

    func file(of migrations: [Migration]) async throws -> URL {
        let key = Self.key(migrations, .sqlite)
        if let made = files[key] { return try await made.value }
        let making = Task {
            let file = TemporaryFolder.ofProcess.appending(path: "template-\(UUID().uuidString).db")
            let database = try SQLiteDatabase(path: file.path, waitsForDisk: false)
            try await Migrator(migrations).migrate(database)
            try await database.close()
            return file
        }
        files[key] = making
        return try await making.value
    }

    func database(of migrations: [Migration]) async throws -> String {
        let key = Self.key(migrations, .postgres)
        if let made = databases[key] { return try await made.value }
        let making = Task {
            let server = try TestServer()
            let name = TestServer.newName("template")
            try await server.execute("CREATE DATABASE \(name)")
            let database = try await PostgresDatabase(url: server.url(of: name), connections: 1)
            try await Migrator(migrations).migrate(database)
            try await database.close()
            return name
        }
        databases[key] = making
        return try await making.value
    }
}

/// The server that the test command started.
private struct TestServer {
    let url: String

    init() throws {
        let variable = "MAINSTAY_TEST_POSTGRES"
        guard let url = ProcessInfo.processInfo.environment[variable] else { throw MissingServer(variable: variable) }
        self.url = url
    }

    static func newName(_ kind: String) -> String {
        kind + "_" + UUID().uuidString.lowercased().replacing("-", with: "")
    }

    /// The address of another database of the same server.
    func url(of database: String) -> String {
        var parts = URLComponents(string: url)
        parts?.path = "/" + database
        return parts?.string ?? url
    }

    /// Runs a statement outside any transaction, which is where databases are made.
    func execute(_ statement: String) async throws {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async { done.resume(with: Result { try run(statement) }) }
        }
    }

    private func run(_ statement: String) throws {
        let link = PQconnectdb(url)
        defer { PQfinish(link) }
        PQclear(PQexec(link, "SET client_min_messages = warning"))
        let result = PQexec(link, statement)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else {
            throw Refused(statement: statement, detail: String(cString: PQerrorMessage(link)))
        }
    }

    struct Refused: Error {
        let statement: String
        let detail: String
    }
}

/// Folders for what tests write.
package enum TemporaryFolder {
    /// For what all tests of this process share; it goes when the process ends.
    package static let ofProcess: URL = {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "mainstay-tests-\(ProcessInfo.processInfo.processIdentifier)")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        atexit { try? FileManager.default.removeItem(at: TemporaryFolder.ofProcess) }
        return folder
    }()
}

package struct MissingServer: Error, CustomStringConvertible {
    let variable: String
    package var description: String { "\(variable) is not set: run the tests with `make test`, which starts a server" }
}
