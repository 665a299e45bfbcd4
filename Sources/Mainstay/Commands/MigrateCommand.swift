import ArgumentParser
import Database
import DatabaseSQLite
import Foundation

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring an older database up to this program.",
        discussion: "A SQLite database is copied beside itself first; back PostgreSQL up with mainstay backup.")

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let opened = try await database.openAsIs()
        let migrator = Migrator(Composition.migrations)
        switch try await migrator.state(of: opened) {
        case .current: print("The database is up to date.")
        case .empty:
            try await migrator.migrate(opened)
            print("A new database was made.")
        case .newer(let unknown): throw DatabaseError.newerSchema(unknown: unknown)
        case .older(let pending):
            try await keepCopy(of: opened)
            try await migrator.migrate(opened)
            print("\(pending.count) steps done.")
        }
        try await opened.close()
    }

    private func keepCopy(of database: any Database) async throws {
        guard let sqlite = database as? SQLiteDatabase, let path = self.database.sqlitePath else { return }
        let copy = path + ".before-\(VersionCommand.version)-\(Composition.now())"
        try await sqlite.backUp(to: copy)
        print("The database as it was is in \(copy).")
    }
}
