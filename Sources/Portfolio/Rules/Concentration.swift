package import Measures
package import Statistics

/// How much of a period's revenue comes from how few accounts (SPEC B4).
package struct Concentration: Sendable {
    package struct Account: Sendable, Hashable {
        package var id: Int
        /// Net of returns in the period, minor units.
        package var revenue: Int64

        package init(id: Int, revenue: Int64) {
            self.id = id
            self.revenue = revenue
        }
    }

    package let range: DayRange
    package let currency: Currency
    /// Accounts with a line in the period, the largest first; of equals the lower id first.
    package let ranked: [Account]
    /// Net total, negatives included.
    package let revenue: Int64
    package let negativeAccounts: Int
    /// Nil when there is no revenue to be shared.
    package let gini: Double?
    package let top: [TopShare]

    /// The shares SPEC B4 names, and half of all accounts.
    package static let percents = [1, 5, 10, 20, 50]

    package init(range: DayRange, currency: Currency, accounts: [Account]) {
        self.range = range
        self.currency = currency
        ranked = accounts.sorted { ($1.revenue, $0.id) < ($0.revenue, $1.id) }
        let revenues = ranked.map(\.revenue)
        revenue = revenues.reduce(0, +)
        negativeAccounts = revenues.count { $0 < 0 }
        gini = Statistics.gini(revenues)
        top = Self.percents.compactMap { topShare(percent: $0, ofDescending: revenues) }
    }

    /// The curve of cumulative shares, thinned to at most `limit` points.
    package func curve(limit: Int) -> [CurvePoint] {
        concentrationCurve(ofDescending: ranked.map(\.revenue), limit: limit)
    }
}
