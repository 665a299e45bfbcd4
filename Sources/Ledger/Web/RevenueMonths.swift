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
    /// the whole revenue, or where the costs of the month are not in yet.
    let contributions: [Int64?]
    /// The last month whose costs are in, where later ones still wait for theirs.
    let costsThrough: Month?

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
        // Where nothing was bought since, no costs are waited for.
        let lastBought = own.last { $0.facts.purchases != 0 && $0.month > (costs.keys.max() ?? last) }
        let costsThrough = hasCosts && lastBought != nil ? Self.costsThrough(costs, before: last) : nil
        self.costsThrough = costsThrough
        contributions = zip(months, facts).map { month, facts in
            guard hasCosts, let facts, facts.costedRevenue == facts.revenue else { return nil }
            if let costsThrough, month > costsThrough { return nil }
            return facts.revenue - facts.cost - (costs[month] ?? 0)
        }
    }

    /// Months that costs may be late; after that there seem to be none.
    private static let wait = 2

    /// The last month with costs, where later ones wait for theirs: costs that come in most months are booked at the
    /// end of each or later, and without them a month looks better than it is.
    private static func costsThrough(_ costs: [Month: Int64], before end: Month) -> Month? {
        guard let last = costs.keys.max(), last < end, end <= last.advanced(by: wait) else { return nil }
        return (0..<3).count { costs[last.advanced(by: -$0)] != nil } > 1 ? last : nil
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
