import CompanyTesting
import DatabaseTesting
import Foundation
import Testing

/// How often an import is killed: three times always, a hundred times in the long tests.
private let kills = ProcessInfo.processInfo.environment["MAINSTAY_LONG_TESTS"] == nil ? 3 : 100

@Suite("A power cut in the middle of an import", .serialized)
struct CrashTests {
    private static let orders = 6_000

    @Test("leaves whole orders, and the same command goes on", arguments: TestDatabase.allCases)
    func kill(kind: TestDatabase) async throws {
        try await kind.withAddress { address in
            let folder = FileManager.default.temporaryDirectory.appending(path: "mainstay-crash-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let program = Program(database: address.url)
            var (files, delay) = (0, 0.4)
            for _ in 0..<kills {
                var wasCut = false
                // Machines differ: what came too early or too late is tried again, later or earlier.
                for _ in 0..<10 where !wasCut {
                    // Each file is new to the database, so that every kill meets an import at work.
                    let file = folder.appending(path: "orders-\(files).csv")
                    try OrderFile.write(orders: Self.orders, to: file)
                    let command = [
                        "import", "orders", file.path, "--mapping", "online-retail", "--source", "source \(files)",
                    ]
                    files += 1
                    let wasAtWork = try program.kill(command, after: delay)
                    let report = try program.run(["doctor", "--json"])
                    #expect(report.code == 0, "after \(delay) s: \(report.output)")
                    let runs = try program.run(["run", "list", "--json"]).json["runs"] as? [[String: Any]]
                    wasCut = wasAtWork && runs?.first?["state"] as? String == "running"
                    delay *= wasCut ? [0.8, 1.1, 1.2][files % 3] : wasAtWork ? 1.3 : 0.7
                    let again = try program.run(command + ["--json"])
                    #expect(again.code == 0, "\(again.errors)")
                    let counts = try again.json
                    let orders = ["orders_new", "orders_unchanged"].compactMap { counts[$0] as? Int }.reduce(0, +)
                    #expect(orders == Self.orders)
                }
                #expect(wasCut, "no import was killed while it wrote")
            }
            let final = try program.run(["doctor", "--json"]).json
            #expect(final["clean"] as? Bool == true)
            #expect(final["orders"] as? Int == Self.orders * files)
            #expect(final["lines"] as? Int == 3 * Self.orders * files)
        }
    }
}
