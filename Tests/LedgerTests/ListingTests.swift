import Accounts
import Database
import DatabaseTesting
import Ledger
import Measures
import People
import Rights
import Site
import Testing

private let schema =
    [Identifiers.migration] + PeopleSchema.migrations + AccountsSchema.migrations + LedgerSchema.migrations

@Suite("Lists of orders and of runs")
struct ListingTests {
    @Test("An account's orders by kind, page by page, for those who see the account", arguments: TestDatabase.allCases)
    func orders(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let orders: [SampleOrder] = [
                .init(number: "1", account: "A", day: "2011-01-01", lines: [("P1", 1_000, 2_000_000)]),
                .init(number: "2", account: "A", day: "2011-01-02", lines: [("P1", -1_000, 2_000_000)]),
                .init(
                    number: "3", account: "A", day: "2011-01-03", lines: [("P1", -1_000, 2_000_000)],
                    kind: .cancellation),
                .init(number: "4", account: "A", day: "2011-01-04", lines: [("P1", 1_000, 2_000_000)], kind: .void),
                .init(number: "5", account: "A", day: "2011-01-05", lines: [("P1", 3_000, 2_000_000)]),
                .init(number: "6", account: "B", day: "2011-01-06", lines: [("P1", 1_000, 2_000_000)]),
            ]
            _ = try await write(orders, in: database)
            let account = try #require(try await AccountStore(database).account(code: "A", scope: .everything)).id
            let reading = OrderReading(database)
            func numbers(_ listing: OrderListing, scope: Scope = .everything) async throws -> [String] {
                try await reading.orders(listing, scope: scope).map(\.number)
            }
            var listing = OrderListing(account: account)
            let expected: [OrderListing.Kind?: [String]] = [
                nil: ["5", "4", "3", "2", "1"], .sale: ["5", "1"], .goodsReturned: ["2"], .cancellation: ["3"],
                .void: ["4"],
            ]
            for (kind, found) in expected {
                listing.kind = kind
                let seen = try await numbers(listing)
                #expect(seen == found, "\(String(describing: kind))")
                let hidden = try await numbers(listing, scope: .nothing)
                #expect(hidden == [])
            }
            listing.kind = .sale
            listing.size = 1
            let first = try await reading.orders(listing, scope: .everything)
            #expect(first.map(\.number) == ["5", "1"])
            listing.place = .after(DayMark(day: first[0].day, id: first[0].id))
            let second = try await numbers(listing)
            #expect(second == ["1"])
            listing.place = .before(DayMark(day: first[1].day, id: first[1].id))
            let back = try await numbers(listing)
            #expect(back == ["5"])

            var days = OrderListing(account: account)
            (days.from, days.through) = (day("2011-01-02"), day("2011-01-04"))
            let within = try await numbers(days)
            #expect(within == ["4", "3", "2"])
            // Nothing was bought on these days; the void order counts for nothing.
            let totals = try await reading.totals(days, scope: .everything)
            #expect(totals.sums.map(\.orders) == [0] && totals.elsewhere == 0)
            #expect(totals.sums.map(\.revenue) == [Money(minor: -400, currency: .gbp)])
            let unseen = try await reading.totals(days, scope: .nothing)
            #expect(unseen.sums.isEmpty)
            days.from = nil
            days.kind = .sale
            let before = try await numbers(days)
            #expect(before == ["1"])
            (days.from, days.through, days.kind) = (day("2011-01-03"), nil, nil)
            let after = try await numbers(days)
            #expect(after == ["5", "4", "3"])
            let all = try await reading.totals(OrderListing(account: account), scope: .everything)
            let months = try await reading.months(account: account, scope: .everything)
            #expect(all.sums.map(\.revenue.minor) == [months.reduce(0) { $0 + $1.facts.revenue }])
            #expect(all.sums.map(\.orders) == [months.reduce(0) { $0 + $1.facts.orders }])
        }
    }

    @Test("Runs by kind, state and rejected lines, page by page", arguments: TestDatabase.allCases)
    func runs(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            try await database.write { connection in
                for place in 1...6 {
                    let kind = place % 3 == 0 ? RunKind.costs : RunKind.orders
                    let run = try RunStore.begin(kind: kind, file: "f", user: nil, now: place, in: connection)
                    var counts = RunCounts()
                    counts.rejected = place % 2
                    try RunStore.count(run, counts, in: connection)
                    try RunStore.end(run, as: place < 5 ? .done : .failed, now: place, in: connection)
                }
            }
            func found(_ change: (inout RunListing) -> Void) async throws -> [Int] {
                var listing = RunListing()
                change(&listing)
                let asked = listing
                return try await database.read { try RunStore.page(asked, in: $0) }.map(\.id)
            }
            let all = try await found { _ in }
            #expect(all == [6, 5, 4, 3, 2, 1])
            let costs = try await found { $0.isOfCosts = true }
            let orders = try await found { $0.isOfCosts = false }
            #expect(costs == [6, 3] && orders == [5, 4, 2, 1])
            let failed = try await found { $0.state = .failed }
            #expect(failed == [6, 5])
            let rejected = try await found { $0.hasRejects = true }
            #expect(rejected == [5, 3, 1])
            let page = try await found { ($0.hasRejects, $0.size, $0.place) = (true, 1, .after(5)) }
            #expect(page == [3, 1])
            let back = try await found { ($0.hasRejects, $0.size, $0.place) = (true, 1, .before(1)) }
            #expect(back == [3, 5])
        }
    }
}
