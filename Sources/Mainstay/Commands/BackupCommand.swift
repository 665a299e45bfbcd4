import ArgumentParser
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
        if database.sqlitePath == nil {
            try PostgresTool.run(
                "pg_dump", ["--format=custom", "--no-owner", "--file=\(file)", "--dbname=\(database.address)"])
        } else {
            try await copySQLite()
        }
        print("Backed up to \(file).")
    }

    private func copySQLite() async throws {
        try await database.with { opened in
            guard let sqlite = opened as? SQLiteDatabase else { throw DatabaseError.invalidAddress(database.address) }
            let part = file + ".part"
            try? FileManager.default.removeItem(atPath: part)
            try await sqlite.backUp(to: part)
            // Only a whole backup gets the name people trust.
            do { try FileManager.default.moveItem(atPath: part, toPath: file) } catch {
                throw Failure("The backup is in \(part) and could not be named \(file).")
            }
        }
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
        let backup = try SQLiteDatabase(path: file, create: false)
        if try await Migrator(Composition.migrations).state(of: backup) == .empty {
            throw DatabaseError.notADatabase(path: file)
        }
        try await backup.backUp(to: path)
        try await backup.close()
    }

    private func restorePostgres() async throws {
        let opened = try await database.openAsIs()
        let state = try await Migrator(Composition.migrations).state(of: opened)
        try await opened.close()
        guard state == .empty else {
            throw Failure("The database holds Mainstay's tables already; restore into an empty one.")
        }
        try PostgresTool.run("pg_restore", ["--no-owner", "--exit-on-error", "--dbname=\(database.address)", file])
    }
}

/// PostgreSQL's own programs for backup.
enum PostgresTool {
    static func run(_ name: String, _ arguments: [String]) throws {
        let process = Process()
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
