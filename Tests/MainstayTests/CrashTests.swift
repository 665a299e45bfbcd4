import Database
import DatabaseTesting
import Foundation
import Testing

/// How often an import is killed: three times always, a hundred times in the long tests.
private let kills = ProcessInfo.processInfo.environment["MAINSTAY_LONG_TESTS"] == nil ? 3 : 100

@Suite("A power cut in the middle of an import", .serialized)
struct CrashTests {
    private static let orders = 12_000

    @Test("leaves whole orders, and the same command goes on", arguments: TestDatabase.allCases)
    func kill(kind: TestDatabase) async throws {
        try await kind.withAddress { address in
            let folder = FileManager.default.temporaryDirectory.appending(path: "mainstay-crash-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let program = Program(database: address.url)
            #expect(try program.run(["migrate"]).code == 0)
            let database = try await address.open()
            var interrupted = 0
            for attempt in 0..<kills {
                // Each file is new to the database, so that every kill meets an import at work.
                let file = folder.appending(path: "orders-\(attempt).csv")
                try OrderFile.write(orders: Self.orders, to: file)
                let command = [
                    "import", "orders", file.path, "--mapping", "online-retail", "--source", "source \(attempt)",
                ]
                // From its first step on, further and further into its writing.
                let share = 0.9 * Double((attempt * 37) % kills) / Double(kills)
                let wasCut = try await program.kill(command) {
                    try await Self.progress(in: database).map { $0 >= share } ?? false
                }
                if wasCut { interrupted += 1 }
                let report = try program.run(["doctor", "--json"])
                #expect(report.code == 0, "after \(share) of it: \(report.output)")
                let again = try program.run(command + ["--json"])
                #expect(again.code == 0, "\(again.errors)")
                let counts = try again.json
                let (new, unchanged) = (counts["orders_new"] as? Int ?? 0, counts["orders_unchanged"] as? Int ?? 0)
                #expect(new + unchanged == Self.orders)
            }
            try await database.close()
            #expect(interrupted > kills / 2, "the imports were over before they were killed")
            let final = try program.run(["doctor", "--json"]).json
            #expect(final["clean"] as? Bool == true)
            #expect(final["orders"] as? Int == Self.orders * kills)
            #expect(final["lines"] as? Int == 3 * Self.orders * kills)
        }
    }

    /// How far the import under way has come in writing, 0 to 1; nil while there is none.
    private static func progress(in database: any Database) async throws -> Double? {
        try await database.read { connection in
            try connection.rows("SELECT progress FROM runs WHERE state = 'running'") { try $0.double(0) }.first
        }
    }
}
