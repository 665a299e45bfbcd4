import Accounts
import Database
import DatabaseTesting
import Ledger
import Measures
import People
import Rights
import Testing

private let schema =
    [Identifiers.migration] + PeopleSchema.migrations + AccountsSchema.migrations + LedgerSchema.migrations

/// A cost as a test names it, in pence.
private struct SampleCost: Sendable {
    var number: String
    var account = "ACME"
    var day = "2011-01-20"
    var kind = CostKind.service
    var amount: Int64
    var currency = Currency.gbp
    var note = ""
}

private let order = SampleOrder(number: "1", account: "ACME", day: "2011-01-15", lines: [("P1", 2_000, 5_000_000)])
private let other = SampleOrder(number: "2", account: "Borealis", day: "2011-02-15", lines: [("P1", 1_000, 5_000_000)])
private let visit = SampleCost(number: "V1", amount: 12_000)
private let fee = SampleCost(number: "F1", day: "2011-02-03", kind: .concession, amount: 50_000, note: "entry fee")

@Suite("Costs to serve in the ledger")
struct CostTests {
    @Test("New costs are new once, then unchanged", arguments: TestDatabase.allCases)
    func identity(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await write([order, other], in: database)
            let correction = SampleCost(number: "V2", amount: -2_000)
            #expect(try await record([visit, fee, correction], in: database).outcome == .init(new: 3))
            #expect(try await record([fee, visit, correction], in: database).outcome == .init(unchanged: 3))
            // The same number of another source is another cost.
            #expect(try await record([visit], source: "elsewhere", in: database).outcome == .init(new: 1))
            #expect(try await months(database) == ["ACME 2011-01 service 22000", "ACME 2011-02 concession 50000"])
            #expect(try await Doctor().examine(database).costs == 4)
            try await expectClean(database)
        }
    }

    @Test("A changed cost is replaced, and undo brings its former version back", arguments: TestDatabase.allCases)
    func change(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await write([order, other], in: database)
            _ = try await record([visit, fee], in: database)
            let before = (try await months(database), try await costs(database))
            var moved = visit
            (moved.account, moved.day, moved.kind) = ("Borealis", "2011-03-01", .financing)
            var noted = fee
            noted.note = "entry fee, spring"
            let new = SampleCost(number: "B1", day: "2011-03-09", kind: .writtenOff, amount: 7)
            let change = try await record([moved, noted, new], in: database)
            #expect(change.outcome == .init(new: 1, changed: 2))
            #expect(
                try await months(database) == [
                    "ACME 2011-02 concession 50000", "ACME 2011-03 written_off 7", "Borealis 2011-03 financing 12000",
                ])
            try await expectClean(database)
            let undone = try await undo(change.run, in: database)
            #expect(undone.removed == 1)
            #expect(undone.restored == 2)
            #expect(undone.kept == 0)
            #expect(try await months(database) == before.0)
            #expect(try await costs(database) == before.1)
            try await expectClean(database)
        }
    }

    @Test("Undo leaves what a later run changed, and names it", arguments: TestDatabase.allCases)
    func laterRun(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await write([order], in: database)
            let first = try await record([visit, fee], in: database).run
            var dearer = visit
            dearer.amount = 15_000
            let second = try await record([dearer], in: database).run
            let undone = try await undo(first, in: database)
            #expect(undone.removed == 1)
            #expect(undone.restored == 0)
            #expect(undone.keptNumbers == ["test V1"])
            #expect(try await months(database) == ["ACME 2011-01 service 15000"])
            // What was undone before never comes back.
            #expect(try await undo(second, in: database).removed == 1)
            #expect(try await months(database) == [])
            try await expectClean(database)
            await #expect(throws: LedgerError.runNotUndoable(run: first, state: "undone")) {
                try await undo(first, in: database)
            }
        }
    }

    @Test("An account that an undone import created stays as long as it has costs", arguments: TestDatabase.allCases)
    func accountsStay(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let orders = try await write([order, other], in: database).run
            let costs = try await record([visit], in: database).run
            #expect(try await RunUndo(run: orders, currency: .gbp).undo(in: database) { 2 }.accountsRemoved == 1)
            try await expectClean(database)
            #expect(try await undo(costs, in: database).accountsRemoved == 1)
            #expect(try await Doctor().examine(database).accounts == 0)
            await #expect(throws: LedgerError.accountsGone) { try await record([visit], in: database) }
        }
    }

    @Test("A closed month refuses costs, whichever way they would change it", arguments: TestDatabase.allCases)
    func closedMonth(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await write([order], in: database)
            let run = try await record([visit, fee], in: database).run
            try await database.write { connection in
                try CompanySettings.close(through: Month(iso: "2011-01"), in: connection)
                // Costs are refused even where late orders are booked later.
                try CompanySettings.keep(.book, in: connection)
            }
            var leaves = visit
            leaves.day = "2011-02-20"
            var comes = fee
            comes.day = "2011-01-31"
            let new = SampleCost(number: "V3", day: "2011-01-01", amount: 1)
            await #expect(throws: late(3)) { try await record([leaves, comes, new], in: database) }
            await #expect(throws: late(1)) { try await undo(run, in: database) }
            // What is there already changes nothing, so it may come along.
            let open = SampleCost(number: "V4", day: "2011-02-01", amount: 1)
            #expect(try await record([visit, open], in: database).outcome == .init(new: 1, unchanged: 1))
            #expect(try await months(database).first == "ACME 2011-01 service 12000")
            try await database.write { try CompanySettings.close(through: nil, in: $0) }
            #expect(try await record([leaves, comes, new], in: database).outcome == .init(new: 1, changed: 2))
            try await expectClean(database)
        }
    }

    private func late(_ count: Int) -> LedgerError {
        .costMonthsClosed(LateCosts(through: day("2011-01-01").monthValue, count: count))
    }

    @Test(
        "The doctor finds what is wrong", arguments: TestDatabase.allCases,
        [
            "UPDATE cost_months SET amount_minor = amount_minor + 1", "DELETE FROM cost_months",
            "UPDATE account_costs SET amount_minor = 1", "DELETE FROM account_costs", "UPDATE cost_months SET kind = 4",
            "UPDATE account_costs SET account_id = 99", "UPDATE cost_months SET account_id = 99",
            "INSERT INTO account_cost_versions (cost_id, replaced_by, account_id, day, currency, kind, amount_minor, note, run_id, made) VALUES (77, 1, 1, 1, 'GBP', 1, 1, '', 1, 1)",
        ])
    func damage(kind: TestDatabase, sql: String) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await write([order], in: database)
            _ = try await record([visit], in: database)
            try await expectClean(database)
            try await database.write { try $0.execute(SQL(unsafe: sql)) }
            #expect(try await !Doctor().examine(database).isClean)
        }
    }

    @Test(
        "Random histories stay in agreement, and undone in any sequence leave nothing", arguments: TestDatabase.allCases
    )
    func randomHistory(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            var random = SeededNumbers(seed: 5)
            _ = try await write([order, other], in: database)
            var runs: [Int] = []
            for _ in 0..<8 { runs.append(try await record(someCosts(&random), in: database).run) }
            for run in runs.shuffled(using: &random) {
                _ = try await undo(run, in: database)
                try await expectClean(database)
            }
            let left = try await database.read { connection in
                try ["account_costs", "account_cost_versions", "cost_months"].map {
                    try connection.integer("SELECT CAST(count(*) AS BIGINT) FROM \(unsafe: $0)") ?? -1
                }
            }
            #expect(left == [0, 0, 0])
        }
    }

    @Test("The last year of an account's costs: totals by kind, the newest first", arguments: TestDatabase.allCases)
    func year(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await write([order, other], in: database)
            let early = SampleCost(number: "old", day: "2010-02-15", amount: 1)
            let euros = SampleCost(number: "eur", day: "2011-01-21", kind: .writtenOff, amount: 5, currency: .eur)
            _ = try await record([visit, fee, early, euros], in: database)
            let accounts = try await ids(database)
            let reading = CostReading(database)
            func year(_ account: String, limit: Int) async throws -> AccountCosts? {
                try await reading.year(
                    of: accounts[account] ?? -1, through: day("2011-02-15"), today: day("2011-03-01"), showing: limit,
                    scope: .everything)
            }
            let found = try #require(try await year("ACME", limit: 2))
            #expect(found.window.from == day("2010-02-16") && found.count == 3)
            #expect(found.totals.map(\.currency) == [.eur, .gbp])
            #expect(found.totals.last?.costs == ServingCosts(service: 12_000, concessions: 50_000))
            #expect(found.newest.map(\.day) == [day("2011-02-03"), day("2011-01-21")])
            #expect(try await year("Borealis", limit: 2) == nil)
        }
    }
}

@Suite("What serving a unit cost, as measured")
struct ServingCostTests {
    private let ledger = DayRange(from: day("2010-01-01"), through: day("2011-12-31"))!

    @Test("On the window's own days; other currencies are left out, and it says so")
    func measures() {
        var book = FactsBook()
        for (date, amount, kind, currency) in [
            ("2010-12-31", 1, CostKind.service, Currency.gbp), ("2011-01-01", 10, .service, .gbp),
            ("2011-06-30", 100, .service, .gbp), ("2011-06-30", 1_000, .concession, .gbp),
            ("2011-12-31", 10_000, .financing, .gbp), ("2011-12-31", -3_000, .financing, .gbp),
            ("2011-12-31", 100_000, .writtenOff, .gbp), ("2012-01-01", 1_000_000, .service, .gbp),
            ("2011-05-05", 7, .service, .eur),
        ] {
            book.costs.book(
                Cost(account: 1, day: day(date), kind: kind, currency: currency, amount: Int64(amount), note: ""))
        }
        let facts = FactsBook().adding(book).facts(of: 1, in: .gbp)
        let year = DayRange.year(through: day("2011-12-31"))
        let found = AccountMeasures(facts, over: year, ledger: ledger, categoriesOffered: 1)
        #expect(
            found.costs == ServingCosts(service: 110, concessions: 1_000, financing: 7_000, writtenOff: 100_000))
        #expect(found.costs.total == 108_110 && facts.leavesOut)
        // A window that ends within a month takes of its first and its last month what belongs to it.
        let within = AccountMeasures(
            facts, over: .year(through: day("2011-12-30")), ledger: ledger, categoriesOffered: 1)
        #expect(within.costs == ServingCosts(service: 111, concessions: 1_000))
    }

    @Test("A group's costs are its members' together; later months are not read", arguments: TestDatabase.allCases)
    func group(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await write([order, other], in: database)
            let account = SampleCost(number: "B", account: "Borealis", day: "2011-01-09", amount: 500)
            let later = SampleCost(number: "L", day: "2011-03-01", amount: 9_999)
            _ = try await record([visit, fee, account, later], in: database)
            let accounts = try await ids(database)
            let (head, member) = (accounts["ACME"] ?? -1, accounts["Borealis"] ?? -1)
            try await database.write { try GroupStore.put(member, below: head, in: $0) }
            let walk = FactsWalk(
                currency: .gbp, groups: try await database.read { try GroupStore.groups(in: $0) },
                through: day("2011-02-28"), since: Month(index: 0), daysSince: day("2009-01-01"),
                categoriesSince: Month(index: 0))
            let window = DayRange.year(through: day("2011-02-28"))
            let found = try await database.read { connection in
                var found: [Int: ServingCosts] = [:]
                for stretch in try FactsWalk.stretches(1, in: connection) {
                    try walk.forEachUnit(in: stretch, connection) { unit, facts in
                        found[unit] =
                            AccountMeasures(facts, over: window, ledger: window, categoriesOffered: 0).costs
                    }
                }
                let alone = try walk.unit(head, members: [head, member], connection)
                #expect(alone?.costs.count == 3)
                return found
            }
            #expect(found == [head: ServingCosts(service: 12_500, concessions: 50_000)])
        }
    }
}

private func record(
    _ costs: [SampleCost], source: String = "test", in database: any Database
) async throws -> (run: Int, outcome: CostWriter.Outcome) {
    let accounts = try await ids(database)
    let entries = costs.map { cost in
        NumberedCost(
            number: cost.number,
            cost: Cost(
                account: accounts[cost.account] ?? -1, day: day(cost.day), kind: cost.kind, currency: cost.currency,
                amount: cost.amount, note: cost.note))
    }
    return try await database.write { connection in
        let run = try RunStore.begin(kind: RunKind.costs, file: "costs.csv", user: nil, now: 0, in: connection)
        let source = try Names.ids(of: [source], in: "sources", connection)[0]
        let outcome = try CostWriter(run: run, source: source, now: run).write(entries, in: connection)
        try RunStore.end(run, as: .done, now: 1, in: connection)
        return (run, outcome)
    }
}

private func undo(_ run: Int, in database: any Database) async throws -> RunUndo.Outcome {
    try await RunUndo(run: run, currency: .gbp).undo(in: database) { 2 }
}

private func someCosts(_ random: inout SeededNumbers) -> [SampleCost] {
    Set((0..<6).map { _ in Int.random(in: 1...12, using: &random) }).sorted().map { number in
        SampleCost(
            number: "N\(number)", account: Bool.random(using: &random) ? "ACME" : "Borealis",
            day: day("2011-01-01").advanced(by: Int.random(in: 0...60, using: &random)).iso,
            kind: CostKind.allCases.randomElement(using: &random) ?? .service,
            amount: Int64.random(in: -3...3, using: &random))
    }
}

private func ids(_ database: any Database) async throws -> [String: Int] {
    let rows = try await database.read { connection in
        try connection.rows("SELECT code, id FROM accounts") { (try $0.text(0), try $0.int(1)) }
    }
    return Dictionary(uniqueKeysWithValues: rows)
}

private func expectClean(_ database: any Database) async throws {
    #expect(try await Doctor().examine(database).problems == [])
}

/// "ACME 2011-01 service 12000".
private func months(_ database: any Database) async throws -> [String] {
    try await database.read { connection in
        try connection.rows(
            """
            SELECT a.code, m.month, m.kind, m.amount_minor FROM cost_months m JOIN accounts a ON a.id = m.account_id
            ORDER BY a.code, m.month, m.kind
            """
        ) { row in
            let kind = CostKind(rawValue: try row.int(2))?.code ?? "?"
            return "\(try row.text(0)) \(Month(index: try row.int(1)).iso) \(kind) \(try row.int(3))"
        }
    }
}

/// Every column of every cost.
private func costs(_ database: any Database) async throws -> [String] {
    try await database.read { connection in
        try connection.rows(
            """
            SELECT id, account_id, day, kind, amount_minor, run_id, made, currency, note, number
            FROM account_costs ORDER BY id
            """
        ) { row in
            let numbers = try (0..<7).map { String(try row.int($0)) }
            return (numbers + [try row.text(7), try row.text(8), try row.text(9)]).joined(separator: " ")
        }
    }
}
