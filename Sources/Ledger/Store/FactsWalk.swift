package import Accounts
package import Database
package import Measures

/// Goes through the facts of the whole company, as far as measures are counted from them, unit by unit, holding those
/// of a few hundred accounts at a time. A unit is an account or, where groups count, a group taken as one under its head.
package struct FactsWalk: Sendable {
    package let currency: Currency
    package let groups: AccountGroups
    /// Facts of later days are not read.
    package let through: Day
    /// Months before this one are not read.
    package let since: Month
    /// Order days before this one are not read, but for the first and the last; of a group all of the months are, for its
    /// members may have ordered on the same day.
    package let daysSince: Day
    /// Categories and costs of months before this one are not read.
    package let categoriesSince: Month
    private let accountsAtOnce = 250

    package init(
        currency: Currency, groups: AccountGroups, through: Day, since: Month, daysSince: Day,
        categoriesSince: Month
    ) {
        self.currency = currency
        self.groups = groups
        self.through = through
        self.since = since
        self.daysSince = daysSince
        self.categoriesSince = categoriesSince
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
                book = book.beside(try readGroups(members, connection) { groups.head(of: $0) })
            }
            try book.forEachUnit(body)
        }
    }

    /// The facts of one unit; nil when it has none.
    package func unit(_ head: Int, members: [Int], _ connection: any Connection) throws -> AccountFacts? {
        var found: AccountFacts?
        let facts =
            members.count > 1
            ? try readGroups(members, connection) { _ in head }
            : try read("IN \(list: members)", connection) { _ in head }
        try facts.forEachUnit { found = $1 }
        return found
    }

    /// The facts of each of these accounts alone, ascending, if it has any.
    package func forEachAccount(
        of accounts: [Int], _ connection: any Connection, _ body: (_ account: Int, _ facts: AccountFacts) throws -> Void
    ) throws {
        for start in stride(from: 0, to: accounts.count, by: accountsAtOnce) {
            let some = Array(accounts[start..<min(start + accountsAtOnce, accounts.count)])
            try read("IN \(list: some)", connection) { $0 }.forEachUnit(body)
        }
    }

    /// Members' days and categories are counted anew, for some are the same.
    private func readGroups(
        _ members: [Int], _ connection: any Connection, unit: (Int) -> Int?
    ) throws -> WalkedFacts {
        var facts = try read("IN \(list: members)", connection, daysSince: min(daysSince, since.first), unit: unit)
        facts.book = FactsBook().adding(facts.book)
        return facts
    }

    /// - Parameter daysSince: nil for the walk's own.
    private func read(
        _ accounts: SQL, _ connection: any Connection, daysSince: Day? = nil, unit: (Int) -> Int?
    ) throws -> WalkedFacts {
        let daysSince = daysSince ?? self.daysSince
        var facts = WalkedFacts(currency)
        try readSpans(accounts, connection) { account, span in
            if let unit = unit(account) { facts.bought(unit, span) }
        }
        let last = Int(through.monthValue.index)
        try readMonths(accounts, connection, into: &facts, unit: unit)
        // Whoever has other currencies shows it in the months, so days and categories need not say it again.
        try connection.forEachRow(
            """
            SELECT account_id, day, orders, purchases_minor, returns_minor, cost_minor, costed_revenue_minor
            FROM order_days
            WHERE account_id \(accounts) AND day BETWEEN \(Int(daysSince.number)) AND \(Int(through.number))
                AND currency = \(currency.code)
            """, streaming: true
        ) { row in
            guard let unit = unit(try row.int(0)) else { return }
            let key = OrderDayFacts.Key(account: unit, day: Day(try row.int(1)), currency: currency)
            var sums = OrderDayFacts()
            (sums.orders, sums.purchases, sums.returns) = (try row.int(2), try row.int64(3), try row.int64(4))
            (sums.cost, sums.costedRevenue) = (try row.int64(5), try row.int64(6))
            facts.book.days.add(sums, at: key)
        }
        var known = CategoryMonthFacts()
        known.lines = 1
        try connection.forEachRow(
            """
            SELECT account_id, category_id, month FROM category_months
            WHERE account_id \(accounts) AND month BETWEEN \(Int(categoriesSince.index)) AND \(last)
                AND currency = \(currency.code)
            """, streaming: true
        ) { row in
            guard let unit = unit(try row.int(0)) else { return }
            let key = CategoryMonthFacts.Key(
                account: unit, category: try row.int(1), month: Month(index: try row.int(2)), currency: currency)
            facts.book.categories.add(known, at: key)
        }
        try connection.forEachRow(
            """
            SELECT account_id, currency = \(currency.code), day, kind, amount_minor
            FROM account_costs WHERE account_id \(accounts)
                AND day BETWEEN \(Int(categoriesSince.first.number)) AND \(Int(through.number))
            """, streaming: true
        ) { row in
            guard let unit = try facts.unit(row, unit) else { return }
            let key = CostDayFacts.Key(
                account: unit, day: Day(try row.int(2)), currency: currency, kind: try row.costKind(3))
            facts.book.costs.add(CostDayFacts(amount: try row.int64(4)), at: key)
        }
        return facts
    }

    private func readMonths(
        _ accounts: SQL, _ connection: any Connection, into facts: inout WalkedFacts, unit: (Int) -> Int?
    ) throws {
        let last = Int(through.monthValue.index)
        try connection.forEachRow(
            """
            SELECT account_id, currency = \(currency.code), month, lines, revenue_minor, discount_minor, order_days
            FROM monthly_facts WHERE account_id \(accounts) AND month BETWEEN \(Int(since.index)) AND \(last)
            """, streaming: true
        ) { row in
            guard let unit = try facts.unit(row, unit) else { return }
            let key = MonthlyFacts.Key(account: unit, month: Month(index: try row.int(2)), currency: currency)
            var sums = MonthlyFacts()
            (sums.lines, sums.revenue) = (try row.int(3), try row.int64(4))
            (sums.discount, sums.orderDays) = (try row.int64(5), try row.int(6))
            facts.book.months.add(sums, at: key)
        }
    }

    /// The first and the last day each account bought, up to the day: one look unless it bought again later.
    private func readSpans(
        _ accounts: SQL, _ connection: any Connection, _ body: (_ account: Int, DayRange) throws -> Void
    ) throws {
        let day = Int(through.number)
        try connection.forEachRow(
            """
            SELECT id, first_day, CASE WHEN last_day <= \(day) THEN last_day ELSE
                (SELECT day FROM order_days WHERE account_id = accounts.id AND day <= \(day)
                    AND currency = \(currency.code) AND orders > 0 ORDER BY day DESC LIMIT 1) END
            FROM accounts WHERE id \(accounts) AND first_day <= \(day)
            """, streaming: true
        ) { row in
            let first = Day(try row.int(1))
            if let span = DayRange(from: first, through: row.optionalInt(2).map { Day($0) } ?? first) {
                try body(try row.int(0), span)
            }
        }
    }
}

/// Facts of some units in one currency, and who has others.
private struct WalkedFacts {
    var book = FactsBook()
    private var leavingOut: Set<Int> = []
    private var spans: [Int: DayRange] = [:]
    private let currency: Currency

    init(_ currency: Currency) { self.currency = currency }

    /// The unit a row counts for; nil for none, and for a row in another currency.
    mutating func unit(_ row: any Row, _ unit: (Int) -> Int?) throws -> Int? {
        guard let unit = unit(try row.int(0)) else { return nil }
        if try row.bool(1) { return unit }
        leavingOut.insert(unit)
        return nil
    }

    mutating func bought(_ unit: Int, _ span: DayRange) {
        let known = spans[unit] ?? span
        spans[unit] = DayRange(from: min(known.from, span.from), through: max(known.through, span.through))
    }

    /// With the facts of groups, whose heads are none of these accounts.
    func beside(_ groups: WalkedFacts) -> WalkedFacts {
        var sum = self
        sum.book = book.beside(groups.book)
        sum.leavingOut.formUnion(groups.leavingOut)
        sum.spans.merge(groups.spans) { own, _ in own }
        return sum
    }

    func forEachUnit(_ body: (Int, AccountFacts) throws -> Void) throws {
        // Whoever bought long ago, or in other currencies alone, is known to exist and no more.
        var others = leavingOut.union(spans.keys).sorted()[...]
        func tell(_ unit: Int, _ facts: AccountFacts) throws {
            var facts = facts
            facts.leavesOut = leavingOut.contains(unit)
            facts.span = spans[unit]
            try body(unit, facts)
        }
        func tellOthers(before unit: Int) throws {
            while let other = others.first, other <= unit {
                others.removeFirst()
                if other < unit { try tell(other, AccountFacts(months: [], days: [], categories: [])) }
            }
        }
        try book.settled.forEachAccount(in: currency) { unit, facts in
            try tellOthers(before: unit)
            try tell(unit, facts)
        }
        try tellOthers(before: .max)
    }
}
