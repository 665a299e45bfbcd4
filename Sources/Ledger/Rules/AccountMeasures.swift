package import Measures

/// What an account did over a window of days (SPEC L3), counted from its facts in one currency: the same facts give the
/// same measures. Unknown is nil, never zero (SPEC P4). Amounts are minor units.
package struct AccountMeasures: Sendable, Equatable {
    package var window: DayRange
    /// Net of returns.
    package var revenue: Int64 = 0
    package var purchases: Int64 = 0
    /// Against the window of the same number of days before; nil when the ledger does not reach back over it or
    /// nothing was bought then.
    package var growth: Double?
    package var orders = 0
    package var orderDays = 0
    /// Order days per month, a month being a twelfth of 365 days.
    package var frequency = 0.0
    /// Days from one order day to the next; nil for fewer than two order days.
    package var meanInterval: Double?
    /// Their sample standard deviation; nil for fewer than three order days.
    package var intervalSpread: Double?
    /// Days since the last order up to the window's end; nil when there was none ever.
    package var recencyDays: Int?
    /// Days since the first.
    package var tenureDays: Int?
    /// Of the revenue whose cost is known, over the window's months up to its last; nil when no cost is known.
    package var grossMargin: Int64?
    package var marginShare: Double?
    /// How much of the revenue of those months has a known cost.
    package var costKnownShare: Double?
    /// Categories with a line in those months; nil when there are lines but none has a category.
    package var categories: Int?
    /// Of all categories the company sells; nil when it sells by none or the account's are unknown.
    package var breadth: Double?

    /// - Parameters:
    ///   - ledger: the days the company's ledger covers.
    ///   - categoriesOffered: how many categories the company sells.
    package init(
        _ facts: FactsBook, account: Int, currency: Currency, over window: DayRange, ledger: DayRange,
        categoriesOffered: Int
    ) {
        self.window = window
        let days = facts.days.filter { $0.key.account == account && $0.key.currency == currency }
            .map { (day: $0.key.day, facts: $0.facts) }.filter { $0.day <= window.through }
        count(days.filter { window.contains($0.day) }.map(\.facts))
        growth = Self.growth(days, window, ledger)
        let orderDays = days.filter { $0.facts.orders > 0 }.map(\.day)
        rhythm(orderDays)
        margin(facts, account, currency)
        breadth(facts, account, currency, categoriesOffered)
    }

    private mutating func count(_ days: [OrderDayFacts]) {
        for day in days {
            revenue += day.purchases + day.returns
            purchases += day.purchases
            orders += day.orders
        }
    }

    private static func growth(
        _ days: [(day: Day, facts: OrderDayFacts)], _ window: DayRange, _ ledger: DayRange
    ) -> Double? {
        guard ledger.from <= window.before.from else { return nil }
        func revenue(_ range: DayRange) -> Int64 {
            days.filter { range.contains($0.day) }.reduce(0) { $0 + $1.facts.purchases + $1.facts.returns }
        }
        let before = revenue(window.before)
        return before > 0 ? Double(revenue(window) - before) / Double(before) : nil
    }

    private mutating func rhythm(_ all: [Day]) {
        recencyDays = all.last.map { window.through - $0 }
        tenureDays = all.first.map { window.through - $0 }
        let days = all.filter { window.contains($0) }
        orderDays = days.count
        frequency = Double(days.count) / (Double(window.count) / (365.0 / 12))
        let intervals = zip(days.dropFirst(), days).map { Double($0 - $1) }
        guard !intervals.isEmpty else { return }
        let mean = intervals.reduce(0, +) / Double(intervals.count)
        meanInterval = mean
        guard intervals.count > 1 else { return }
        let squares = intervals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        intervalSpread = (squares / Double(intervals.count - 1)).squareRoot()
    }

    /// The window's months counted back from its last: twelve for a year, wherever in a month it ends.
    private func isMonth(_ month: Month) -> Bool {
        let count = max(1, Int((Double(window.count) / (365.0 / 12)).rounded()))
        let last = window.through.monthValue
        return month <= last && last - month < count
    }

    private mutating func margin(_ facts: FactsBook, _ account: Int, _ currency: Currency) {
        let months = facts.months.filter {
            $0.key.account == account && $0.key.currency == currency && isMonth($0.key.month)
        }.map(\.facts)
        let costed = months.reduce(0) { $0 + $1.costedRevenue }
        let cost = months.reduce(0) { $0 + $1.cost }
        let revenue = months.reduce(0) { $0 + $1.revenue }
        guard costed != 0 || cost != 0 else { return }
        grossMargin = costed - cost
        marginShare = costed > 0 ? Double(costed - cost) / Double(costed) : nil
        costKnownShare = revenue != 0 ? Double(costed) / Double(revenue) : nil
    }

    private mutating func breadth(_ facts: FactsBook, _ account: Int, _ currency: Currency, _ offered: Int) {
        let bought = facts.categories.map(\.key).filter {
            $0.account == account && $0.currency == currency && isMonth($0.month)
        }
        let hasLines = facts.months.contains {
            $0.key.account == account && $0.key.currency == currency && isMonth($0.key.month) && $0.facts.lines > 0
        }
        if bought.isEmpty && hasLines { return }
        let count = Set(bought.map(\.category)).count
        categories = count
        breadth = offered > 0 ? Double(count) / Double(offered) : nil
    }
}
