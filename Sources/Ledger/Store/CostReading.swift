import Accounts
package import Database
package import Measures
package import Rights

/// Reads the costs of an account for pages.
package struct CostReading: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// What an account cost in each month, in one currency.
    package func months(of account: Int, currency: Currency, scope: Scope) async throws -> [Month: Int64] {
        guard scope.sees(.cost) else { return [:] }
        return try await database.read { connection in
            guard try scope.includes(account, in: connection) else { return [:] }
            var months: [Month: Int64] = [:]
            for row in try FactsStore.costs(of: [account], in: connection) where row.key.currency == currency {
                months[row.key.month, default: 0] += row.facts.amount
            }
            return months
        }
    }

    /// The last twelve months of an account's costs, up to its newest one or, where that is later, a day; nil when it
    /// has none in them, or none this person may see.
    /// - Parameter today: costs of later days move nothing.
    package func year(
        of account: Int, through day: Day, today: Day, showing limit: Int, scope: Scope
    ) async throws -> AccountCosts? {
        guard scope.sees(.cost) else { return nil }
        return try await database.read { connection in
            guard try scope.includes(account, in: connection) else { return nil }
            return try Self.year(of: account, through: day, today: today, showing: limit, in: connection)
        }
    }

    static func year(
        of account: Int, through day: Day, today: Day, showing limit: Int, in connection: any Connection
    ) throws -> AccountCosts? {
        let newest = try connection.integer("SELECT max(day) FROM account_costs WHERE account_id = \(account)")
        guard let newest else { return nil }
        let window = DayRange.year(through: max(day, min(Day(newest), today)))
        let costs = try AccountCosts(account, over: window, showing: limit, in: connection)
        return costs.count > 0 ? costs : nil
    }
}

/// What was spent on an account over a window.
package struct AccountCosts: Sendable, Equatable {
    package var window: DayRange
    /// All of them, shown or not.
    package var count = 0
    /// Ascending by currency: unlike ones are never added.
    package var totals: [Total] = []
    package var newest: [Cost] = []

    package struct Total: Sendable, Equatable {
        package var currency: Currency
        package var costs: ServingCosts
    }

    init(_ account: Int, over window: DayRange, showing limit: Int, in connection: any Connection) throws {
        self.window = window
        let these: SQL = """
            account_id = \(account) AND day BETWEEN \(Int(window.from.number)) AND \(Int(window.through.number))
            """
        try connection.forEachRow(
            """
            SELECT currency, kind, CAST(sum(amount_minor) AS BIGINT), CAST(count(*) AS BIGINT)
            FROM account_costs WHERE \(these) GROUP BY currency, kind ORDER BY currency, kind
            """
        ) { row in
            let currency = try row.currency(0)
            if totals.last?.currency != currency { totals.append(Total(currency: currency, costs: ServingCosts())) }
            totals[totals.count - 1].costs.add(try row.int64(2), try row.costKind(1))
            count += try row.int(3)
        }
        newest = try connection.rows(
            """
            SELECT \(StoredCost.columns("account_costs")) FROM account_costs
            WHERE \(these) ORDER BY day DESC, id DESC LIMIT \(limit)
            """
        ) { try StoredCost($0).cost }
    }
}
