import DatabaseTesting
import Foundation
import Testing

/// How often an import is killed: ten times always, a hundred times in the long tests.
private let kills = ProcessInfo.processInfo.environment["MAINSTAY_LONG_TESTS"] == nil ? 10 : 100

@Suite("A power cut in the middle of an import", .serialized)
struct CrashTests {
    @Test("leaves whole orders, and the same command goes on", arguments: TestDatabase.allCases)
    func kill(kind: TestDatabase) async throws {
        try await kind.withAddress { address in
            let folder = FileManager.default.temporaryDirectory.appending(path: "mainstay-crash-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let program = Program(database: address.url)
            var interrupted = 0
            for attempt in 0..<kills {
                // Each file is new to the database, so that every kill meets an import at work.
                let file = folder.appending(path: "orders-\(attempt).csv")
                try OrderFile.write(orders: 4_000, to: file)
                let command = [
                    "import", "orders", file.path, "--mapping", "online-retail", "--source", "source \(attempt)",
                ]
                let delay = 0.05 + 1.2 * Double((attempt * 37) % kills) / Double(kills)
                if try program.kill(command, after: delay) { interrupted += 1 }
                let report = try program.run(["doctor", "--json"])
                #expect(report.code == 0, "after \(delay) s: \(report.output)")
                let again = try program.run(command + ["--json"])
                #expect(again.code == 0, "\(again.errors)")
                let counts = try again.json
                let orders = ["orders_new", "orders_unchanged"].compactMap { counts[$0] as? Int }.reduce(0, +)
                #expect(orders == 4_000)
            }
            #expect(interrupted > 0)
            let final = try program.run(["doctor", "--json"]).json
            #expect(final["clean"] as? Bool == true)
            #expect(final["orders"] as? Int == 4_000 * kills && final["lines"] as? Int == 12_000 * kills)
        }
    }
}
