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
            try book.months.add(MonthlyFacts(row, from: 3), at: key)
        }
        try connection.forEachRow(
            """
            SELECT account_id, day, currency, orders, lines, purchases_minor, returns_minor, cost_minor,
                costed_revenue_minor
            FROM order_days WHERE account_id IN \(list: accounts)
            """
        ) { row in
            let key = try OrderDayFacts.Key(account: row.int(0), day: Day(row.int(1)), currency: row.currency(2))
            try book.days.add(OrderDayFacts(row, from: 3), at: key)
        }
        try connection.forEachRow(
            """
            SELECT account_id, category_id, month, currency, lines, quantity, revenue_minor
            FROM category_months WHERE account_id IN \(list: accounts)
            """
        ) { row in
            let key = try CategoryMonthFacts.Key(
                account: row.int(0), category: row.int(1), month: Month(index: row.int(2)), currency: row.currency(3))
            try book.categories.add(CategoryMonthFacts(row, from: 4), at: key)
        }
        return book.settled
    }

    /// Stores `after` where it differs from `before`, for the keys that `changes` touched.
    package static func save(
        _ after: FactsBook, before: FactsBook, touched changes: FactsBook, in connection: any Connection
    ) throws {
        let changes = changes.settled
        try ChangedAccounts.note(changes.accounts, in: connection)
        try replace(monthly, changes.months, before.months, after.months, in: connection) { try $0.write($1, $2) }
        try replace(orderDays, changes.days, before.days, after.days, in: connection) { try $0.write($1, $2) }
        try replace(categoryMonths, changes.categories, before.categories, after.categories, in: connection) {
            try $0.write($1, $2)
        }
    }

    /// New rows are inserted in the order of their key, known ones replaced, empty ones taken away.
    static func replace<Facts: StoredFacts>(
        _ table: FactsTable, _ touched: KeyedSums<Facts>, _ before: KeyedSums<Facts>, _ after: KeyedSums<Facts>,
        in connection: any Connection, write: (any BulkWriter, Facts.Key, Facts) throws -> Void
    ) throws {
        var (new, changed, gone): ([Int], [Int], [Facts.Key]) = ([], [], [])
        for row in touched {
            let known = before.isEmpty ? nil : before[row.key]
            if let place = after.place(of: row.key) {
                if known == nil { new.append(place) } else if known != after[place].facts { changed.append(place) }
            } else if known != nil {
                gone.append(row.key)
            }
        }
        try delete(gone, from: table, Facts.self, after, in: connection)
        for (places, conflict) in [(new, BulkTarget.Conflict.refuse), (changed, .replace(key: table.key))]
        where !places.isEmpty {
            try connection.bulk(BulkTarget(table.name, table.columns, onConflict: conflict)) { writer in
                for place in places { try write(writer, after[place].key, after[place].facts) }
            }
        }
    }

    /// Accounts that have nothing left go as a whole, the others' rows by what they have in common.
    private static func delete<Facts: StoredFacts>(
        _ keys: [Facts.Key], from table: FactsTable, _ facts: Facts.Type, _ after: KeyedSums<Facts>,
        in connection: any Connection
    ) throws {
        if keys.isEmpty { return }
        let left = Set(after.map(\.key.account))
        let emptied = Set(keys.map(\.account)).subtracting(left)
        let target = SQL(unsafe: "DELETE FROM \(table.name) WHERE ")
        if !emptied.isEmpty { try connection.execute(target + "account_id IN \(list: emptied.sorted())") }
        var groups: [Facts.Rest: [Int]] = [:]
        for key in keys where !emptied.contains(key.account) {
            groups[Facts.rest(key), default: []].append(key.account)
        }
        try connection.batch(
            groups.map { rest, accounts in target + "account_id IN \(list: accounts) AND " + Facts.condition(rest) })
    }

    private static let monthly = FactsTable(
        name: "monthly_facts", key: ["account_id", "month", "currency"],
        columns: [
            ("account_id", .bigint), ("month", .integer), ("currency", .text), ("orders", .bigint), ("lines", .bigint),
            ("quantity", .bigint), ("revenue_minor", .bigint), ("purchases_minor", .bigint), ("cost_minor", .bigint),
            ("costed_revenue_minor", .bigint), ("discount_minor", .bigint), ("order_days", .bigint),
            ("categories", .bigint),
        ])

    static let orderDays = FactsTable(
        name: "order_days", key: ["account_id", "day", "currency"],
        columns: [
            ("account_id", .bigint), ("day", .integer), ("currency", .text), ("orders", .bigint), ("lines", .bigint),
            ("purchases_minor", .bigint), ("returns_minor", .bigint), ("cost_minor", .bigint),
            ("costed_revenue_minor", .bigint),
        ])

    private static let categoryMonths = FactsTable(
        name: "category_months", key: ["account_id", "category_id", "month", "currency"],
        columns: [
            ("account_id", .bigint), ("category_id", .bigint), ("month", .integer), ("currency", .text),
            ("lines", .bigint), ("quantity", .bigint), ("revenue_minor", .bigint),
        ])
}

struct FactsTable: Sendable {
    let name: String
    let key: [String]
    let columns: [(name: String, type: BulkTarget.ColumnType)]
}

/// Facts with a table of their own.
protocol StoredFacts: SummedFacts where Key: AccountKey {
    /// A key without its account.
    associatedtype Rest: Hashable

    static func rest(_ key: Key) -> Rest
    static func condition(_ rest: Rest) -> SQL
}

/// A month or a day, a currency, and what else a fact is of.
struct FactsRest: Hashable {
    var time: Int
    var currency: Currency
    var kind = 0
}

extension MonthlyFacts: StoredFacts {
    static func rest(_ key: Key) -> FactsRest { FactsRest(time: Int(key.month.index), currency: key.currency) }
    static func condition(_ rest: FactsRest) -> SQL { "month = \(rest.time) AND currency = \(rest.currency.code)" }
}

extension OrderDayFacts: StoredFacts {
    static func rest(_ key: Key) -> FactsRest { FactsRest(time: Int(key.day.number), currency: key.currency) }
    static func condition(_ rest: FactsRest) -> SQL { "day = \(rest.time) AND currency = \(rest.currency.code)" }
}

extension CategoryMonthFacts: StoredFacts {
    static func rest(_ key: Key) -> FactsRest {
        FactsRest(time: Int(key.month.index), currency: key.currency, kind: key.category)
    }

    static func condition(_ rest: FactsRest) -> SQL {
        "category_id = \(rest.kind) AND month = \(rest.time) AND currency = \(rest.currency.code)"
    }
}
