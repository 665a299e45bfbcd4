import ArgumentParser
import Composition
import Database
import DatabaseSQLite
import Foundation

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the whole database to a file while it is in use.",
        discussion: "SQLite is copied page by page into a database file; PostgreSQL through pg_dump.")

    @Argument(help: "The file to write; it must not be there yet.", completion: .file())
    var file: String

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: file) else { throw Failure("\(file) is there already.") }
        try await database.with { opened in
            try await WholeFile.make(file) { part in
                if let sqlite = opened as? SQLiteDatabase {
                    try await sqlite.backUp(to: part)
                } else {
                    try await PostgresTool.dump(opened, at: database.address, to: part)
                }
            }
        }
        print("Backed up to \(file).")
    }
}

/// A file that is there whole or not at all, and for its owner only: it holds every customer.
enum WholeFile {
    static func make(_ path: String, _ write: (_ part: String) async throws -> Void) async throws {
        let part = path + ".part"
        remove(part)
        guard FileManager.default.createFile(atPath: part, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw Failure("\(path) cannot be written.")
        }
        do {
            try await write(part)
            try FileManager.default.moveItem(atPath: part, toPath: path)
        } catch {
            remove(part)
            throw error
        }
    }

    /// With what SQLite keeps beside a file it writes.
    private static func remove(_ part: String) {
        for ending in ["", "-journal", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: part + ending) }
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make a database from a backup.",
        discussion: "The target must not hold a Mainstay database yet: nothing is ever overwritten.")

    @Argument(help: "A file that mainstay backup wrote.", completion: .file())
    var file: String

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        guard FileManager.default.fileExists(atPath: file) else { throw Failure("There is no file \(file).") }
        if let path = database.sqlitePath { try await restoreSQLite(to: path) } else { try await restorePostgres() }
        print("Restored from \(file).")
    }

    private func restoreSQLite(to path: String) async throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure("\(path) is there already; restore to a new file and move it yourself.")
        }
        try await WholeFile.make(path) { part in
            try SQLiteDatabase.restore(file, to: part)
            let restored = try SQLiteDatabase(path: part, create: false)
            let state = try await Migrator(Composition.migrations).state(of: restored)
            try await restored.close()
            if state == .empty { throw DatabaseError.notADatabase(path: file) }
        }
    }

    private func restorePostgres() async throws {
        let opened = try await database.openAsIs()
        let state = try await Migrator(Composition.migrations).state(of: opened)
        try await opened.close()
        guard state == .empty else {
            throw Failure("The database holds Mainstay's tables already; restore into an empty one.")
        }
        try PostgresTool.restore(file, into: database.address)
    }
}

/// PostgreSQL's own programs for backup.
enum PostgresTool {
    /// Dumps the tables of the schema that holds Mainstay's; others in the same database are no part of it.
    static func dump(_ database: any Database, at address: String, to file: String) async throws {
        let schema = try await database.read { try $0.text("SELECT current_schema()") } ?? "public"
        let (address, password) = withoutPassword(address)
        let tables = "--table=\"\(schema.replacing("\"", with: "\"\""))\".*"
        try run(
            "pg_dump", ["--format=custom", "--no-owner", tables, "--file=\(file)", "--dbname=\(address)"],
            password: password)
    }

    static func restore(_ file: String, into address: String) throws {
        let (address, password) = withoutPassword(address)
        try run("pg_restore", ["--no-owner", "--exit-on-error", "--dbname=\(address)", file], password: password)
    }

    /// Arguments can be seen by everybody on the machine, the environment cannot.
    private static func withoutPassword(_ address: String) -> (address: String, password: String?) {
        guard var parts = URLComponents(string: address), let password = parts.password else { return (address, nil) }
        parts.password = nil
        return (parts.string ?? address, password)
    }

    private static func run(_ name: String, _ arguments: [String], password: String?) throws {
        let process = Process()
        if let password {
            process.environment = Console.terminal.environment.merging(["PGPASSWORD": password]) { $1 }
        }
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        let errors = Pipe()
        process.standardError = errors
        do { try process.run() } catch { throw Failure("\(name) could not be started.") }
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure("\(name) failed: \(text.split(separator: "\n").first.map(String.init) ?? "no reason given").")
        }
    }
}
