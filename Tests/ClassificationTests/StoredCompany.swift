import Accounts
import Classification
import CompanyTesting
import Database
import Judging
import Ledger
import Measures
import People
import Rights
import Testing

let schema =
    [Identifiers.migration] + JudgingSchema.migrations + PeopleSchema.migrations + AccountsSchema.migrations
    + LedgerSchema.migrations
    + ClassificationSchema.migrations

extension StoredCompany {
    /// The current evaluation with what its tiers come to.
    func current() async throws -> StoredEvaluation {
        try #require(try await database.read { try EvaluationStore.current(in: $0) })
    }

    func check() async throws -> JudgementCheck { try await database.read { try JudgementCheck($0) } }

    func unit(_ code: String) async throws -> JudgedUnit {
        try #require(try await JudgementStore(database).unit(of: try await id(code), scope: .everything))
    }

    func history(_ code: String) async throws -> [PastJudgement] {
        try await JudgementStore(database).history(of: try await unit(code), scope: .everything)
    }

    /// What lies by unit is what changed from month end to month end.
    func expectChangesOfHistory() async throws {
        for account in try await database.read({ try $0.rows("SELECT code FROM accounts") { try $0.text(0) } }) {
            let (unit, history) = (try await unit(account), try await history(account))
            #expect(unit.changes.steps.map(\.now) == history.steps.map(\.now), "\(account)")
            #expect(unit.changes.steps.map(\.before?.tier) == history.steps.map(\.before?.tier), "\(account)")
            #expect(!history.isEmpty, "\(account)")
        }
    }

    func monthEnds() async throws -> [String] {
        try await database.read { try EvaluationStore.monthEnds(in: $0).map(\.iso) }
    }

    /// Gives an account an owner.
    func own(_ code: String) async throws {
        let account = try await id(code)
        let owner = try await PeopleStore(database).add(
            NewUser(username: "owner", name: "Owner", password: nil, language: .en, role: "administrator"), now: 0)
        guard case .user(let user) = owner else { return }
        try await database.write { try CircleStore.assign([account], to: user, in: $0) }
    }

    func group(_ code: String, below parent: String?) async throws {
        let account = try await id(code)
        var above: Int?
        if let parent { above = try await id(parent) }
        let head = above
        try await database.write { try GroupStore.put(account, below: head, in: $0) }
    }
}
