package import Accounts
package import Measures

/// The facts of some accounts: built from orders, or read from the store. Pure sums, so an order can be taken out as
/// it was put in.
package struct FactsBook: Sendable, Equatable {
    package var months = KeyedSums<MonthlyFacts>()
    package var days = KeyedSums<OrderDayFacts>()
    package var categories = KeyedSums<CategoryMonthFacts>()
    /// What accounts cost: left empty by whoever brings orders alone.
    package var costs = KeyedSums<CostDayFacts>()

    package init() {}

    package enum Direction: Int, Sendable { case put = 1, takeOut = -1 }

    /// Puts one order in, or takes it out. `categories` holds a category id for each line, nil for none.
    package mutating func book(
        account: Int, day: Day, kind: OrderKind, currency: Currency, lines: ArraySlice<LedgerLine>,
        categories lineCategories: (LedgerLine) -> Int?, _ direction: Direction
    ) {
        guard kind != .void, !lines.isEmpty else { return }
        let sign = direction.rawValue
        let month = day.monthValue
        var total = MonthlyFacts()
        for line in lines {
            total.book(line, in: kind, sign)
            guard let category = lineCategories(line) else { continue }
            var sums = CategoryMonthFacts()
            sums.book(line, sign)
            categories.add(sums, at: .init(account: account, category: category, month: month, currency: currency))
        }
        total.orders = lines.contains { $0.isPurchase(in: kind) } ? sign : 0
        months.add(total, at: .init(account: account, month: month, currency: currency))
        days.add(OrderDayFacts(total), at: .init(account: account, day: day, currency: currency))
    }

    /// With each key once, in order.
    package var settled: FactsBook {
        var book = self
        (book.months, book.days, book.categories) = (months.settled, days.settled, categories.settled)
        book.costs = costs.settled
        return book
    }

    /// These facts with others added, rows without anything in them left out; distinct counts are counted anew for
    /// every month here.
    package func adding(_ changes: FactsBook) -> FactsBook {
        var sum = beside(changes)
        sum.countDistinct()
        return sum
    }

    /// These facts beside those of other accounts, distinct counts as they are.
    func beside(_ others: FactsBook) -> FactsBook {
        let (own, others) = (settled, others.settled)
        var sum = FactsBook()
        sum.months = own.months.adding(others.months)
        sum.days = own.days.adding(others.days)
        sum.categories = own.categories.adding(others.categories)
        sum.costs = own.costs.adding(others.costs)
        return sum
    }

    private mutating func countDistinct() {
        for place in months.indices { months.update(at: place) { ($0.orderDays, $0.categories) = (0, 0) } }
        // Days come in the order of their months, so the month is mostly the one at hand.
        var current: Int?
        for day in days where day.facts.orders > 0 {
            let month = MonthlyFacts.Key(
                account: day.key.account, month: day.key.day.monthValue, currency: day.key.currency)
            if current.map({ months[$0].key != month }) ?? true { current = months.place(of: month) }
            if let current { months.update(at: current) { $0.orderDays += 1 } }
        }
        for row in categories {
            let month = MonthlyFacts.Key(account: row.key.account, month: row.key.month, currency: row.key.currency)
            if let place = months.place(of: month) { months.update(at: place) { $0.categories += 1 } }
        }
    }

    /// The accounts that have facts here, ascending.
    package var accounts: [Int] {
        var accounts: [Int] = []
        for row in months where row.key.account != accounts.last { accounts.append(row.key.account) }
        return accounts
    }

    /// What the account list shows, in one currency.
    package func totals(in currency: Currency) -> [Int: AccountTotals] {
        var totals: [Int: AccountTotals] = [:]
        for row in months where row.key.currency == currency {
            totals[row.key.account, default: .none].revenue += row.facts.revenue
            totals[row.key.account, default: .none].orders += row.facts.orders
        }
        for row in days where row.key.currency == currency && row.facts.orders > 0 {
            let day = Int(row.key.day.number)
            totals[row.key.account, default: .none].bought(on: day)
        }
        return totals
    }
}

extension AccountTotals {
    fileprivate mutating func bought(on day: Int) {
        firstDay = min(firstDay ?? day, day)
        lastDay = max(lastDay ?? day, day)
    }
}

extension MonthlyFacts: SummedFacts {
    /// A correction can take as many lines as it brings, so lines alone do not tell.
    package var isEmpty: Bool {
        var sums = self
        (sums.orderDays, sums.categories) = (0, 0)
        return sums == MonthlyFacts()
    }

    fileprivate mutating func book(_ line: LedgerLine, in kind: OrderKind, _ sign: Int) {
        let sign64 = Int64(sign)
        lines += sign
        quantity += sign64 * line.quantity.thousandths
        revenue += sign64 * line.amount
        if line.isPurchase(in: kind) { purchases += sign64 * line.amount }
        if let cost = line.cost {
            self.cost += sign64 * cost
            costedRevenue += sign64 * line.amount
        }
        discount += sign64 * (line.discount ?? 0)
    }
}

extension OrderDayFacts: SummedFacts {
    package var isEmpty: Bool { self == OrderDayFacts() }

    /// A day's share of one order's total.
    fileprivate init(_ total: MonthlyFacts) {
        orders = total.orders
        lines = total.lines
        purchases = total.purchases
        returns = total.revenue - total.purchases
        (cost, costedRevenue) = (total.cost, total.costedRevenue)
    }
}

extension CategoryMonthFacts: SummedFacts {
    package var isEmpty: Bool { self == CategoryMonthFacts() }

    fileprivate mutating func book(_ line: LedgerLine, _ sign: Int) {
        lines += sign
        quantity += Int64(sign) * line.quantity.thousandths
        revenue += Int64(sign) * line.amount
    }
}
