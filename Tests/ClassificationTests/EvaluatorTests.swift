import Accounts
import Classification
import CompanyTesting
import Database
import DatabaseTesting
import Judging
import Ledger
import Measures
import Rights
import Testing

@Suite("Evaluations in sequence, kept and rebuilt")
struct EvaluatorTests {
    private func withCompany(
        _ kind: TestDatabase, _ body: @escaping @Sendable (StoredCompany) async throws -> Void
    ) async throws {
        try await kind.run(migrations: schema) { database in
            let company = StoredCompany(database: database)
            try await company.fill()
            try await body(company)
        }
    }

    @Test("Month ends are kept for good, the last day is current", arguments: TestDatabase.allCases)
    func sequence(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            let outcome = try await company.evaluate()
            #expect(outcome.kept.count == 17)
            #expect(outcome.isCurrent)
            #expect(outcome.evaluation.ground.day == day("2025-06-10"))
            #expect(try await company.monthEnds().first == "2024-01-31")
            let big = try await company.unit("BIG")
            #expect(big.judgement == outcome.evaluation[big.judgement.unit])
            let history = try await company.history("BIG")
            #expect(history.count == 17 && big.before == history.last)
            #expect(big.judgement.tier == .key && big.judgement.revenue == 12 * 500_000)
            // Costs are known: at a month end contribution is exact.
            #expect(history.last?.contribution == 1_800_000)
            #expect(try await company.evaluate().kept == [])
            // Who stopped left every tier twelve months later, and that is kept once.
            let old = try await company.unit("OLD")
            #expect(old.judgement.tier == nil && old.judgement.reason == .inactive)
            #expect(try await company.history("OLD").map(\.day).last == day("2025-03-31"))
            #expect(old.changes.last?.day == day("2025-03-31"))
            #expect(old.changes.last?.tier == nil)
            #expect(old.before == nil)
            try await company.expectChangesOfHistory()
        }
    }

    @Test(
        "What is kept by unit is the changes that month ends tell, also of a store from before",
        arguments: TestDatabase.allCases)
    func changes(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            try await company.fill([("BACK", "2024-01", 2, 9_000, 1_000)])
            try await company.evaluate("2025-03-31", rebuild: true)
            try await company.fill([("BACK", "2025-06", 1, 9_000, 1_000)])
            try await company.evaluate()
            try await company.evaluate("2025-06-30", rebuild: true)
            try await company.expectChangesOfHistory()
            let back = try await company.unit("BACK")
            #expect(back.changes.suffix(2).map { $0.tier == nil } == [true, false])
            let migration = ClassificationSchema.migrations[1]
            try await company.database.write { connection in
                try connection.execute("DROP TABLE tier_changes")
                for statement in migration.statements(connection.dialect) {
                    try connection.execute(SQL(unsafe: statement))
                }
            }
            try await company.expectChangesOfHistory()
            #expect(try await company.unit("BACK") == back)
        }
    }

    @Test(
        "As of a day out of sequence: answered, equal to what was kept, and kept nowhere",
        arguments: TestDatabase.allCases)
    func asOf(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            // Not a month end and nothing kept: the whole sequence is walked in memory.
            let before = try await company.evaluate("2024-08-15")
            #expect(before.kept == [] && !before.isCurrent)
            #expect(try await company.monthEnds() == [])
            let first = try await company.evaluate("2024-08-31")
            #expect(first.kept.count == 8 && first.isCurrent)
            let next = try await company.evaluate("2024-11-30")
            #expect(next.kept.map(\.iso) == ["2024-09-30", "2024-10-31", "2024-11-30"])
            for place in 0..<11 {
                let date = Month(iso: "2024-01")!.advanced(by: place).last
                let again = try await company.evaluate(date.iso)
                #expect(again.kept == [] && !again.isCurrent)
                let stored = try await company.database.read { connection in
                    try EvaluationStore.latest(through: date, .monthEnd, in: connection)
                }
                let rows = try await JudgementStore(company.database)
                    .page(of: try #require(stored), after: 0, size: 100, scope: .everything).map(\.judgement)
                #expect(
                    again.evaluation.judgements.filter { $0.tier != nil } == rows.filter { $0.tier != nil }, "\(date)")
                #expect(again.evaluation.yardstick == stored?.yardstick)
            }
            #expect(try await company.evaluate("2024-08-15").evaluation == before.evaluation)
        }
    }

    @Test(
        "A correction counts once history is rebuilt; what was said stays until then", arguments: TestDatabase.allCases)
    func rebuild(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            try await company.evaluate()
            try await company.fill([("NEW", "2024-01", 18, 9_000, 1_000)])
            let judged = try await company.database.read {
                try EvaluationStore.latest(through: day("2024-06-30"), in: $0)
            }
            #expect(judged?.tiers.first?.accounts == 2)
            let rebuilt = try await company.evaluate("2024-06-30", rebuild: true)
            #expect(rebuilt.kept.map(\.iso).first == "2024-06-30" && rebuilt.kept.count == 12)
            #expect(try await company.monthEnds().count == 17)
            let new = try await company.unit("NEW")
            let history = try await company.history("NEW")
            #expect(new.judgement.tier == .key && history.first?.day == day("2024-06-30"))
            try await company.expectChangesOfHistory()
            try await company.evaluate(rebuild: true)
            #expect(try await company.history("NEW").first?.day == day("2024-01-31"))
            try await company.expectChangesOfHistory()
        }
    }

    @Test("What rested on orders that were taken back goes with them", arguments: TestDatabase.allCases)
    func takenBack(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            try await company.fill([("LATE", "2025-08", 3, 4_000, 1_000)])
            try await company.evaluate()
            #expect(try await company.monthEnds().last == "2025-09-30")
            #expect(try await company.check().problems == [])
            func undo(_ run: Int) async throws {
                _ = try await RunUndo(run: run, currency: .cny).undo(in: company.database) { 1 }
            }
            try await undo(2)
            // An undo is no fault; that nobody was judged since is said.
            #expect(try await company.check().problems == [])
            #expect(try await company.check().isOutdated)
            try await company.database.write { connection in
                let ground = try EvaluationStore.groundVersion(in: connection)
                try connection.execute("UPDATE evaluations SET rested_on = \(ground)")
            }
            #expect(try await company.check().problems.count == 3)
            // The day goes back to where the ledger ends now, and so do the month ends.
            let again = try await company.evaluate()
            #expect(again.isCurrent && again.evaluation.ground.day == day("2025-06-10"))
            #expect(try await company.monthEnds().last == "2025-05-31")
            #expect(try await company.check().problems == [])
            #expect(try await !company.check().isOutdated)
            // A later day that was asked for stays, and is judged again.
            try await company.evaluate("2025-06-30")
            try await company.fill([("EARLY", "2025-02", 2, 700, 100)])
            #expect(try await company.check().isOutdated)
            let later = try await company.evaluate()
            #expect(later.isCurrent && later.evaluation.ground.day == day("2025-06-30"))
            #expect(try await !company.check().isOutdated)
            try await undo(3)
            try await undo(1)
            await #expect(throws: EvaluationProblem.noOrders) { try await company.evaluate() }
            #expect(try await company.monthEnds() == [])
            let left = try await company.database.read { connection in
                try ["evaluations", "judgements", "current_judgements", "account_standings"].map {
                    try connection.integer("SELECT count(*) FROM \(unsafe: $0)")
                }
            }
            #expect(left == [0, 0, 0, 0])
        }
    }

    @Test("In another currency everybody is counted and judged anew", arguments: TestDatabase.allCases)
    func currency(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            try await company.evaluate()
            func change(to currency: Currency) async throws {
                try await company.database.write { try CompanySettings.change(to: currency, now: 0, in: $0) }
            }
            func revenue() async throws -> Int64? {
                try await AccountStore(company.database).account(code: "BIG", scope: .everything)?.totals.revenue
            }
            try await change(to: .gbp)
            #expect(try await revenue() == 0)
            #expect(try await Doctor().examine(company.database).problems == [])
            await #expect(throws: EvaluationProblem.noOrders) { try await company.evaluate() }
            try await change(to: .cny)
            #expect(try await revenue() == 18 * 500_000)
            #expect(try await company.evaluate().kept.count == 17)
            #expect(try await Doctor().examine(company.database).problems == [])
        }
    }

    @Test("What cannot be judged is a clear problem", arguments: TestDatabase.allCases)
    func problems(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let company = StoredCompany(database: database)
            await #expect(throws: EvaluationProblem.noOrders) { try await company.evaluate() }
            try await company.fill()
            await #expect(throws: EvaluationProblem.future(day("2026-02-01"), today: day("2026-01-01"))) {
                try await company.evaluate("2026-02-01")
            }
            await #expect(throws: EvaluationProblem.beforeLedger(day("2023-12-31"), first: day("2024-01-10"))) {
                try await company.evaluate("2023-12-31")
            }
            await #expect(throws: EvaluationProblem.notAMonthEnd(day("2024-05-15"))) {
                try await company.evaluate("2024-05-15", rebuild: true)
            }
            #expect(try await company.monthEnds() == [])
        }
    }

    @Test("A group is judged as one, and its members inherit", arguments: TestDatabase.allCases)
    func groups(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            try await company.evaluate()
            let alone = try await company.unit("A")
            #expect(alone.judgement.rank == 2 && alone.judgement.orderDays == 12)
            try await company.group("B", below: "A")
            try await company.group("LOW", below: "B")
            try await company.evaluate(rebuild: true)
            let head = try await company.unit("A")
            let member = try await company.unit("LOW")
            #expect(member == head && head.members.count == 3)
            #expect(head.judgement.revenue == 12 * (150_000 + 150_000 + 10_000))
            // They order on the same days: a day counts once for the group.
            #expect(head.judgement.orderDays == 12 && head.judgement.orders == 36)
            let low = try #require(try await AccountStore(company.database).account(code: "LOW", scope: .everything))
            #expect(low.standing?.tier == head.judgement.tier?.place && low.standing?.unit == head.judgement.unit)
            try await company.database.write { connection in
                var policy = ClassificationPolicy.usual
                policy.unit = .account
                _ = try PolicyStore.publish(policy, from: day("2020-01-01"), user: nil, now: 0, in: connection)
            }
            try await company.evaluate(rebuild: true)
            #expect(try await company.unit("LOW").judgement.revenue == 12 * 10_000)
        }
    }

    @Test("A decision holds at once and at the next evaluations, with its reason", arguments: TestDatabase.allCases)
    func decisions(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            try await company.evaluate()
            let making = DecisionMaking(company.database, now: { 7 })
            func draft(
                _ tier: String?, reason: String = "reference", through: Day? = nil
            ) async throws -> TierDecisionDraft {
                TierDecisionDraft(
                    account: try await company.id("LOW"), tier: tier, through: through, reason: reason,
                    day: day("2025-06-20"), user: nil)
            }
            for (bad, problem) in [
                (try await draft("key", reason: "  "), TierDecisionDraft.Problem.reasonMissing),
                (try await draft("golden"), .tierUnknown("golden")), (try await draft(nil), .nothingWaits),
                (try await draft("key", through: day("2025-06-19")), .over(day("2025-06-19"))),
                (
                    try await draft("key", through: day("2027-06-19")),
                    .tooLong(day("2027-06-19"), last: day("2026-06-20"))
                ),
            ] {
                await #expect(throws: problem) { _ = try await making.decide(bad) }
            }
            #expect(try await company.unit("LOW").decisions.isEmpty)
            _ = try await making.decide(try await draft("key", through: day("2025-12-31")))
            let now = try await company.unit("LOW")
            #expect(now.judgement.tier == .key)
            #expect(now.judgement.reason == .overridden)
            #expect(now.judgement.safety != nil)
            #expect(now.override?.reason == "reference" && now.judgement.steady == Tier(3))
            let account = try #require(
                try await AccountStore(company.database).account(code: "LOW", scope: .everything))
            #expect(account.standing?.tier == 0)
            try await company.evaluate()
            #expect(try await company.unit("LOW").judgement.tier == .key)
            let tier = try #require(now.explanations.first)
            #expect(tier.subject == "tier")
            #expect(tier.reason == "overridden")
            #expect(tier.result == .code("key"))
        }
    }

    @Test(
        "Agreeing brings the tier that was asked about, on the day it was said, now and at the next evaluation",
        arguments: TestDatabase.allCases)
    func agreement(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            // Far smaller at once: each month end its size passes another cut.
            try await company.fill([("FALL", "2024-01", 5, 8_000, 4_000)])
            try await company.fill([("FALL", "2024-06", 13, 120, 60)])
            try await company.database.write { connection in
                var policy = ClassificationPolicy.usual
                policy.steadiness.oldCustomerMonths = 6
                _ = try PolicyStore.publish(policy, from: day("2020-01-01"), user: nil, now: 0, in: connection)
            }
            try await company.own("FALL")
            // Each month judged when it ended, as a company does that works with it.
            for place in 0..<17 {
                let end = Month(iso: "2024-01")!.advanced(by: place).last.iso
                try await company.evaluate(end, today: end)
            }
            try await company.evaluate(today: "2025-06-30")
            let asked = try await company.unit("FALL")
            let (key, size) = (asked.judgement.tier, try #require(asked.judgement.size))
            #expect(key == .key)
            #expect(asked.judgement.waitingSince != nil)
            #expect(size > Tier(1))
            let next = try #require(asked.judgement.pending?.tier)
            #expect(next > Tier(1), "two cuts are passed clearly, so that is what is asked")
            let history = try await company.history("FALL")
            let counted = try await company.current()
            // Weeks after the last order and so after the judgement.
            let said = day("2025-07-01")
            _ = try await DecisionMaking(company.database, now: { 7 }).decide(
                TierDecisionDraft(
                    account: try await company.id("FALL"), tier: nil, through: nil, reason: "lost its plant", day: said,
                    user: nil))
            let now = try await company.unit("FALL")
            #expect(now.judgement.tier == next)
            #expect(now.judgement.reason == .confirmed)
            #expect(now.decisions.last?.day == said)
            let moved = try await company.current()
            #expect(moved.tiers[0].accounts == counted.tiers[0].accounts - 1)
            #expect(moved.tiers[next.place].accounts == counted.tiers[next.place].accounts + 1)
            #expect(
                moved.tiers[next.place].contribution
                    == counted.tiers[next.place].contribution + now.judgement.contribution)
            try await company.evaluate(today: "2025-07-05")
            #expect(try await company.unit("FALL").judgement == now.judgement)
            #expect(try await company.current().tiers == moved.tiers)
            #expect(try await company.history("FALL") == history)
            #expect(history.contains { $0.reason == .waitsForOwner })
            // Judged anew it is history, which waits for nobody.
            try await company.evaluate(rebuild: true)
            let anew = try await company.history("FALL")
            #expect(!anew.contains { $0.reason == .waitsForOwner || $0.reason == .waitsForManager })
            #expect(anew.contains { $0.reason == .passedCut && $0.tier == next })
        }
    }

    @Test(
        "A month end that is the last day too is kept as it was known then, and current as it is known now",
        arguments: TestDatabase.allCases)
    func decidedAfterTheMonthEnd(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            try await company.evaluate("2025-06-30")
            let before = try await company.unit("LOW")
            #expect(before.evaluation.day == day("2025-06-30") && before.judgement.tier == Tier(3))
            _ = try await DecisionMaking(company.database, now: { 7 }).decide(
                TierDecisionDraft(
                    account: try await company.id("LOW"), tier: "key", through: nil, reason: "reference",
                    day: day("2025-07-20"), user: nil))
            let decided = try await company.unit("LOW")
            try await company.evaluate("2025-06-30", rebuild: true)
            let again = try await company.unit("LOW")
            #expect(again.judgement == decided.judgement && again.judgement.tier == .key)
            #expect(again.override?.day == day("2025-07-20"))
            let past = try #require(
                try await JudgementStore(company.database).unit(
                    of: again.judgement.unit, asOf: day("2025-06-30"), scope: .everything))
            #expect(past.evaluation.kind == .monthEnd && past.judgement.tier == Tier(3))
            #expect(past.decisions.isEmpty)
            #expect(past.override == nil)
            #expect(past.judgement == before.judgement)
            // Asked later, what is known now.
            let later = try await JudgementStore(company.database).unit(
                of: again.judgement.unit, asOf: day("2025-07-31"), scope: .everything)
            #expect(later?.evaluation.kind == .current && later?.judgement.tier == .key)
        }
    }

    @Test("A past judgement is explained by the numbers it rested on", arguments: TestDatabase.allCases)
    func past(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            let then = try await company.evaluate("2024-12-31").evaluation
            try await company.evaluate()
            let store = JudgementStore(company.database)
            let big = try await company.id("BIG")
            let found = try #require(try await store.unit(of: big, asOf: day("2025-01-20"), scope: .everything))
            #expect(found.judgement == then[big] && found.evaluation.day == day("2024-12-31"))
            #expect(found.evaluation.yardstick == then.yardstick)
            #expect(found.before?.day == day("2024-11-30") && found.changes.allSatisfy { $0.day <= day("2024-12-31") })
            #expect(try await store.unit(of: big, asOf: day("2023-12-31"), scope: .everything) == nil)
            #expect(try await store.unit(of: big, asOf: day("2025-01-20"), scope: .nothing) == nil)
        }
    }

    @Test("What members of a group bring alone is what they were judged by before", arguments: TestDatabase.allCases)
    func alone(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            try await company.evaluate()
            var before: [Int: Judgement] = [:]
            for code in ["BIG", "MID", "LOW"] {
                let judgement = try await company.unit(code).judgement
                before[judgement.unit] = judgement
            }
            let (big, mid, low) = (
                try await company.id("BIG"), try await company.id("MID"), try await company.id("LOW")
            )
            try await company.database.write {
                try $0.execute("UPDATE accounts SET parent_id = \(big) WHERE id IN \(list: [mid, low])")
            }
            try await company.evaluate(rebuild: true)
            let unit = try await company.unit("LOW")
            #expect(unit.judgement.unit == big && Set(unit.members) == [big, mid, low])
            let store = JudgementStore(company.database)
            let members = try await store.members(of: unit, scope: .everything)
            #expect(members.map(\.account) == [big, mid, low])
            for member in members {
                #expect(member.contribution == before[member.account]?.contribution)
                #expect(member.revenue == before[member.account]?.revenue)
                #expect(member.tier == unit.evaluation.yardstick.tier(of: member.contribution))
            }
            #expect(members.reduce(0) { $0 + $1.contribution } == unit.judgement.contribution)
        }
    }

    @Test("An amount is of the first tier whose least it reaches")
    func tierOfAnAmount() {
        var yardstick = Yardstick()
        #expect(yardstick.tier(of: 100) == nil)
        yardstick.cuts = [1_000, nil, 100, 1]
        #expect(
            [2_000, 1_000, 999, 100, 99, 1, 0, -5].map { yardstick.tier(of: $0)?.place } == [0, 0, 2, 2, 3, 3, 3, 3])
    }

    @Test("The evidence of a judgement adds up to it", arguments: TestDatabase.allCases)
    func evidence(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            try await company.evaluate()
            for code in ["BIG", "MID", "LOW", "A"] {
                let unit = try await company.unit(code)
                for explanation in unit.explanations where ["value", "loyalty"].contains(explanation.subject) {
                    guard case .score(let result)? = explanation.result else { continue }
                    let sum = explanation.inputs.reduce(0) {
                        $0 + ($1.score ?? $1.standIn ?? 0) * ($1.weight ?? 0) / 100
                    }
                    #expect(abs(sum - result) < 1e-6, "\(code) \(explanation.subject)")
                    #expect(abs(explanation.inputs.reduce(0) { $0 + ($1.weight ?? 0) } - 100) < 1e-9)
                }
                let contribution = try #require(unit.explanations.first { $0.subject == "contribution" })
                let parts = contribution.inputs.compactMap { input -> Int64? in
                    guard case .money(let money)? = input.value, let sign = input.sign else { return nil }
                    return sign == .plus ? money.minor : -money.minor
                }
                #expect(parts.count == 5 && parts.reduce(0, +) == unit.judgement.contribution, "\(code)")
                #expect(unit.explanations.allSatisfy { $0.policyVersion == 1 && $0.asOf == day("2025-06-10") })
                var orders = OrderListing(account: try await company.id(code))
                (orders.from, orders.through) = (unit.ground.window.from, unit.ground.window.through)
                let totals = try await OrderReading(company.database).totals(orders, scope: .everything)
                #expect(totals.sums.map(\.revenue.minor) == [unit.judgement.revenue], "\(code)")
                #expect(totals.sums.first?.orders == 12 && totals.elsewhere == 0)
            }
        }
    }

    @Test("An order that arrives is judged at once: scores, never the tier", arguments: TestDatabase.allCases)
    func provisional(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            let rejudging = Rejudging(company.database)
            #expect(try await rejudging.run() == 0, "nothing was judged yet")
            try await company.evaluate()
            #expect(try await rejudging.run() == 0)
            let before = try await company.unit("LOW")
            // The same day, so that nothing but this order is new.
            try await company.fill([("LOW", "2025-06", 1, 40_000, 20_000)])
            #expect(try await rejudging.run() == 1)
            #expect(try await rejudging.run() == 0, "it was judged already")
            let now = try await company.unit("LOW")
            #expect(now.judgement.notes.contains(.isProvisional) && !before.judgement.notes.contains(.isProvisional))
            #expect(now.judgement.revenue > before.judgement.revenue + 3_000_000)
            #expect((now.judgement.value?.score ?? 0) > (before.judgement.value?.score ?? 100))
            #expect(now.judgement.tier == before.judgement.tier && now.judgement.rank == before.judgement.rank)
            let account = try #require(
                try await AccountStore(company.database).account(code: "LOW", scope: .everything))
            #expect(account.standing?.value == now.judgement.value?.score)
            // Nobody else moved; somebody new has scores and no tier.
            #expect(try await company.unit("BIG").judgement.notes.contains(.isProvisional) == false)
            try await company.fill([("FRESH", "2025-06", 1, 500, nil)])
            #expect(try await rejudging.run() == 1)
            let fresh = try await company.unit("FRESH")
            #expect(fresh.judgement.tier == nil)
            #expect(fresh.judgement.value != nil)
            #expect(fresh.judgement.revenue == 50_000)
            try await company.evaluate()
            let settled = try await company.unit("LOW")
            #expect(!settled.judgement.notes.contains(.isProvisional) && settled.judgement.tier == .key)
            #expect(abs((settled.judgement.loyalty?.score ?? 0) - (now.judgement.loyalty?.score ?? 99)) < 15)
            #expect(try await company.unit("FRESH").judgement.tier != nil)
        }
    }

    @Test("Judged again with nothing new, an account keeps its scores", arguments: TestDatabase.allCases)
    func provisionalIsTheSame(kind: TestDatabase) async throws {
        try await withCompany(kind) { company in
            try await company.evaluate()
            for code in ["BIG", "MID", "LOW", "A", "OLD"] {
                let unit = try await company.unit(code)
                let id = try await company.id(code)
                try await company.database.write {
                    try $0.execute("INSERT INTO changed_accounts (account_id) VALUES (\(id))")
                }
                #expect(try await Rejudging(company.database).run() == 1)
                var again = try await company.unit(code).judgement
                again.notes.remove(.isProvisional)
                #expect(again == unit.judgement, "\(code)")
            }
        }
    }
}
