import Database
import DatabaseTesting
import Foundation
import Testing

@Suite("SQLite's log is folded while a writer goes on")
struct LogFoldingTests {
    /// Of 4 KB; the log begins anew before it holds so many and what one transaction adds.
    private static let most = 32_000

    @Test("Under steady writing the log stays bounded, and nothing is lost")
    func bounded() async throws {
        try await TestDatabase.sqlite.withAddress { address in
            let database = try await address.open()
            try await database.write { try $0.execute("CREATE TABLE blocks (id BIGINT PRIMARY KEY, bytes BYTEA)") }
            let block = [UInt8](repeating: 7, count: 4_000)
            var longest = 0
            for round in 0..<50 {
                try await database.write { db in
                    try db.relaxDurability()
                    try db.bulk(BulkTarget("blocks", [("id", .bigint), ("bytes", .blob)])) { writer in
                        for place in 0..<1_000 {
                            writer.integer(round * 1_000 + place)
                            writer.blob(block)
                            try writer.endRow()
                        }
                    }
                }
                longest = max(longest, try size(ofLogAt: address))
            }
            // Written without folding, it would hold every page of 50,000 and more.
            #expect(longest > 0 && longest < (Self.most + 5_000) * 4_120)
            try await database.close()
            #expect(try size(ofLogAt: address) == 0)

            let again = try await address.open()
            let sum = try await again.read {
                try $0.integer("SELECT count(*) * 1000 + max(length(bytes)) FROM blocks")
            }
            #expect(sum == 50_000 * 1_000 + 4_000)
            try await again.close()
        }
    }

    private func size(ofLogAt address: TestDatabase.Address) throws -> Int {
        let path = address.url.dropFirst("sqlite:".count) + "-wal"
        guard FileManager.default.fileExists(atPath: String(path)) else { return 0 }
        return try FileManager.default.attributesOfItem(atPath: String(path))[.size] as? Int ?? 0
    }
}
