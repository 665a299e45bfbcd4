package import Measures

/// What an account did over a window of days (SPEC L3), counted from its facts in one currency: the same facts give the
/// same measures. Unknown is nil, never zero (SPEC P4). Amounts are minor units.
package struct AccountMeasures: Sendable, Equatable {
    package var window: DayRange
    /// Net of returns.
    package var revenue: Int64 = 0
    package var purchases: Int64 = 0
    /// Of the window of the same number of days before; nil when the ledger does not reach back over it.
    package var revenueBefore: Int64?
    package var orders = 0
    package var orderDays = 0
    /// Days since the last order up to the window's end; nil when there was none ever.
    package var recencyDays: Int?
    /// Days since the first.
    package var tenureDays: Int?
    package var rhythm = OrderRhythm()
    package var margin = Margin()
    /// What serving it cost, on the window's own days.
    package var costs = ServingCosts()
    /// Categories with a line in the window's months; nil when there are lines but none has a category.
    package var categories: Int?
    /// Of all categories the company sells; nil when it sells by none or the account's are unknown.
    package var breadth: Double?

    /// What is known of cost, on the window's own days, and of discounts, over its months: those up to the month it ends
    /// in, or up to the one before where later days of that month are in the ledger already.
    package struct Margin: Sendable, Equatable {
        package var revenue: Int64 = 0
        /// The part of the revenue whose cost is known, and that cost.
        package var costedRevenue: Int64 = 0
        package var cost: Int64 = 0
        package var discount: Int64 = 0
        /// Of the months that the discount is of.
        package var discountedRevenue: Int64 = 0

        package var isKnown: Bool { costedRevenue != 0 || cost != 0 }
        /// Of the revenue whose cost is known; nil when none is.
        package var gross: Int64? { isKnown ? costedRevenue - cost : nil }
        package var share: Double? {
            costedRevenue > 0 ? Double(costedRevenue - cost) / Double(costedRevenue) : nil
        }
        /// How much of the revenue has a known cost.
        package var knownShare: Double? {
            isKnown && revenue != 0 ? Double(costedRevenue) / Double(revenue) : nil
        }
        /// Net price ÷ list price; nil where no discount is recorded.
        package var priceRealisation: Double? {
            discount != 0 && discountedRevenue > 0 && discountedRevenue + discount > 0
                ? Double(discountedRevenue) / Double(discountedRevenue + discount) : nil
        }
    }

    /// Against the window before; nil when nothing was bought then or nobody knows.
    package var growth: Double? {
        guard let before = revenueBefore, before > 0 else { return nil }
        return Double(revenue - before) / Double(before)
    }

    /// Order days per month, a month being a twelfth of 365 days.
    package var frequency: Double { Double(orderDays) / (Double(window.count) / Self.monthLength) }

    private static let monthLength = 365.0 / 12

    /// - Parameters:
    ///   - ledger: the days the company's ledger covers.
    ///   - categoriesOffered: how many categories the company sells.
    package init(_ facts: AccountFacts, over window: DayRange, ledger: DayRange, categoriesOffered: Int) {
        self.window = window
        count(facts, ledger)
        let months = Self.months(of: window, ledger)
        addMonths(facts, months)
        countCategories(facts, months, offered: categoriesOffered)
    }

    /// - Parameter facts: settled.
    package init(
        _ facts: FactsBook, account: Int, currency: Currency, over window: DayRange, ledger: DayRange,
        categoriesOffered: Int
    ) {
        self.init(
            facts.facts(of: account, in: currency), over: window, ledger: ledger, categoriesOffered: categoriesOffered)
    }

    private mutating func count(_ facts: AccountFacts, _ ledger: DayRange) {
        let before = window.before
        var revenueBefore: Int64 = 0
        var (first, last) = (facts.span?.from, facts.span?.through)
        var days: [Day] = []
        var daysBefore: [Day] = []
        for row in facts.days {
            let day = row.key.day
            if day > window.through { break }
            let revenue = row.facts.purchases + row.facts.returns
            if row.facts.orders > 0 {
                first = min(first ?? day, day)
                last = max(last ?? day, day)
            }
            if day >= window.from {
                self.revenue += revenue
                margin.revenue += revenue
                margin.costedRevenue += row.facts.costedRevenue
                margin.cost += row.facts.cost
                purchases += row.facts.purchases
                orders += row.facts.orders
                if row.facts.orders > 0 { days.append(day) }
            } else if day >= before.from {
                revenueBefore += revenue
                if row.facts.orders > 0 { daysBefore.append(day) }
            }
        }
        if ledger.from <= before.from { self.revenueBefore = revenueBefore }
        recencyDays = last.map { window.through - $0 }
        tenureDays = first.map { window.through - $0 }
        orderDays = days.count
        rhythm = OrderRhythm(days, after: daysBefore, first: first, facts.months, through: window.through)
    }

    /// The window's months: twelve for a year, wherever in a month it ends.
    package static func months(of window: DayRange, _ ledger: DayRange) -> ClosedRange<Month> {
        let count = max(1, Int((Double(window.count) / monthLength).rounded()))
        let month = window.through.monthValue
        let isCut = window.through < month.last && ledger.through > window.through
        let last = isCut ? month.advanced(by: -1) : month
        return last.advanced(by: 1 - count)...last
    }

    private mutating func addMonths(_ facts: AccountFacts, _ months: ClosedRange<Month>) {
        for row in facts.months where months.contains(row.key.month) {
            margin.discountedRevenue += row.facts.revenue
            margin.discount += row.facts.discount
        }
        for row in facts.costs where window.contains(row.key.day) { costs.add(row.facts.amount, row.key.kind) }
    }

    private mutating func countCategories(_ facts: AccountFacts, _ months: ClosedRange<Month>, offered: Int) {
        var (count, latest) = (0, -1)
        for row in facts.categories where row.key.category != latest && months.contains(row.key.month) {
            count += 1
            latest = row.key.category
        }
        if count == 0, facts.months.contains(where: { months.contains($0.key.month) && $0.facts.lines > 0 }) { return }
        categories = count
        breadth = offered > 0 ? Double(count) / Double(offered) : nil
    }
}

/// How evenly an account orders: the intervals between the order days of a window.
package struct OrderRhythm: Sendable, Equatable {
    /// Days from one order day to the next; nil for fewer than two order days.
    package var meanInterval: Double?
    /// The mean over the window; where it holds fewer than two order days, with the window before. An account that fell
    /// silent keeps the rhythm it had.
    package var usualInterval: Double?
    /// Their sample standard deviation; nil for fewer than three order days.
    package var intervalSpread: Double?
    /// Spread ÷ mean with seasons taken out where the account is old enough to know them; nil below four intervals.
    package var variation: Double?
    package var isSeasonal = false

    /// Intervals below which nobody can tell how regular they are (SPEC Y1).
    package static let fewestIntervals = 4
    /// Whole years of an account's own orders that show its seasons.
    package static let seasonYears = 2...3

    init() {}

    /// - Parameters:
    ///   - days: the order days of the window, ascending.
    ///   - earlier: those of the window before.
    ///   - first: the account's first order day of all.
    ///   - months: its monthly facts, ascending.
    init(_ days: [Day], after earlier: [Day], first: Day?, _ months: AccountFacts.Rows<MonthlyFacts>, through end: Day)
    {
        let intervals = Self.intervals(days)
        meanInterval = Self.mean(intervals)
        usualInterval = meanInterval ?? Self.mean(Self.intervals(earlier + days))
        intervalSpread = Self.spread(intervals)
        guard let first, intervals.count >= Self.fewestIntervals else { return }
        if let clock = Self.clock(first, months, end) {
            isSeasonal = true
            variation = Self.variation(zip(days, days.dropFirst()).map { clock.time(from: $0, to: $1) })
        } else {
            variation = Self.variation(intervals)
        }
    }

    /// From the whole years that end with the window; nil for a younger account.
    private static func clock(_ first: Day, _ months: AccountFacts.Rows<MonthlyFacts>, _ end: Day) -> SeasonalClock? {
        let last = end < end.monthValue.last ? end.monthValue.advanced(by: -1) : end.monthValue
        let years = min((last.advanced(by: 1).first - first) / 365, seasonYears.upperBound)
        guard years >= seasonYears.lowerBound else { return nil }
        let start = last.advanced(by: 1 - years * 12)
        var orderDays = [Int](repeating: 0, count: 12)
        for row in months where row.key.month >= start && row.key.month <= last {
            orderDays[row.key.month.month - 1] += row.facts.orderDays
        }
        return SeasonalClock(orderDays: orderDays)
    }

    private static func intervals(_ days: [Day]) -> [Double] { zip(days.dropFirst(), days).map { Double($0 - $1) } }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    private static func spread(_ values: [Double]) -> Double? {
        guard values.count > 1, let mean = mean(values) else { return nil }
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }

    private static func variation(_ values: [Double]) -> Double? {
        guard let mean = mean(values), let spread = spread(values), mean > 0 else { return nil }
        return spread / mean
    }
}
