import Measures

/// An account's last 24 months in one currency, up to the last month anyone bought. A month without orders is zero;
/// a month before the ledger begins is unknown, which is not zero (SPEC P4).
struct RevenueMonths: Sendable, Equatable {
    static let length = 24

    let currency: Currency
    let months: [Month]
    /// One for each month; nil where the ledger knows nothing.
    let facts: [MonthlyFacts?]
    /// One for each month: gross margin less what serving the account cost; nil where the cost of goods is not known of
    /// the whole revenue.
    let contributions: [Int64?]

    /// - Parameter ledger: the first and the last day anyone bought.
    /// - Returns: nil for an account without facts in the currency.
    /// - Parameter costs: what the account cost in each month.
    init?(_ all: [AccountMonth], currency: Currency, ledger: DayRange?, costs: [Month: Int64] = [:]) {
        let own = all.filter { $0.currency == currency }
        guard let newest = own.map(\.month).max(), let oldest = own.map(\.month).min() else { return nil }
        let last = max(newest, ledger?.through.monthValue ?? newest)
        let first = min(oldest, ledger?.from.monthValue ?? oldest)
        let known = Dictionary(uniqueKeysWithValues: own.map { ($0.month, $0.facts) })
        self.currency = currency
        months = (0..<Self.length).map { last.advanced(by: $0 + 1 - Self.length) }
        facts = months.map { month in month < first ? nil : known[month] ?? MonthlyFacts() }
        let hasCosts = own.contains { $0.facts.cost != 0 }
        contributions = zip(months, facts).map { month, facts in
            guard hasCosts, let facts, facts.costedRevenue == facts.revenue else { return nil }
            return facts.revenue - facts.cost - (costs[month] ?? 0)
        }
    }

    /// The first month the ledger knows, when the chart begins before it.
    var ledgerStart: Month? {
        guard facts.first == .some(nil) else { return nil }
        return zip(months, facts).first { $1 != nil }?.0
    }
}

extension MonthlyFacts {
    /// What revenue has beside purchases: returns, cancellations and corrections; mostly below zero.
    var returns: Int64 { revenue - purchases }

    /// The part of the revenue whose cost is known; nil when there is no revenue.
    var costKnownShare: Double? { revenue == 0 ? nil : Double(costedRevenue) / Double(revenue) }
}
