import Accounts
import Database
import DatabaseTesting
import Ledger
import Measures
import People
import Testing

private let schema =
    [Identifiers.migration] + PeopleSchema.migrations + AccountsSchema.migrations + LedgerSchema.migrations

@Suite("A walk through the facts of all units")
struct FactsWalkTests {
    private func order(_ number: Int, _ account: String, _ day: String) -> SampleOrder {
        SampleOrder(number: "\(number)", account: account, day: day, lines: [("P1", 1_000, Int64(number) * 1_000_000)])
    }

    private var orders: [SampleOrder] {
        [
            order(1, "OLD", "2005-03-01"), order(2, "OLD", "2005-09-10"), order(3, "OLD", "2012-02-01"),
            order(4, "STEADY", "2006-01-05"), order(5, "STEADY", "2009-12-30"), order(6, "STEADY", "2010-06-01"),
            order(7, "STEADY", "2010-12-31"), order(8, "STEADY", "2011-01-01"), order(9, "NEW", "2010-07-07"),
            order(10, "LATER", "2011-05-05"), order(11, "GONE", "2004-04-04"),
        ]
    }

    @Test(
        "It reads two windows of days and yet measures what the whole history says, as of any day",
        arguments: TestDatabase.allCases, ["2010-12-31", "2011-06-30", "2012-02-01"])
    func wholeHistory(kind: TestDatabase, iso: String) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await write(orders, in: database)
            let window = DayRange.year(through: day(iso))
            let ledger = try #require(DayRange(from: day("2004-04-04"), through: day("2012-02-01")))
            let walk = FactsWalk(
                currency: .gbp, groups: .none, through: window.through,
                since: window.through.monthValue.advanced(by: -37), daysSince: window.before.from,
                categoriesSince: window.from.monthValue)
            try await database.read { connection in
                var found: [Int: AccountMeasures] = [:]
                var order: [Int] = []
                for stretch in try FactsWalk.stretches(2, in: connection) {
                    try walk.forEachUnit(in: stretch, connection) { unit, facts in
                        found[unit] = AccountMeasures(facts, over: window, ledger: ledger, categoriesOffered: 1)
                        order.append(unit)
                    }
                }
                #expect(order == order.sorted())
                let accounts = try connection.rows("SELECT id, first_day FROM accounts ORDER BY id") {
                    (id: try $0.int(0), first: Day(try $0.int(1)))
                }
                #expect(order == accounts.filter { $0.first <= window.through }.map(\.id))
                for unit in order {
                    let book = try FactsStore.load([unit], in: connection)
                    let whole = AccountMeasures(
                        book, account: unit, currency: .gbp, over: window, ledger: ledger, categoriesOffered: 1)
                    #expect(found[unit] == whole, "\(unit) as of \(iso)")
                }
            }
        }
    }

    @Test(
        "An account measures the same beside groups, and a group the same as one account with all its orders",
        arguments: TestDatabase.allCases)
    func seasonsOfGroups(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            // Three years and a half: long enough for seasons. Members often order on the same day.
            var orders: [SampleOrder] = []
            var number = 0
            for place in 0..<130 {
                let day = day("2008-06-03").advanced(by: place * 10 + place % 7).iso
                let buyers = [["HEAD"], ["MEMBER"], ["HEAD", "MEMBER"], ["ALONE"], ["ALONE", "MEMBER"]][place % 5]
                for account in buyers + buyers.filter({ $0 != "ALONE" }).map({ _ in "ONE" }) {
                    number += 1
                    orders.append(order(number, account, day))
                }
            }
            _ = try await write(orders, in: database)
            let ids = try await database.read { connection in
                Dictionary(
                    uniqueKeysWithValues: try connection.rows("SELECT code, id FROM accounts") {
                        (try $0.text(0), try $0.int(1))
                    })
            }
            let (head, one) = (try #require(ids["HEAD"]), try #require(ids["ONE"]))
            let (member, single) = (try #require(ids["MEMBER"]), try #require(ids["ALONE"]))
            let groups = try await database.write { connection in
                try GroupStore.put(member, below: head, in: connection)
                return try GroupStore.groups(in: connection)
            }
            let window = DayRange.year(through: day("2011-11-20"))
            let ledger = try #require(DayRange(from: day("2008-06-03"), through: day("2011-12-31")))
            @Sendable func walk(_ groups: AccountGroups) -> FactsWalk {
                FactsWalk(
                    currency: .gbp, groups: groups, through: window.through,
                    since: window.through.monthValue.advanced(by: -37), daysSince: window.before.from,
                    categoriesSince: window.from.monthValue)
            }
            @Sendable func measures(_ facts: AccountFacts) -> AccountMeasures {
                AccountMeasures(facts, over: window, ledger: ledger, categoriesOffered: 1)
            }
            try await database.read { connection in
                var found: [Int: AccountMeasures] = [:]
                for stretch in try FactsWalk.stretches(1, in: connection) {
                    try walk(groups).forEachUnit(in: stretch, connection) { found[$0] = measures($1) }
                }
                #expect(found.keys.sorted() == [head, one, single].sorted())
                let alone = try walk(.none).unit(single, members: [single], connection).map(measures)
                #expect(alone?.rhythm.isSeasonal == true && found[single] == alone)
                var group = try #require(found[head])
                let together = try walk(.none).unit(head, members: [head, member].sorted(), connection).map(measures)
                #expect(group == together)
                // Its orders add up, its days count once.
                let whole = try #require(found[one])
                #expect(whole.rhythm.isSeasonal && whole.orderDays < whole.orders)
                // The same amounts under other order numbers.
                (group.revenue, group.purchases, group.revenueBefore) = (
                    whole.revenue, whole.purchases, whole.revenueBefore
                )
                group.margin = whole.margin
                #expect(group == whole)
            }
        }
    }

    @Test("A group has bought since its first member did, until its last one", arguments: TestDatabase.allCases)
    func groups(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await write(orders, in: database)
            let ids = try await database.read { connection in
                Dictionary(
                    uniqueKeysWithValues: try connection.rows("SELECT code, id FROM accounts") {
                        (try $0.text(0), try $0.int(1))
                    })
            }
            let (head, member) = (try #require(ids["NEW"]), try #require(ids["GONE"]))
            let groups = try await database.write { connection in
                try GroupStore.put(member, below: head, in: connection)
                return try GroupStore.groups(in: connection)
            }
            let walk = FactsWalk(
                currency: .gbp, groups: groups, through: day("2011-06-30"), since: day("2008-06-01").monthValue,
                daysSince: day("2009-07-01"), categoriesSince: day("2010-07-01").monthValue)
            try await database.read { connection in
                var spans: [Int: DayRange?] = [:]
                for stretch in try FactsWalk.stretches(1, in: connection) {
                    try walk.forEachUnit(in: stretch, connection) { spans[$0] = $1.span }
                }
                #expect(spans[member] == nil)
                #expect(spans[head] == DayRange(from: day("2004-04-04"), through: day("2010-07-07")))
                let alone = try walk.unit(head, members: [head, member], connection)
                #expect(alone?.span == DayRange(from: day("2004-04-04"), through: day("2010-07-07")))
            }
        }
    }
}
