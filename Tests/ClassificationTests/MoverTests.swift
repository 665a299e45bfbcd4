import Classification
import CompanyTesting
import Database
import DatabaseTesting
import Rights
import Testing

@Suite struct MoverTests {
    @Test("Who moved up, down, or only became secure or not", arguments: TestDatabase.allCases)
    func movers(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let company = StoredCompany(database: database)
            try await company.fill()
            // LOW becomes the largest.
            try await company.fill([("LOW", "2024-08", 11, 20_000, 1_000)])
            try await company.evaluate()
            let store = MovementStore(database)
            func evaluation(_ iso: String) async throws -> StoredEvaluation {
                try #require(try await store.evaluation(through: day(iso), scope: .everything))
            }
            let (before, now) = (try await evaluation("2024-06-30"), try await evaluation("2025-05-31"))
            func moved(_ way: Mover.Way?, _ scope: Scope = .everything) async throws -> [Mover] {
                try await store.movers(from: before, to: now, .init(way), limit: 100, scope: scope)
            }
            let all = try await moved(nil)
            let (up, down, safety) = (try await moved(.up), try await moved(.down), try await moved(.safety))
            #expect(Set(all) == Set(up + down + safety) && all.count == up.count + down.count + safety.count)
            #expect(up.map(\.name) == ["LOW"] && down.map(\.name) == ["BIG", "A", "B", "MID"])
            #expect(up.allSatisfy { $0.goesUp } && down.allSatisfy { $0.changesTier && !$0.goesUp })
            #expect(safety.allSatisfy { !$0.changesTier && $0.before.safety != $0.now.safety })
            for cell in try await store.matrix(from: before, to: now, scope: .everything) {
                let choice = Mover.Choice(cell: .init(from: .init(cell.from), to: .init(cell.to)))
                let behind = try await store.movers(from: before, to: now, choice, limit: 100, scope: .everything)
                let count = try await store.moverCount(from: before, to: now, choice, scope: .everything)
                // Nobody opens those who were in no tier and are in none.
                guard cell.from != nil || cell.to != nil else { continue }
                #expect(behind.count == cell.accounts && count == cell.accounts, "\(cell)")
                #expect(behind.allSatisfy { $0.before.tier == cell.from && $0.now.tier == cell.to })
            }
            let hidden = try await moved(.down, .nothing)
            #expect(hidden == [])
        }
    }
}
