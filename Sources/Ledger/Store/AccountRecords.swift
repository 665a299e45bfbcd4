package import Accounts
package import Database
package import Measures
package import Rights

/// What the account page shows of the ledger, read at one moment: its parts agree with each other while an import runs.
package struct AccountRecords: Sendable {
    /// The monthly facts in every currency, newest first.
    package var months: [AccountMonth]
    /// Twelve months up to the last day anyone bought, in the company's currency.
    package var measures: AccountMeasures?
    /// What the account cost in each of the newest months, in the company's currency.
    package var costMonths: [Month: Int64] = [:]
    /// Nil when it had none in twelve months.
    package var costs: AccountCosts?
    /// One more than asked for, if there are so many.
    package var newestOrders: [OrderHead]

    /// - Parameters:
    ///   - books: nil before the first import.
    ///   - today: costs of later days move nothing.
    ///   - orders: how many of the newest are shown.
    ///   - costs: the same of costs.
    /// - Returns: nil when nothing of the account may be seen.
    package static func read(
        _ account: Int, books: CompanyBooks.State?, today: Day, orders: Int, costs: Int, scope: Scope,
        from database: any Database
    ) async throws -> AccountRecords? {
        if scope.isNothing { return nil }
        var listing = OrderListing(account: account)
        listing.size = orders
        return try await database.read { [listing] connection in
            guard try scope.includes(account, in: connection) else { return nil }
            var records = AccountRecords(
                months: try OrderReading.months(account, scope, in: connection),
                newestOrders: try OrderReading.orders(listing, scope, in: connection))
            if let currency = books?.currency, let ledger = books?.days {
                try records.measure(account, currency, ledger, connection)
                if scope.sees(.cost) {
                    records.costs = try CostReading.year(
                        of: account, through: ledger.through, today: today, showing: costs, in: connection)
                } else {
                    records.measures?.margin.maskCosts()
                    records.costMonths = [:]
                }
            }
            return records
        }
    }

    private mutating func measure(
        _ account: Int, _ currency: Currency, _ ledger: DayRange, _ connection: any Connection
    ) throws {
        let window = DayRange.year(through: ledger.through)
        let offered = try connection.integer("SELECT CAST(count(*) AS BIGINT) FROM categories") ?? 0
        let walk = FactsWalk(
            currency: currency, groups: .none, through: window.through,
            since: window.through.monthValue.advanced(by: -12 * OrderRhythm.seasonYears.upperBound),
            daysSince: window.before.from, categoriesSince: window.from.monthValue)
        let facts = try walk.unit(account, members: [account], connection)
        measures = AccountMeasures(
            facts ?? AccountFacts(months: [], days: [], categories: []), over: window, ledger: ledger,
            categoriesOffered: offered)
        for row in try FactsStore.costs(of: [account], in: connection) where row.key.currency == currency {
            costMonths[row.key.month, default: 0] += row.facts.amount
        }
    }
}
