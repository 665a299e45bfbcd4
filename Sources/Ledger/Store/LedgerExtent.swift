package import Database
package import Measures

/// How far the ledger reaches, and whether it changed.
package enum LedgerExtent {
    /// The first and the last day any account bought; nil when none did.
    package static func days(in connection: any Connection) throws -> DayRange? {
        try connection.first("SELECT (SELECT min(first_day) FROM accounts), (SELECT max(last_day) FROM accounts)") {
            guard let first = $0.optionalInt(0), let last = $0.optionalInt(1) else { return nil }
            return DayRange(from: Day(first), through: Day(last))
        } ?? nil
    }

    /// Whether any order came in, be it a return.
    package static func hasOrders(in currency: Currency, _ connection: any Connection) throws -> Bool {
        try connection.integer("SELECT id FROM orders WHERE currency = \(currency.code) LIMIT 1") != nil
    }

    /// The last day any of these accounts bought.
    package static func lastDay(of accounts: [Int], in connection: any Connection) throws -> Day? {
        try connection.integer("SELECT max(last_day) FROM accounts WHERE id IN \(list: accounts)").map { Day($0) }
    }

    /// Changes with whatever is written to the ledger.
    package static func version(in connection: any Connection) throws -> String {
        try connection.first(
            """
            SELECT CAST(coalesce(max(id), 0) AS BIGINT),
                CAST(coalesce(sum(orders_new + orders_changed + costs_new + costs_changed), 0) AS BIGINT),
                CAST(count(CASE WHEN state = 'undone' THEN 1 END) AS BIGINT),
                CAST(count(CASE WHEN state IN ('running', 'undoing') THEN 1 END) AS BIGINT),
                CAST(coalesce(sum(progress), 0) AS DOUBLE PRECISION)
            FROM runs
            """
        ) { "\(try $0.int(0)) \(try $0.int(1)) \(try $0.int(2)) \(try $0.int(3)) \(try $0.double(4))" } ?? ""
    }
}
