package import Database
import Measures

/// Reads and writes the facts of accounts. The rows of the accounts at hand are read whole, changed by the rules and
/// written back, so that distinct counts are always counted and never guessed.
package enum FactsStore {
    package static func load(_ accounts: [Int], in connection: any Connection) throws -> FactsBook {
        var book = FactsBook()
        guard !accounts.isEmpty else { return book }
        try connection.forEachRow(
            """
            SELECT account_id, month, currency, orders, lines, quantity, revenue_minor, purchases_minor, cost_minor,
                costed_revenue_minor, discount_minor, order_days, categories
            FROM monthly_facts WHERE account_id IN \(list: accounts)
            """
        ) { row in
            let key = try MonthlyFacts.Key(
                account: row.int(0), month: Month(index: row.int(1)), currency: row.currency(2))
            book.months[key] = try MonthlyFacts(row, from: 3)
        }
        try connection.forEachRow(
            """
            SELECT account_id, day, currency, orders, lines, purchases_minor, returns_minor
            FROM order_days WHERE account_id IN \(list: accounts)
            """
        ) { row in
            let key = try OrderDayFacts.Key(account: row.int(0), day: Day(row.int(1)), currency: row.currency(2))
            book.days[key] = try OrderDayFacts(row, from: 3)
        }
        try connection.forEachRow(
            """
            SELECT account_id, category_id, month, currency, lines, quantity, revenue_minor
            FROM category_months WHERE account_id IN \(list: accounts)
            """
        ) { row in
            let key = try CategoryMonthFacts.Key(
                account: row.int(0), category: row.int(1), month: Month(index: row.int(2)), currency: row.currency(3))
            book.categories[key] = try CategoryMonthFacts(row, from: 4)
        }
        return book
    }

    /// Stores `after` where it differs from `before`, for the keys that `changes` touched.
    package static func save(
        _ after: FactsBook, before: FactsBook, touched changes: FactsBook, in connection: any Connection
    ) throws {
        let months = Set(changes.months.keys)
        try replace(monthly, months, before.months, after.months, in: connection) { try $0.write($1, $2) }
        try replace(orderDays, Set(changes.days.keys), before.days, after.days, in: connection) { try $0.write($1, $2) }
        try replace(
            categoryMonths, Set(changes.categories.keys), before.categories, after.categories, in: connection
        ) { try $0.write($1, $2) }
    }

    /// New rows are inserted in the order of their key, known ones replaced, empty ones taken away.
    private static func replace<Key: FactsKey, Facts: Equatable>(
        _ table: FactsTable, _ touched: Set<Key>, _ before: [Key: Facts], _ after: [Key: Facts],
        in connection: any Connection, write: (any BulkWriter, Key, Facts) throws -> Void
    ) throws {
        let keys = touched.sorted()
        let gone = keys.filter { before[$0] != nil && after[$0] == nil }
        try connection.batch(gone.map { SQL(unsafe: "DELETE FROM \(table.name) WHERE ") + $0.condition })
        for (isNew, conflict) in [(true, BulkTarget.Conflict.refuse), (false, .replace(key: table.key))] {
            let rows = keys.filter { (before[$0] == nil) == isNew && after[$0] != nil && after[$0] != before[$0] }
            guard !rows.isEmpty else { continue }
            try connection.bulk(BulkTarget(table.name, table.columns, onConflict: conflict)) { writer in
                for key in rows {
                    guard let facts = after[key] else { continue }
                    try write(writer, key, facts)
                }
            }
        }
    }

    private static let monthly = FactsTable(
        name: "monthly_facts", key: ["account_id", "month", "currency"],
        columns: [
            ("account_id", .bigint), ("month", .integer), ("currency", .text), ("orders", .bigint), ("lines", .bigint),
            ("quantity", .bigint), ("revenue_minor", .bigint), ("purchases_minor", .bigint), ("cost_minor", .bigint),
            ("costed_revenue_minor", .bigint), ("discount_minor", .bigint), ("order_days", .bigint),
            ("categories", .bigint),
        ])

    private static let orderDays = FactsTable(
        name: "order_days", key: ["account_id", "day", "currency"],
        columns: [
            ("account_id", .bigint), ("day", .integer), ("currency", .text), ("orders", .bigint), ("lines", .bigint),
            ("purchases_minor", .bigint), ("returns_minor", .bigint),
        ])

    private static let categoryMonths = FactsTable(
        name: "category_months", key: ["account_id", "category_id", "month", "currency"],
        columns: [
            ("account_id", .bigint), ("category_id", .bigint), ("month", .integer), ("currency", .text),
            ("lines", .bigint), ("quantity", .bigint), ("revenue_minor", .bigint),
        ])
}

private struct FactsTable: Sendable {
    let name: String
    let key: [String]
    let columns: [(name: String, type: BulkTarget.ColumnType)]
}

private protocol FactsKey: Hashable, Comparable {
    var condition: SQL { get }
}

extension MonthlyFacts.Key: FactsKey {
    var condition: SQL { "account_id = \(account) AND month = \(Int(month.index)) AND currency = \(currency.code)" }
}

extension OrderDayFacts.Key: FactsKey {
    var condition: SQL { "account_id = \(account) AND day = \(Int(day.number)) AND currency = \(currency.code)" }
}

extension CategoryMonthFacts.Key: FactsKey {
    var condition: SQL {
        "account_id = \(account) AND category_id = \(category) AND month = \(Int(month.index)) AND currency = \(currency.code)"
    }
}
