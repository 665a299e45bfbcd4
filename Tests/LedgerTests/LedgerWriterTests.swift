import Accounts
import Database
import DatabaseTesting
import Ledger
import Measures
import Rights
import People
import Testing

private let schema =
    [Identifiers.migration] + PeopleSchema.migrations + AccountsSchema.migrations + LedgerSchema.migrations

private let first = SampleOrder(
    number: "1001", account: "ACME", day: "2011-01-15", lines: [("P1", 2_000, 5_000_000), ("X2", 1_000, 1_250_000)])
private let second = SampleOrder(
    number: "1002", account: "Borealis", day: "2011-02-01", lines: [("P1", 4_000, 5_000_000)])
private let returned = SampleOrder(
    number: "1003", account: "ACME", day: "2011-02-03", lines: [("P1", -1_000, 5_000_000)])

@Suite("The ledger takes orders, changes them and gives them back")
struct LedgerWriterTests {
    @Test("New orders are new once, then unchanged", arguments: TestDatabase.allCases)
    func identity(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let one = try await write([first, second, returned], in: database).outcome
            #expect(one.new == 3)
            #expect(one.changed == 0)
            #expect(one.accountsNew == 2)
            #expect(one.productsNew == 2)
            let shuffled = SampleOrder(
                number: "1001", account: "ACME", day: "2011-01-15",
                lines: [("X2", 1_000, 1_250_000), ("P1", 2_000, 5_000_000)])
            let two = try await write([returned, shuffled, second], in: database).outcome
            #expect(two.new == 0)
            #expect(two.changed == 0)
            #expect(two.unchanged == 3)
            #expect(two.accountsNew == 0)
            try await expectClean(database, accounts: 2, orders: 3, lines: 4)
            #expect(try await totals(database) == ["ACME 625 1", "Borealis 2000 1"])
        }
    }

    @Test("A changed order keeps its former version, and undo brings it back", arguments: TestDatabase.allCases)
    func change(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await write([first, second], in: database)
            let before = try await totals(database)
            var corrected = first
            corrected.lines = [("P1", 3_000, 5_000_000)]
            corrected.day = "2011-03-15"
            let change = try await write([corrected, returned], in: database)
            #expect(change.outcome.new == 1 && change.outcome.changed == 1)
            #expect(try await totals(database) == ["ACME 1000 1", "Borealis 2000 1"])
            try await expectClean(database, accounts: 2, orders: 3, lines: 3)
            let undone = try await RunUndo(run: change.run, currency: .gbp).undo(in: database) { 2 }
            #expect(undone.restored == 1)
            #expect(undone.removed == 1)
            #expect(undone.kept == 0)
            let after = try await totals(database)
            #expect(after == before)
            try await expectClean(database, accounts: 2, orders: 2, lines: 3)
        }
    }

    @Test("An order can move to another account and back", arguments: TestDatabase.allCases)
    func move(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await write([first], in: database)
            var moved = first
            moved.account = "Borealis"
            let change = try await write([moved], in: database)
            #expect(change.outcome.changed == 1 && change.outcome.accountsNew == 1)
            #expect(try await totals(database) == ["ACME 0 0", "Borealis 1125 1"])
            try await expectClean(database, accounts: 2, orders: 1, lines: 2)
            let undone = try await RunUndo(run: change.run, currency: .gbp).undo(in: database) { 2 }
            #expect(undone.restored == 1 && undone.accountsRemoved == 1)
            #expect(try await totals(database) == ["ACME 1125 1"])
            try await expectClean(database, accounts: 1, orders: 1, lines: 2)
        }
    }

    @Test("Undo leaves what a later run changed, and names it", arguments: TestDatabase.allCases)
    func laterRun(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let original = try await write([first, second], in: database)
            var corrected = first
            corrected.lines = [("P1", 9_000, 5_000_000)]
            _ = try await write([corrected], in: database)
            let undone = try await RunUndo(run: original.run, currency: .gbp).undo(in: database) { 2 }
            #expect(undone.removed == 1)
            #expect(undone.restored == 0)
            #expect(undone.kept == 1)
            #expect(undone.keptNumbers == ["test 1001"] && undone.accountsRemoved == 1)
            #expect(try await totals(database) == ["ACME 4500 1"])
            try await expectClean(database, accounts: 1, orders: 1, lines: 1)
        }
    }

    @Test("An undo never brings back what was undone before", arguments: TestDatabase.allCases)
    func undoneBefore(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            func undo(_ run: Int) async throws -> RunUndo.Outcome {
                try await RunUndo(run: run, currency: .gbp).undo(in: database) { 2 }
            }
            var second = first
            second.lines = [("P1", 9_000, 5_000_000)]
            var third = first
            third.lines = [("P1", 1_000, 5_000_000)]
            third.account = "Borealis"
            let runs = [
                try await write([first], in: database).run, try await write([second], in: database).run,
                try await write([third], in: database).run,
            ]
            // The middle one goes first: the last stands, and behind it now the first.
            let middle = try await undo(runs[1])
            #expect(middle.kept == 1)
            #expect(middle.removed == 0)
            #expect(middle.restored == 0)
            let last = try await undo(runs[2])
            #expect(last.restored == 1)
            #expect(last.removed == 0)
            #expect(last.accountsRemoved == 1)
            #expect(try await totals(database) == ["ACME 1125 1"])
            try await expectClean(database, accounts: 1, orders: 1, lines: 2)
            let rest = try await undo(runs[0])
            #expect(rest.removed == 1)
            #expect(rest.accountsRemoved == 1)
            #expect(rest.productsRemoved == 2)
            try await expectClean(database, accounts: 0, orders: 0, lines: 0)
        }
    }

    @Test("Undoing every run in any sequence leaves nothing", arguments: TestDatabase.allCases)
    func undoAll(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            var random = SeededNumbers(seed: 11)
            for _ in 0..<4 {
                var runs: [Int] = []
                for _ in 0..<4 { runs.append(try await write(randomOrders(&random), in: database).run) }
                for run in runs.shuffled(using: &random) {
                    let preview = try await database.read {
                        try UndoPreview.of(run, naming: 2, .everything, in: $0)
                    }
                    let undone = try await RunUndo(run: run, currency: .gbp).undo(in: database) { 2 }
                    #expect(
                        [preview.removed, preview.restored, preview.kept]
                            == [undone.removed, undone.restored, undone.kept])
                    #expect(preview.largest.count == min(2, preview.accounts))
                    #expect(try await Doctor().examine(database).problems == [])
                }
                try await expectClean(database, accounts: 0, orders: 0, lines: 0)
                let left = try await database.read { connection in
                    try ["products", "order_versions", "order_numbers", "monthly_facts"].map {
                        try connection.integer("SELECT CAST(count(*) AS BIGINT) FROM \(unsafe: $0)") ?? -1
                    }
                }
                #expect(left == [0, 0, 0, 0])
            }
        }
    }

    @Test("A run is undone once; an unknown one not at all", arguments: TestDatabase.allCases)
    func undoOnce(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let run = try await write([first], in: database).run
            _ = try await RunUndo(run: run, currency: .gbp).undo(in: database) { 2 }
            try await expectClean(database, accounts: 0, orders: 0, lines: 0)
            await #expect(throws: LedgerError.runNotUndoable(run: run, state: "undone")) {
                try await RunUndo(run: run, currency: .gbp).undo(in: database) { 3 }
            }
            await #expect(throws: LedgerError.unknownRun(99)) {
                try await RunUndo(run: 99, currency: .gbp).undo(in: database) { 3 }
            }
        }
    }

    @Test("A batch that fails leaves nothing behind", arguments: TestDatabase.allCases)
    func failure(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            struct Stop: Error {}
            let batch = batch([first, second])
            var writer = LedgerWriter(run: 1, source: 1, currency: .gbp)
            await #expect(throws: Stop.self) {
                try await writer.write(batch, in: database) { _, _ in throw Stop() }
            }
            try await expectClean(database, accounts: 0, orders: 0, lines: 0)
        }
    }

    @Test("Random histories of imports and undos stay in agreement", arguments: TestDatabase.allCases)
    func randomHistory(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            var random = SeededNumbers(seed: 7)
            var runs: [Int] = []
            for step in 0..<12 {
                if step % 4 == 3, let run = runs.randomElement(using: &random) {
                    _ = try await RunUndo(run: run, currency: .gbp).undo(in: database) { 2 }
                    runs.removeAll { $0 == run }
                } else {
                    runs.append(try await write(randomOrders(&random), in: database).run)
                }
                let report = try await Doctor().examine(database)
                #expect(report.problems == [], "after step \(step)")
            }
        }
    }
}

@Suite("The doctor finds what is wrong")
struct DoctorTests {
    @Test(
        "Each kind of damage is named", arguments: TestDatabase.allCases,
        [
            "UPDATE monthly_facts SET revenue_minor = revenue_minor + 1",
            "DELETE FROM order_days",
            "UPDATE category_months SET lines = 9",
            "UPDATE accounts SET orders = 5",
            "UPDATE orders SET amount_minor = 0",
            "DELETE FROM order_numbers",
            "UPDATE order_lines SET amount_minor = amount_minor + 1",
            "DELETE FROM order_lines",
            "DELETE FROM products",
            "DELETE FROM account_words",
            "INSERT INTO late_bookings SELECT id, 0, account_id, day, kind, currency, first_line, line_count, 1, FALSE FROM orders",
            "INSERT INTO monthly_facts SELECT account_id, month + 1, currency, orders, lines, quantity, revenue_minor, purchases_minor, cost_minor, costed_revenue_minor, discount_minor, order_days, categories FROM monthly_facts",
        ])
    func damage(kind: TestDatabase, sql: String) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await write([first], in: database)
            try await expectClean(database, accounts: 1, orders: 1, lines: 2)
            try await database.write { try $0.execute(SQL(unsafe: sql)) }
            let report = try await Doctor().examine(database)
            #expect(!report.isClean)
        }
    }
}

private func randomOrders(_ random: inout SeededNumbers) -> [SampleOrder] {
    Set((0..<8).map { _ in Int.random(in: 1...20, using: &random) }).sorted().map { number in
        SampleOrder(
            number: "N\(number)", account: "A\(Int.random(in: 1...4, using: &random))",
            day: day("2011-01-01").advanced(by: Int.random(in: 0...90, using: &random)).iso,
            lines: (0..<Int.random(in: 1...3, using: &random)).map { _ in
                (
                    "P\(Int.random(in: 1...3, using: &random))", Int64.random(in: -2...5, using: &random) * 1_000,
                    1_990_000
                )
            })
    }
}

private func expectClean(_ database: any Database, accounts: Int, orders: Int, lines: Int) async throws {
    let report = try await Doctor().examine(database)
    #expect(report.problems == [])
    #expect(report.accounts == accounts)
    #expect(report.orders == orders)
    #expect(report.lines == lines)
}

private func totals(_ database: any Database) async throws -> [String] {
    try await database.read { connection in
        try connection.rows("SELECT code, revenue_minor, orders FROM accounts ORDER BY code") {
            "\(try $0.text(0)) \(try $0.int(1)) \(try $0.int(2))"
        }
    }
}
