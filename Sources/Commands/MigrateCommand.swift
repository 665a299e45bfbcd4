import ArgumentParser
import Composition
import Database
import DatabaseSQLite
import Foundation
import Ledger

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring an older database up to this program.",
        discussion: """
            What is there is copied first: a SQLite database beside itself, a PostgreSQL database with pg_dump into the
            present folder.
            """)

    @Flag(help: "Make no copy, because there is one.")
    var withoutCopy = false

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
            if !withoutCopy { try await keepCopy(of: opened) }
            try await migrator.migrate(opened)
            print("\(pending.count) steps done.")
        }
        // Goes on where a former attempt stopped.
        try await DayCosts.fill(opened)
        try await opened.close()
    }

    private func keepCopy(of database: any Database) async throws {
        let ending = ".before-\(Composition.version)-\(Composition.now())"
        let copy = (self.database.sqlitePath ?? "mainstay") + ending
        try await WholeFile.make(copy) { part in
            if let sqlite = database as? SQLiteDatabase {
                try await sqlite.backUp(to: part)
            } else {
                try await PostgresTool.dump(database, at: self.database.address, to: part)
            }
        }
        print("The database as it was is in \(copy).")
    }
}
