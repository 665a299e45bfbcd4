import CompanyTesting
import Database
import DatabaseTesting
import Foundation
import Testing

/// What only a process of its own can show: exit codes, pipes, full disks, other programs.
@Suite("The program, as people run it")
struct ProgramTests {
    @Test("It says what it is, and ends with 0, 1 or 2")
    func exitCodes() throws {
        try withFolder { folder in
            let program = Program(database: "sqlite:" + folder.appending(path: "x.db").path)
            let version = try program.run(["version"])
            #expect(version.code == 0)
            #expect(version.output.hasPrefix("mainstay "))
            let empty = try program.run(["report", "concentration"])
            #expect(empty.code == 1)
            #expect(empty.output == "")
            #expect(empty.errors.hasPrefix("mainstay: There are no orders yet"))
            let wrong = try program.run(["fly"])
            #expect(wrong.code == 2)
            #expect(wrong.errors.contains("fly"))
        }
    }

    @Test("A result that cannot be written is told; one that nobody reads on is not")
    func unwritable() throws {
        try withFolder { folder in
            let program = Program(database: "sqlite:" + folder.appending(path: "orders.db").path)
            let file = folder.appending(path: "orders.csv")
            try OrderFile.write(orders: 400, to: file)
            #expect(try program.run(["import", "orders", file.path, "--mapping", "online-retail"]).code == 0)
            for format in [[], ["--json"]] {
                let full = try program.shell("\"$0\" report rfm \"$@\" > /dev/full", format)
                #expect(full.code == 1 && full.errors.contains("could not be written"), "\(full.errors)")
                let head = try program.shell("set -o pipefail; \"$0\" report rfm \"$@\" | head -1", format)
                #expect(head.code == 0 && head.errors == "", "\(head)")
            }
            #expect(try program.shell("\"$0\" report nonsense 2> /dev/full", []).code == 2)
        }
    }

    @Test("A backup that fails leaves nothing behind")
    func failedBackup() throws {
        try withFolder { folder in
            let program = Program(database: "sqlite:" + folder.appending(path: "orders.db").path)
            let file = folder.appending(path: "orders.csv")
            try OrderFile.write(orders: 4_000, to: file)
            #expect(try program.run(["import", "orders", file.path, "--mapping", "online-retail"]).code == 0)
            let copy = folder.appending(path: "copy").path
            let failed = try program.run(["backup", copy], limitedTo: 200 * 1_024)
            #expect(failed.code == 1 && failed.errors.contains("disk is full"), "\(failed.errors)")
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(!left.contains { $0.hasPrefix("copy") }, "\(left)")
            #expect(try program.run(["backup", copy]).code == 0)
            let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let other = folder.appending(path: "other.db").path
            let half = try Program(database: "sqlite:" + other).run(["restore", copy], limitedTo: 200 * 1_024)
            #expect(half.code == 1 && !FileManager.default.fileExists(atPath: other))
        }
    }

    @Test("Backup and restore give the same database", arguments: TestDatabase.allCases)
    func backup(kind: TestDatabase) async throws {
        try await kind.withAddress { address in
            try withFolder { folder in
                let program = Program(database: address.url)
                let file = folder.appending(path: "orders.csv")
                try OrderFile.write(orders: 40, to: file)
                _ = try program.run(["import", "orders", file.path, "--mapping", "online-retail"])
                let copy = folder.appending(path: "copy").path
                let saved = try program.run(["backup", copy])
                #expect(saved.code == 0, "\(saved.errors)")
                #expect(try program.run(["backup", copy]).code == 1)
                #expect(try program.run(["restore", copy]).code == 1, "a full database must never be overwritten")
                guard kind == .sqlite else { return }
                let other = Program(database: "sqlite:" + folder.appending(path: "other.db").path)
                let restored = try other.run(["restore", copy])
                #expect(restored.code == 0, "\(restored.errors)")
                #expect(try other.run(["doctor", "--json"]).output == (try program.run(["doctor", "--json"]).output))
            }
        }
    }

    @Test("A full disk stops an import with a sentence; what is in stays whole")
    func fullDisk() throws {
        try withFolder { folder in
            let program = Program(database: "sqlite:" + folder.appending(path: "x.db").path)
            let file = folder.appending(path: "orders.csv")
            try OrderFile.write(orders: 20_000, to: file)
            let outcome = try program.run(
                ["import", "orders", file.path, "--mapping", "online-retail"], limitedTo: 2_000_000)
            #expect(outcome.code == 1, "\(outcome.errors)")
            #expect(outcome.errors.contains("disk is full"), "\(outcome.errors)")
            #expect(try program.run(["doctor"]).code == 0)
            let again = try program.run(["import", "orders", file.path, "--mapping", "online-retail", "--json"])
            #expect(again.code == 0)
            #expect(try program.run(["doctor", "--json"]).json["orders"] as? Int == 20_000)
        }
    }

    @Test("A newer or older database is refused, and migrate mends the older", arguments: TestDatabase.allCases)
    func schema(kind: TestDatabase) async throws {
        try await kind.withAddress { address in
            let program = Program(database: address.url)
            #expect(try program.run(["migrate"]).output.contains("A new database was made"))
            let database = try await address.open()
            try await database.write { try $0.execute("INSERT INTO migrations (id) VALUES ('future-001')") }
            #expect(try program.run(["doctor"]).errors.contains("made by a newer Mainstay"))
            #expect(try program.run(["migrate"]).code == 1)
            try await database.write { try $0.execute("DELETE FROM migrations WHERE id = 'future-001'") }
            try await database.write { try $0.execute("DELETE FROM migrations WHERE id = 'jobs-001'") }
            try await database.write { try $0.execute("DROP TABLE jobs") }
            try await database.close()
            #expect(try program.run(["doctor"]).errors.contains("run mainstay migrate"))
            let migrated = try program.run(["migrate"])
            #expect(migrated.code == 0, "\(migrated.errors)")
            let name = try #require(migrated.output.firstMatch(of: /as it was is in (\S+)\.\n/)?.1)
            let copy = URL(filePath: String(name), relativeTo: FileManager.default.temporaryDirectory)
            #expect(try Data(contentsOf: copy).count > 1_000)
            try FileManager.default.removeItem(at: copy)
            #expect(try program.run(["doctor"]).code == 0)
        }
    }
}
