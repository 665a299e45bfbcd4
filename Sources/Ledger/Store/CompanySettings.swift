package import Database
package import Foundation
package import Measures

/// What the company has settled for all its work.
package enum CompanySettings {
    package static let usualTimeZone = TimeZone(identifier: "Asia/Shanghai") ?? .gmt

    package static func currency(in connection: any Connection) throws -> Currency? {
        try value(.currency, in: connection).flatMap(Currency.init)
    }

    /// The company's currency; nil also while no order rests on it, so that it can still be another.
    package static func settledCurrency(in connection: any Connection) throws -> Currency? {
        guard let currency = try currency(in: connection) else { return nil }
        let hasOrders = try connection.integer("SELECT 1 FROM orders LIMIT 1") != nil
        return hasOrders ? currency : nil
    }

    /// The company's currency; a company without orders takes the one offered.
    package static func currency(orTake offered: Currency, in connection: any Connection) throws -> Currency {
        if let currency = try settledCurrency(in: connection) { return currency }
        try keep(offered.code, as: .currency, in: connection)
        return offered
    }

    /// Makes another currency the company's. Orders keep theirs; what lists show of every account is counted anew, and
    /// whatever was judged in the former one is judged again.
    /// - Throws: `LedgerError.runUnderWay`.
    package static func change(to currency: Currency, now: Int, in connection: any Connection) throws {
        guard try self.currency(in: connection) != currency else { return }
        let running = try connection.rows("SELECT id FROM runs WHERE state IN ('running', 'undoing')") { try $0.int(0) }
        for run in running where try RunStore.isAtWork(run, now: now, in: connection) {
            throw LedgerError.runUnderWay(run)
        }
        try keep(currency.code, as: .currency, in: connection)
        let days: SQL = """
            FROM order_days WHERE account_id = accounts.id AND currency = \(currency.code) AND orders > 0
            """
        let months: SQL = "FROM monthly_facts WHERE account_id = accounts.id AND currency = \(currency.code)"
        try connection.execute(
            """
            UPDATE accounts SET
                revenue_minor = coalesce((SELECT CAST(sum(revenue_minor) AS BIGINT) \(months)), 0),
                orders = coalesce((SELECT CAST(sum(orders) AS BIGINT) \(months)), 0),
                first_day = (SELECT min(day) \(days)), last_day = (SELECT max(day) \(days))
            """)
    }

    /// Where the company's days begin and end; a time without a zone is in it.
    package static func timeZone(in connection: any Connection) throws -> TimeZone {
        try value(.timeZone, in: connection).flatMap { TimeZone(identifier: $0) } ?? usualTimeZone
    }

    package static func keep(_ zone: TimeZone, in connection: any Connection) throws {
        try keep(zone.identifier, as: .timeZone, in: connection)
    }

    /// Nil while every month is open.
    package static func closedMonths(in connection: any Connection) throws -> ClosedMonths? {
        guard let month = try value(.closedThrough, in: connection).flatMap(Month.init(iso:)) else { return nil }
        return ClosedMonths(through: month, lateOrders: try lateOrders(in: connection))
    }

    package static func lateOrders(in connection: any Connection) throws -> ClosedMonths.LateOrders {
        try value(.lateOrders, in: connection).flatMap(ClosedMonths.LateOrders.init) ?? .refuse
    }

    /// - Parameter month: the last closed one; nil opens all.
    package static func close(through month: Month?, in connection: any Connection) throws {
        try keep(month?.iso ?? "", as: .closedThrough, in: connection)
    }

    package static func keep(_ lateOrders: ClosedMonths.LateOrders, in connection: any Connection) throws {
        try keep(lateOrders.rawValue, as: .lateOrders, in: connection)
    }

    private enum Name: String {
        case currency
        case timeZone = "time_zone"
        case closedThrough = "closed_through"
        case lateOrders = "late_orders"
    }

    private static func value(_ name: Name, in connection: any Connection) throws -> String? {
        try connection.text("SELECT value FROM settings WHERE name = \(name.rawValue)")
    }

    private static func keep(_ value: String, as name: Name, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO settings (name, value) VALUES (\(name.rawValue), \(value))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
    }
}
