package import Database
import Ledger
package import Measures
package import People

/// Reads the facts that portfolio reports rest on; never lines (SPEC L2).
package struct PortfolioStore: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// Revenue by account over a period, both days included, in one currency: unlike currencies are never added.
    package func concentration(_ range: DayRange, currency: Currency, scope: Scope) async throws -> Concentration {
        if scope.isNothing { return Concentration(range: range, currency: currency, accounts: []) }
        return try await database.read { connection in
            let accounts = try connection.rows(
                """
                SELECT account_id, CAST(sum(purchases_minor + returns_minor) AS BIGINT)
                FROM order_days
                WHERE day BETWEEN \(Int(range.from.number)) AND \(Int(range.through.number))
                    AND currency = \(currency.code)
                GROUP BY account_id
                """
            ) { try Concentration.Account(id: $0.int(0), revenue: Int64($0.int(1))) }
            return Concentration(range: range, currency: currency, accounts: accounts)
        }
    }

    /// Accounts with lines in other currencies in the period: what a report in one currency leaves out.
    package func otherCurrencies(
        _ range: DayRange, besides currency: Currency, scope: Scope
    ) async throws -> [(currency: Currency, accounts: Int)] {
        if scope.isNothing { return [] }
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT currency, CAST(count(DISTINCT account_id) AS BIGINT) FROM order_days
                WHERE day BETWEEN \(Int(range.from.number)) AND \(Int(range.through.number))
                    AND currency <> \(currency.code)
                GROUP BY currency ORDER BY currency
                """
            ) { (try $0.text(0), try $0.int(1)) }
        }.compactMap { code, accounts in Currency(code).map { ($0, accounts) } }
    }

    /// Recency, frequency and purchases of every account that bought by the day, the day included.
    package func rfm(asOf day: Day, currency: Currency, scope: Scope) async throws -> [RFM] {
        if scope.isNothing { return [] }
        return try await database.read { connection in
            RFM.scored(
                try connection.rows(
                    """
                    SELECT a.id, a.code, d.last_day, d.orders, d.purchases
                    FROM (
                        SELECT account_id, CAST(max(CASE WHEN orders > 0 THEN day END) AS BIGINT) AS last_day,
                            CAST(sum(orders) AS BIGINT) AS orders, CAST(sum(purchases_minor) AS BIGINT) AS purchases
                        FROM order_days
                        WHERE day <= \(Int(day.number)) AND currency = \(currency.code)
                        GROUP BY account_id HAVING sum(orders) > 0
                    ) d JOIN accounts a ON a.id = d.account_id
                    """
                ) { row in
                    RFM(
                        id: try row.int(0), code: try row.text(1), recencyDays: day - Day(try row.int(2)),
                        frequency: try row.int(3), monetary: Int64(try row.int(4)))
                })
        }
    }

    /// The company by month: what all accounts together did.
    package func months(_ range: DayRange?, currency: Currency, scope: Scope) async throws -> [CompanyMonth] {
        if scope.isNothing { return [] }
        let first = range.map { Int($0.from.monthValue.index) } ?? 0
        let last = range.map { Int($0.through.monthValue.index) } ?? Int(Int32.max)
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT month, CAST(count(*) AS BIGINT), CAST(sum(orders) AS BIGINT), CAST(sum(lines) AS BIGINT),
                    CAST(sum(revenue_minor) AS BIGINT), CAST(sum(purchases_minor) AS BIGINT),
                    CAST(sum(cost_minor) AS BIGINT), CAST(sum(costed_revenue_minor) AS BIGINT)
                FROM monthly_facts
                WHERE currency = \(currency.code) AND month BETWEEN \(first) AND \(last)
                GROUP BY month ORDER BY month
                """
            ) { row in
                CompanyMonth(
                    month: Month(index: try row.int(0)), accounts: try row.int(1), orders: try row.int(2),
                    lines: try row.int(3), revenue: Int64(try row.int(4)), purchases: Int64(try row.int(5)),
                    cost: Int64(try row.int(6)), costedRevenue: Int64(try row.int(7)))
            }
        }
    }

    /// First and last day with a line, and the company's currency; nil when there are no orders.
    package func extent() async throws -> (days: DayRange, currency: Currency)? {
        let found = try await database.read { connection in
            let currency = try CompanySettings.currency(in: connection)
            let days = try connection.first("SELECT min(day), max(day) FROM order_days") {
                ($0.optionalInt(0), $0.optionalInt(1))
            }
            return (currency, days?.0, days?.1)
        }
        guard let currency = found.0, let first = found.1, let last = found.2,
            let days = DayRange(from: Day(first), through: Day(last))
        else { return nil }
        return (days, currency)
    }

    /// Code and name of accounts, by id.
    package func names(of ids: [Int], scope: Scope) async throws -> [Int: (code: String, name: String)] {
        if scope.isNothing { return [:] }
        let rows = try await database.read { connection in
            try connection.rows("SELECT id, code, name FROM accounts WHERE id IN \(list: ids)") {
                (try $0.int(0), try $0.text(1), try $0.text(2))
            }
        }
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, ($0.1, $0.2)) })
    }
}

/// One month of the whole company in one currency; amounts in minor units.
package struct CompanyMonth: Sendable, Hashable {
    package var month: Month
    /// Accounts with a line in the month.
    package var accounts: Int
    package var orders: Int
    package var lines: Int
    package var revenue: Int64
    package var purchases: Int64
    package var cost: Int64
    package var costedRevenue: Int64
}
