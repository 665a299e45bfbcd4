package import Accounts
package import Database
package import Measures

/// Goes through the facts of the whole company, unit by unit, holding those of a few thousand accounts at a time. A
/// unit is an account or, where groups count, a group taken as one under its head.
package struct FactsWalk: Sendable {
    package let currency: Currency
    package let groups: AccountGroups
    /// Facts of later days are not read.
    package let through: Day
    /// Months before this one are not read; days are, for they tell how old an account is.
    package let since: Month
    private let accountsAtOnce = 2_000

    package init(currency: Currency, groups: AccountGroups, through: Day, since: Month) {
        self.currency = currency
        self.groups = groups
        self.through = through
        self.since = since
    }

    /// The stretches of account ids that together hold all accounts, about as many as asked for.
    package static func stretches(_ count: Int, in connection: any Connection) throws -> [Range<Int>] {
        let ends = try connection.first("SELECT min(id), max(id) FROM accounts") {
            ($0.optionalInt(0), $0.optionalInt(1))
        }
        guard let first = ends?.0, let last = ends?.1 else { return [] }
        let size = max(1, (last - first + count) / count)
        return stride(from: first, through: last, by: size).map { $0..<min($0 + size, last + 1) }
    }

    /// Every unit whose head lies in the stretch, ascending, if it has facts.
    package func forEachUnit(
        in stretch: Range<Int>, _ connection: any Connection,
        _ body: (_ unit: Int, _ facts: AccountFacts) throws -> Void
    ) throws {
        for start in stride(from: stretch.lowerBound, to: stretch.upperBound, by: accountsAtOnce) {
            let ids = start..<min(start + accountsAtOnce, stretch.upperBound)
            let heads = groups.heads(in: ids)
            var book = try read("BETWEEN \(ids.lowerBound) AND \(ids.upperBound - 1)", connection) { account in
                groups.contains(account) ? nil : account
            }
            if !heads.isEmpty {
                let members = heads.flatMap { groups.unit(of: $0) }.sorted()
                book = book.joined(with: try read("IN \(list: members)", connection) { groups.head(of: $0) })
            }
            try book.forEachUnit(body)
        }
    }

    /// The facts of one unit; nil when it has none.
    package func unit(_ head: Int, members: [Int], _ connection: any Connection) throws -> AccountFacts? {
        var found: AccountFacts?
        let facts = try read("IN \(list: members)", connection) { _ in head }
        try (members.count > 1 ? WalkedFacts(currency).joined(with: facts) : facts).forEachUnit { found = $1 }
        return found
    }

    private func read(
        _ accounts: SQL, _ connection: any Connection, unit: (Int) -> Int?
    ) throws -> WalkedFacts {
        var facts = WalkedFacts(currency)
        let last = Int(through.monthValue.index)
        try connection.forEachRow(
            """
            SELECT account_id, currency = \(currency.code), month, orders, lines, quantity, revenue_minor,
                purchases_minor, cost_minor, costed_revenue_minor, discount_minor, order_days, categories
            FROM monthly_facts WHERE account_id \(accounts) AND month BETWEEN \(Int(since.index)) AND \(last)
            """, streaming: true
        ) { row in
            guard let unit = try facts.unit(row, unit) else { return }
            let key = MonthlyFacts.Key(account: unit, month: Month(index: try row.int(2)), currency: currency)
            try facts.book.months.add(MonthlyFacts(row, from: 3), at: key)
        }
        try connection.forEachRow(
            """
            SELECT account_id, currency = \(currency.code), day, orders, lines, purchases_minor, returns_minor
            FROM order_days WHERE account_id \(accounts) AND day <= \(Int(through.number))
            """, streaming: true
        ) { row in
            guard let unit = try facts.unit(row, unit) else { return }
            let key = OrderDayFacts.Key(account: unit, day: Day(try row.int(2)), currency: currency)
            try facts.book.days.add(OrderDayFacts(row, from: 3), at: key)
        }
        try connection.forEachRow(
            """
            SELECT account_id, currency = \(currency.code), category_id, month, lines, quantity, revenue_minor
            FROM category_months WHERE account_id \(accounts) AND month BETWEEN \(Int(since.index)) AND \(last)
            """, streaming: true
        ) { row in
            guard let unit = try facts.unit(row, unit) else { return }
            let key = CategoryMonthFacts.Key(
                account: unit, category: try row.int(2), month: Month(index: try row.int(3)), currency: currency)
            try facts.book.categories.add(CategoryMonthFacts(row, from: 4), at: key)
        }
        try connection.forEachRow(
            """
            SELECT account_id, currency = \(currency.code), month, kind, amount_minor
            FROM cost_months WHERE account_id \(accounts) AND month BETWEEN \(Int(since.index)) AND \(last)
            """, streaming: true
        ) { row in
            guard let unit = try facts.unit(row, unit) else { return }
            let key = CostMonthFacts.Key(
                account: unit, month: Month(index: try row.int(2)), currency: currency, kind: try row.costKind(3))
            facts.book.costs.add(CostMonthFacts(amount: try row.int64(4)), at: key)
        }
        return facts
    }
}

/// Facts of some units in one currency, and who has others.
private struct WalkedFacts {
    var book = FactsBook()
    private var leavingOut: Set<Int> = []
    private let currency: Currency

    init(_ currency: Currency) { self.currency = currency }

    /// The unit a row counts for; nil for none, and for a row in another currency.
    mutating func unit(_ row: any Row, _ unit: (Int) -> Int?) throws -> Int? {
        guard let unit = unit(try row.int(0)) else { return nil }
        if try row.bool(1) { return unit }
        leavingOut.insert(unit)
        return nil
    }

    /// With the facts of groups: their members' days and categories are counted anew, for some are the same.
    func joined(with groups: WalkedFacts) -> WalkedFacts {
        var sum = self
        sum.book = book.adding(groups.book)
        sum.leavingOut.formUnion(groups.leavingOut)
        return sum
    }

    func forEachUnit(_ body: (Int, AccountFacts) throws -> Void) throws {
        var left = leavingOut
        try book.settled.forEachAccount(in: currency) { unit, facts in
            var facts = facts
            facts.leavesOut = left.remove(unit) != nil
            try body(unit, facts)
        }
        // Whoever has other currencies alone is known to exist, and no more.
        for unit in left.sorted() {
            try body(unit, AccountFacts(months: [], days: [], categories: [], leavesOut: true))
        }
    }
}
