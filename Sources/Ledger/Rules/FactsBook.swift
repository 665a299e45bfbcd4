package import Accounts
package import Measures

/// The facts of some accounts: built from orders, or read from the store. Pure sums, so an order can be taken out as
/// it was put in.
package struct FactsBook: Sendable, Equatable {
    package var months: [MonthlyFacts.Key: MonthlyFacts] = [:]
    package var days: [OrderDayFacts.Key: OrderDayFacts] = [:]
    package var categories: [CategoryMonthFacts.Key: CategoryMonthFacts] = [:]

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
            let key = CategoryMonthFacts.Key(account: account, category: category, month: month, currency: currency)
            categories[key, default: .init()].book(line, sign)
        }
        total.orders = lines.contains { $0.isPurchase(in: kind) } ? sign : 0
        months[.init(account: account, month: month, currency: currency), default: .init()].add(total)
        days[.init(account: account, day: day, currency: currency), default: .init()].add(OrderDayFacts(total))
    }

    /// These facts with others added; distinct counts are counted anew for every month here.
    package func adding(_ changes: FactsBook) -> FactsBook {
        var sum = self
        for (key, facts) in changes.months { sum.months[key, default: .init()].add(facts) }
        for (key, facts) in changes.days { sum.days[key, default: .init()].add(facts) }
        for (key, facts) in changes.categories { sum.categories[key, default: .init()].add(facts) }
        sum.dropEmpty()
        sum.countDistinct()
        return sum
    }

    /// Rows without anything in them are no rows.
    private mutating func dropEmpty() {
        months = months.filter { !$0.value.isEmpty }
        days = days.filter { $0.value != OrderDayFacts() }
        categories = categories.filter { $0.value != CategoryMonthFacts() }
    }

    private mutating func countDistinct() {
        for key in months.keys {
            months[key]?.orderDays = 0
            months[key]?.categories = 0
        }
        for (key, facts) in days where facts.orders > 0 {
            months[.init(account: key.account, month: key.day.monthValue, currency: key.currency)]?.orderDays += 1
        }
        for key in categories.keys {
            months[.init(account: key.account, month: key.month, currency: key.currency)]?.categories += 1
        }
    }

    /// What the account list shows, in one currency.
    package func totals(in currency: Currency) -> [Int: AccountTotals] {
        var totals: [Int: AccountTotals] = [:]
        for (key, facts) in months where key.currency == currency {
            totals[key.account, default: .none].revenue += facts.revenue
            totals[key.account, default: .none].orders += facts.orders
        }
        for (key, facts) in days where key.currency == currency && facts.orders > 0 {
            let day = Int(key.day.number)
            let known = totals[key.account] ?? .none
            totals[key.account, default: .none].firstDay = min(known.firstDay ?? day, day)
            totals[key.account, default: .none].lastDay = max(known.lastDay ?? day, day)
        }
        return totals
    }
}

extension MonthlyFacts {
    /// Whether all sums are nothing. A correction can take as many lines as it brings, so lines alone do not tell.
    fileprivate var isEmpty: Bool {
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

extension OrderDayFacts {
    /// A day's share of one order's total.
    fileprivate init(_ total: MonthlyFacts) {
        orders = total.orders
        lines = total.lines
        purchases = total.purchases
        returns = total.revenue - total.purchases
    }
}

extension CategoryMonthFacts {
    fileprivate mutating func book(_ line: LedgerLine, _ sign: Int) {
        lines += sign
        quantity += Int64(sign) * line.quantity.thousandths
        revenue += Int64(sign) * line.amount
    }
}
