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

private func entry(_ iso: String, line: Int = 1, kind: OrderKind = .sale) -> OrderEntry {
    OrderEntry(account: 1, day: day(iso), kind: kind, currency: .gbp, firstLine: line, lineCount: 2)
}

private func put(_ entry: OrderEntry) -> OrderBookings.Posting { .init(entry, .put) }

private func takeOut(_ entry: OrderEntry) -> OrderBookings.Posting { .init(entry, .takeOut) }

@Suite("Where an order is booked when months are closed")
struct OrderBookingsTests {
    private let january = ClosedMonths(through: day("2011-01-31").monthValue, lateOrders: .book)

    @Test("An order of an open month is booked on its own day and leaves no row")
    func open() {
        var bookings = OrderBookings()
        let old = entry("2011-02-03")
        let new = entry("2011-02-09", line: 5)
        #expect(bookings.replace(nil, with: old, closed: january).postings == [put(old)])
        let change = bookings.replace(old, with: new, closed: january)
        #expect(change.postings == [takeOut(old), put(new)])
        #expect(!change.isLate)
        #expect(bookings.kept.isEmpty)
        #expect(bookings.replace(new, with: nil, closed: nil).postings == [takeOut(new)] && bookings.kept.isEmpty)
    }

    @Test("A late order counts on the first open day, and going again it leaves nothing")
    func lateOrder() {
        var bookings = OrderBookings()
        let late = entry("2011-01-20")
        let change = bookings.replace(nil, with: late, closed: january)
        #expect(change.isLate && change.postings == [put(entry("2011-02-01"))])
        let back = bookings.replace(late, with: nil, closed: january)
        #expect(!back.isLate)
        #expect(back.postings == [takeOut(entry("2011-02-01"))])
        #expect(bookings.kept.isEmpty)
    }

    @Test("A correction takes the old version out of the open month; taken back, nothing is left of it")
    func correction() {
        var bookings = OrderBookings()
        let old = entry("2011-01-20")
        let new = entry("2011-01-20", line: 5)
        let change = bookings.replace(old, with: new, closed: january)
        #expect(change.isLate)
        #expect(change.postings == [takeOut(entry("2011-02-01")), put(entry("2011-02-01", line: 5))])
        let back = bookings.replace(new, with: old, closed: january)
        #expect(!back.isLate && bookings.kept.isEmpty)
        #expect(back.postings == [takeOut(entry("2011-02-01", line: 5)), put(entry("2011-02-01"))])
    }

    @Test("When the month of a correction is closed too, the next one takes the difference")
    func twice() {
        var bookings = OrderBookings()
        let old = entry("2011-01-20")
        let new = entry("2011-01-20", line: 5)
        let february = ClosedMonths(through: day("2011-02-01").monthValue, lateOrders: .book)
        _ = bookings.replace(old, with: new, closed: january)
        let back = bookings.replace(new, with: old, closed: february)
        #expect(back.isLate)
        #expect(back.postings == [takeOut(entry("2011-03-01", line: 5)), put(entry("2011-03-01"))])
        #expect(bookings.kept.count { $0.isStanding } == 1)
    }

    @Test("What counts nowhere changes no month", arguments: [OrderKind.void])
    func void(kind: OrderKind) {
        var bookings = OrderBookings()
        let change = bookings.replace(nil, with: entry("2011-01-20", kind: kind), closed: january)
        #expect(!change.isLate && bookings.kept.isEmpty)
    }
}

@Suite("Closed months stay as they are")
struct ClosedMonthsTests {
    private let early = SampleOrder(
        number: "1", account: "ACME", day: "2011-01-15", lines: [("P1", 2_000, 5_000_000)])
    private let open = SampleOrder(
        number: "2", account: "ACME", day: "2011-02-15", lines: [("P1", 1_000, 5_000_000)])

    @Test("Refused: a new, a changed and a removed order of a closed month", arguments: TestDatabase.allCases)
    func refuse(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let run = try await write([early, open], in: database).run
            try await close("2011-01", .refuse, in: database)
            let before = try await facts(database)
            var changed = early
            changed.day = "2011-02-20"
            var new = early
            new.number = "3"
            let late = [changed, new]
            await #expect(throws: LedgerError.monthsClosed(LateOrders(through: month("2011-01"), numbers: ["1", "3"])))
            {
                try await write(late, in: database)
            }
            await #expect(throws: LedgerError.monthsClosed(LateOrders(through: month("2011-01"), numbers: ["1"]))) {
                try await RunUndo(run: run, currency: .gbp).undo(in: database) { 2 }
            }
            #expect(try await facts(database) == before)
            // What is there already changes nothing, so it may come along.
            var more = open
            more.number = "4"
            let outcome = try await write([early, more], in: database).outcome
            #expect(outcome.new == 1)
            #expect(outcome.unchanged == 1)
            #expect(outcome.late == 0)
            // Opened again, the month takes changes.
            try await database.write { try CompanySettings.close(through: nil, in: $0) }
            #expect(try await write(late, in: database).outcome.changed == 1)
            try await expectClean(database)
        }
    }

    @Test("Booked: the first open month takes the difference, undo takes it back", arguments: TestDatabase.allCases)
    func book(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let run = try await write([early, open], in: database).run
            try await close("2011-01", .book, in: database)
            let before = try await facts(database)
            #expect(before == ["ACME 2011-01 1 1 1000", "ACME 2011-02 1 1 500"])
            var changed = early
            changed.lines = [("P1", 3_000, 5_000_000), ("X1", 1_000, 1_000_000)]
            var new = early
            new.number = "3"
            new.account = "Borealis"
            let change = try await write([changed, new], in: database)
            #expect(change.outcome.late == 2)
            let after = [
                "ACME 2011-01 1 1 1000", "ACME 2011-02 1 2 1100", "Borealis 2011-02 1 1 1000",
            ]
            #expect(try await facts(database) == after)
            try await expectClean(database)
            let number = try await database.read { try $0.integer("SELECT id FROM orders WHERE number = '3'") ?? 0 }
            let detail = try #require(try await OrderReading(database).order(number, scope: .everything))
            #expect(detail.head.day == day("2011-01-15") && detail.bookedDay == day("2011-02-01"))
            // What orders come to is told as they are judged, and what counts elsewhere beside it.
            let borealis = try #require(try await AccountStore(database).account(code: "Borealis", scope: .everything))
            let months: [(String, String, [Int64])] = [
                ("2011-01-01", "2011-01-31", []), ("2011-02-01", "2011-02-28", [1_000]),
            ]
            for (first, last, revenue) in months {
                var days = OrderListing(account: borealis.id)
                (days.from, days.through) = (day(first), day(last))
                let totals = try await OrderReading(database).totals(days, scope: .everything)
                #expect(totals.sums.map(\.revenue.minor) == revenue && totals.elsewhere == 1, "\(first)")
            }
            let undone = try await RunUndo(run: change.run, currency: .gbp).undo(in: database) { 2 }
            #expect(undone.removed == 1)
            #expect(undone.restored == 1)
            #expect(undone.late == 0)
            #expect(undone.accountsRemoved == 1)
            #expect(try await facts(database) == before)
            try await expectClean(database)
            // The first run itself: its January stays, February gives it back.
            let gone = try await RunUndo(run: run, currency: .gbp).undo(in: database) { 2 }
            #expect(gone.removed == 2)
            #expect(gone.late == 1)
            #expect(gone.accountsRemoved == 0)
            #expect(try await facts(database) == ["ACME 2011-01 1 1 1000", "ACME 2011-02 -1 -1 -1000"])
            try await expectClean(database)
        }
    }

    @Test(
        "Random histories never change a closed month and stay in agreement", arguments: TestDatabase.allCases,
        [ClosedMonths.LateOrders.book, .refuse])
    func randomHistory(kind: TestDatabase, late: ClosedMonths.LateOrders) async throws {
        try await kind.run(migrations: schema) { database in
            var random = SeededNumbers(seed: late == .book ? 21 : 22)
            var runs: [Int] = []
            var refusals = 0
            for step in 0..<40 {
                let closed = try await database.read { try CompanySettings.closedMonths(in: $0) }
                let before = try await facts(database)
                switch step % 8 {
                case 3: try await close("2011-0\(Int.random(in: 1...3, using: &random))", late, in: database)
                case 7 where step % 3 == 0:
                    try await database.write { try CompanySettings.close(through: nil, in: $0) }
                case 2, 6:
                    guard let run = runs.randomElement(using: &random) else { continue }
                    do {
                        _ = try await RunUndo(run: run, currency: .gbp).undo(in: database) { 2 }
                        runs.removeAll { $0 == run }
                    } catch LedgerError.monthsClosed { refusals += 1 }
                default:
                    let orders = someOrders(&random)
                    do { runs.append(try await write(orders, in: database).run) } catch LedgerError.monthsClosed {
                        refusals += 1
                    }
                }
                #expect(try await Doctor().examine(database).problems == [], "after step \(step)")
                if let closed {
                    let after = try await facts(database)
                    #expect(after.filter(within(closed)) == before.filter(within(closed)), "after step \(step)")
                }
                try await expectWhole(database)
            }
            #expect(late == .book ? refusals == 0 : refusals > 0)
        }
    }
}

private func someOrders(_ random: inout SeededNumbers) -> [SampleOrder] {
    Set((0..<6).map { _ in Int.random(in: 1...14, using: &random) }).sorted().map { number in
        SampleOrder(
            number: "N\(number)", account: "A\(Int.random(in: 1...3, using: &random))",
            day: day("2011-01-01").advanced(by: Int.random(in: 0...150, using: &random)).iso,
            lines: (0..<Int.random(in: 1...3, using: &random)).map { _ in
                (
                    "P\(Int.random(in: 1...3, using: &random))", Int64.random(in: 1...5, using: &random) * 1_000,
                    1_990_000
                )
            }, kind: Int.random(in: 0..<6, using: &random) == 0 ? .void : .sale)
    }
}

private func month(_ iso: String) -> Month { Month(iso: iso) ?? Month(index: 0) }

private func close(_ iso: String, _ late: ClosedMonths.LateOrders, in database: any Database) async throws {
    try await database.write { connection in
        try CompanySettings.close(through: month(iso), in: connection)
        try CompanySettings.keep(late, in: connection)
    }
}

private func expectClean(_ database: any Database) async throws {
    #expect(try await Doctor().examine(database).problems == [])
}

/// Whatever was booked where: all facts together are the orders that stand, beside what undone runs left in closed
/// months, which cancels out.
private func expectWhole(_ database: any Database) async throws {
    let sums = try await database.read { connection in
        (
            try connection.integer("SELECT CAST(COALESCE(sum(revenue_minor), 0) AS BIGINT) FROM monthly_facts"),
            try connection.integer(
                "SELECT CAST(COALESCE(sum(amount_minor), 0) AS BIGINT) FROM orders WHERE kind <> 2")
        )
    }
    #expect(sums.0 == sums.1)
}

/// "ACME 2011-01 1 1 1000": account, month, orders, lines, revenue.
private func facts(_ database: any Database) async throws -> [String] {
    try await database.read { connection in
        try connection.rows(
            """
            SELECT a.code, f.month, f.orders, f.lines, f.revenue_minor FROM monthly_facts f
            JOIN accounts a ON a.id = f.account_id ORDER BY a.code, f.month
            """
        ) { row in
            "\(try row.text(0)) \(Month(index: try row.int(1)).iso) \(try row.int(2)) \(try row.int(3)) \(try row.int(4))"
        }
    }
}

private func within(_ closed: ClosedMonths) -> (String) -> Bool {
    { line in line.split(separator: " ").dropFirst().first.map { String($0) <= closed.through.iso } ?? false }
}
