import Accounts
@testable import Classification
import Database
import DatabaseTesting
import Judging
import Ledger
import Measures
import People
import Testing

@Suite("L3: what serving an account costs goes off its contribution")
struct CostsTests {
    @Test("A big account comes out below zero after fees and interest, and is Small")
    func burden() {
        var company = SampleCompany()
        company.buy(1, "2026-03-05", 1_000_000, cost: 900_000)
        company.buy(2, "2026-03-05", 200_000, cost: 150_000)
        company.spend(1, "2026-01-10", 80_000, .concession)
        company.spend(1, "2026-02-10", 25_000, .financing)
        company.spend(1, "2026-03-10", 6_000, .service)
        company.spend(1, "2026-03-10", -1_000, .service)
        let found = company.evaluate("2026-03-31")
        #expect(found[1].contribution == -1_000_000)
        #expect(found[1].basis == .cost)
        #expect(found[1].grossMargin == 10_000_000)
        #expect(
            found[1].costs == ServingCosts(service: 500_000, concessions: 8_000_000, financing: 2_500_000))
        #expect(found.tier(1) == "small" && found.tier(2) == "key")
        #expect(found[1].contributionShare == -0.01)
        // The company's margin is a gross one.
        #expect(found.yardstick.companyMargin == 0.125)
    }

    @Test("No cost of goods anywhere: revenue less what serving cost")
    func byRevenue() {
        var company = SampleCompany()
        company.buy(1, "2026-03-05", 1_000)
        company.buy(2, "2026-03-05", 900)
        company.spend(1, "2026-03-06", 300, .writtenOff)
        let found = company.evaluate("2026-03-31")
        #expect(found[1].contribution == 70_000)
        #expect(found[1].basis == .revenue)
        #expect(found[1].writtenOff == 30_000)
        #expect(found[2].contribution == 90_000)
        #expect(found[2].rank == 1)
        #expect(found[1].rank == 2)
    }

    @Test("No cost of goods of the account: the company's margin on its revenue, less what serving cost")
    func estimated() {
        var company = SampleCompany()
        company.buy(1, "2026-03-05", 1_000, cost: 600)
        company.buy(2, "2026-03-05", 500)
        company.spend(2, "2026-03-05", 50, .service)
        let found = company.evaluate("2026-03-31")
        #expect(found[2].contribution == 15_000 && found[2].basis == .estimated)
    }

    @Test("As of a past month end, later costs are not known; those before the window are over")
    func window() {
        var company = SampleCompany()
        company.buyMonthly(1, from: "2025-01-05", months: 15, 1_000, cost: 600)
        company.spend(1, "2024-12-31", 1, .service)
        company.spend(1, "2025-01-01", 20, .service)
        company.spend(1, "2025-12-31", 300, .service)
        company.spend(1, "2026-01-01", 4_000, .service)
        #expect(company.evaluate("2025-12-31")[1].serviceCost == 32_000)
        #expect(company.evaluate("2025-12-31")[1].contribution == 480_000 - 32_000)
        #expect(company.evaluate("2026-01-31")[1].serviceCost == 430_000)
    }

    @Test("Whoever has costs and no orders is in no tier and costs nobody else theirs")
    func costsAlone() {
        var company = SampleCompany()
        company.buy(1, "2026-03-05", 1_000)
        company.spend(7, "2026-03-05", 50, .service)
        let found = company.evaluate("2026-03-31")
        #expect(found[7].contribution == -5_000)
        #expect(!found[7].isActive)
        #expect(found.tier(7) == "none")
        #expect(found.tier(1) == "key" && found[1].shareAbove == 0)
    }

    @Test("Kept with the judgement, for the whole group, and explained", arguments: TestDatabase.allCases)
    func kept(kind: TestDatabase) async throws {
        try await kind.run(migrations: judgingSchema) { database in
            try await database.write { try Self.fill($0) }
            let evaluator = Evaluator(database, now: { 0 })
            let january = try await evaluator.run(asOf: day("2026-01-31"), today: day("2026-03-31"))
            #expect(january.evaluation[1].serviceCost == 0 && january.evaluation[1].contribution == 40_000)
            _ = try await evaluator.run(asOf: nil, today: day("2026-03-31"))
            let unit = try #require(try await database.read { try JudgementStore.unit(of: 2, in: $0) })
            let judgement = unit.judgement
            #expect(judgement.unit == 1 && unit.members == [1, 2])
            #expect(judgement.costs == ServingCosts(service: 1_500, concessions: 700, financing: 30, writtenOff: 4))
            #expect(judgement.grossMargin == 80_000 && judgement.contribution == 80_000 - 2_234)
            let explanation = try #require(unit.explanations.first { $0.subject == "contribution" })
            func money(_ minor: Int64) -> Explanation.Value { .money(Money(minor: minor, currency: .cny)) }
            #expect(explanation.result == money(77_766) && explanation.reason == "cost")
            #expect(explanation.rule == "L3, C3" && explanation.before == money(40_000))
            #expect(
                explanation.inputs == [
                    .init("gross_margin", money(80_000), sign: .plus),
                    .init("service_cost", money(1_500), sign: .minus),
                    .init("concessions", money(700), sign: .minus), .init("financing", money(30), sign: .minus),
                    .init("written_off", money(4), sign: .minus), .init("cost_known", .share(1)),
                ])
        }
    }

    /// Two accounts of one group: each bought for 1,000 at a cost of 600, the head in January, the other in February.
    private static func fill(_ connection: any Connection) throws {
        try connection.execute("INSERT INTO settings (name, value) VALUES ('currency', 'CNY')")
        for (id, date) in [(1, day("2026-01-10")), (2, day("2026-02-10"))] {
            let (parent, number) = (id == 2 ? 1 : nil as Int?, Int(date.number))
            try connection.execute(
                """
                INSERT INTO accounts (id, code, name, sort_name, parent_id, revenue_minor, orders, first_day, last_day)
                VALUES (\(id), \("C\(id)"), \("Name \(id)"), \("name \(id)"), \(parent), 100000, 1, \(number), \(number))
                """)
            try connection.execute(
                """
                INSERT INTO order_days (account_id, day, currency, orders, lines, purchases_minor, returns_minor,
                    cost_minor, costed_revenue_minor)
                VALUES (\(id), \(number), 'CNY', 1, 1, 100000, 0, 60000, 100000)
                """)
            try connection.execute(
                """
                INSERT INTO monthly_facts (account_id, month, currency, orders, lines, quantity, revenue_minor,
                    purchases_minor, cost_minor, costed_revenue_minor, discount_minor, order_days, categories)
                VALUES (\(id), \(Int(date.monthValue.index)), 'CNY', 1, 1, 1000, 100000, 100000, 60000, 100000, 0, 1, 0)
                """)
        }
        let run = try RunStore.begin(kind: RunKind.costs, file: "costs.csv", user: nil, now: 0, in: connection)
        let costs: [(Int, CostKind, Int64)] = [
            (1, .service, 1_000), (2, .service, 500), (2, .concession, 700), (1, .financing, 30), (2, .writtenOff, 4),
        ]
        let entries = costs.enumerated().map { place, cost in
            NumberedCost(
                number: String(place),
                cost: Cost(
                    account: cost.0, day: day("2026-02-05"), kind: cost.1, currency: .cny, amount: cost.2, note: ""))
        }
        _ = try CostWriter(run: run, source: 1, now: 0).write(entries, in: connection)
        try RunStore.end(run, as: .done, now: 0, in: connection)
    }
}

private let judgingSchema =
    [Identifiers.migration] + JudgingSchema.migrations + PeopleSchema.migrations + AccountsSchema.migrations
    + LedgerSchema.migrations
    + ClassificationSchema.migrations
