import Accounts
package import Database
import Ledger
package import Measures
package import Rights

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
                    AND currency = \(currency.code) AND \(scope.covers("account_id"))
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
                    AND currency <> \(currency.code) AND \(scope.covers("account_id"))
                GROUP BY currency ORDER BY currency
                """
            ) { (try $0.text(0), try $0.int(1)) }
        }.compactMap { code, accounts in Currency(code).map { ($0, accounts) } }
    }

    /// Recency, frequency and purchases of every account that bought in the period, both its days included.
    /// - Parameter day: recency is counted back from it.
    package func rfm(_ range: DayRange, asOf day: Day, currency: Currency, scope: Scope) async throws -> [RFM] {
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
                        WHERE day BETWEEN \(Int(range.from.number)) AND \(Int(range.through.number))
                            AND currency = \(currency.code) AND \(scope.covers("account_id"))
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

    /// The company by month: what all accounts together did on the days of the period.
    ///
    /// A month that is only partly in the period is counted from its order days.
    package func months(_ range: DayRange, currency: Currency, scope: Scope) async throws -> [CompanyMonth] {
        if scope.isNothing { return [] }
        let partial = range.months.filter { range.intersection($0.days) != $0.days }
        return try await database.read { connection in
            let whole = try Self.wholeMonths(range, currency, scope, in: connection).filter {
                !partial.contains($0.month)
            }
            let parts = try partial.compactMap { month in
                try range.intersection(month.days).flatMap {
                    try Self.days($0, of: month, currency, scope, in: connection)
                }
            }
            return (whole + parts).sorted { $0.month < $1.month }
        }
    }

    private static func wholeMonths(
        _ range: DayRange, _ currency: Currency, _ scope: Scope, in connection: any Connection
    ) throws -> [CompanyMonth] {
        try connection.rows(
            """
            SELECT month, CAST(count(*) AS BIGINT), CAST(sum(orders) AS BIGINT), CAST(sum(lines) AS BIGINT),
                CAST(sum(revenue_minor) AS BIGINT), CAST(sum(purchases_minor) AS BIGINT),
                CAST(sum(cost_minor) AS BIGINT), CAST(sum(costed_revenue_minor) AS BIGINT)
            FROM monthly_facts
            WHERE currency = \(currency.code)
                AND month BETWEEN \(Int(range.from.monthValue.index)) AND \(Int(range.through.monthValue.index))
                AND \(scope.covers("account_id"))
            GROUP BY month
            """
        ) { row in
            CompanyMonth(
                month: Month(index: try row.int(0)), accounts: try row.int(1), orders: try row.int(2),
                lines: try row.int(3), revenue: Int64(try row.int(4)), purchases: Int64(try row.int(5)),
                cost: scope.sees(.cost) ? Int64(try row.int(6)) : nil,
                costedRevenue: scope.sees(.cost) ? Int64(try row.int(7)) : nil)
        }
    }

    /// Nil when nothing happened on these days.
    private static func days(
        _ range: DayRange, of month: Month, _ currency: Currency, _ scope: Scope, in connection: any Connection
    ) throws -> CompanyMonth? {
        let found = try connection.first(
            """
            SELECT CAST(count(DISTINCT account_id) AS BIGINT), CAST(COALESCE(sum(orders), 0) AS BIGINT),
                CAST(COALESCE(sum(lines), 0) AS BIGINT),
                CAST(COALESCE(sum(purchases_minor + returns_minor), 0) AS BIGINT),
                CAST(COALESCE(sum(purchases_minor), 0) AS BIGINT), CAST(COALESCE(sum(cost_minor), 0) AS BIGINT),
                CAST(COALESCE(sum(costed_revenue_minor), 0) AS BIGINT)
            FROM order_days
            WHERE currency = \(currency.code)
                AND day BETWEEN \(Int(range.from.number)) AND \(Int(range.through.number))
                AND \(scope.covers("account_id"))
            """
        ) { row in
            CompanyMonth(
                month: month, accounts: try row.int(0), orders: try row.int(1), lines: try row.int(2),
                revenue: Int64(try row.int(3)), purchases: Int64(try row.int(4)),
                cost: scope.sees(.cost) ? Int64(try row.int(5)) : nil,
                costedRevenue: scope.sees(.cost) ? Int64(try row.int(6)) : nil)
        }
        return found.flatMap { $0.accounts == 0 ? nil : $0 }
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
            try connection.rows("SELECT id, code, name FROM accounts WHERE id IN \(list: ids) AND \(scope.coversRow())")
            {
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
    /// Nil for whoever may not see costs.
    package var cost: Int64?
    package var costedRevenue: Int64?
}
