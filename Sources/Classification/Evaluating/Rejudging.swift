import Accounts
package import Database
import Ledger
import Measures

/// Judges accounts whose orders or costs changed since the last evaluation, one by one and at once: scores only, never
/// the tier. Where very many changed, the next evaluation of all is waited for.
package struct Rejudging: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// Answers how many units were judged.
    @discardableResult
    package func run() async throws -> Int {
        try await DayCosts.fill(database)
        let hasWork = try await database.read { try ChangedAccounts.few(in: $0)?.isEmpty == false }
        guard hasWork else { return 0 }
        return try await database.write { connection in
            guard let changed = try ChangedAccounts.few(in: connection) else { return 0 }
            var done: Set<Int> = []
            for account in changed {
                guard
                    let unit = try JudgementStore.unit(
                        of: account, orNew: true, withPast: false, in: connection),
                    done.insert(unit.judgement.unit).inserted
                else { continue }
                try Self.judge(unit, in: connection)
            }
            try ChangedAccounts.forget(changed, in: connection)
            return done.count
        }
    }

    private static func judge(_ unit: JudgedUnit, in connection: any Connection) throws {
        let last = try LedgerExtent.lastDay(of: unit.members, in: connection) ?? unit.evaluation.day
        var ground = unit.ground
        ground.day = max(ground.day, last)
        let walk = FactsWalk(ground, .none)
        guard let facts = try walk.unit(unit.judgement.unit, members: unit.members, connection) else { return }
        let judgement = unit.provisional(facts, last: last)
        try EvaluationStore.update([judgement], in: connection)
        try StandingStore.update(unit.members.map { AccountStanding($0, judgement) }, in: connection)
    }
}
