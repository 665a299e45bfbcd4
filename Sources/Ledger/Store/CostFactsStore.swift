package import Database
import Measures

/// What accounts cost by month. Kept apart from the facts of orders, so that an import of orders neither reads nor
/// writes it.
extension FactsStore {
    package static func costs(
        of accounts: [Int], in connection: any Connection
    ) throws -> KeyedSums<CostMonthFacts> {
        var sums = KeyedSums<CostMonthFacts>()
        guard !accounts.isEmpty else { return sums }
        try connection.forEachRow(
            """
            SELECT account_id, month, currency, kind, amount_minor FROM cost_months
            WHERE account_id IN \(list: accounts)
            """
        ) { row in
            let key = try CostMonthFacts.Key(
                account: row.int(0), month: Month(index: row.int(1)), currency: row.currency(2), kind: row.costKind(3))
            sums.add(CostMonthFacts(amount: try row.int64(4)), at: key)
        }
        return sums.settled
    }

    /// Adds what changed to what is stored.
    static func add(_ changes: KeyedSums<CostMonthFacts>, in connection: any Connection) throws {
        let changes = changes.settled
        let accounts = Set(changes.map(\.key.account)).sorted()
        try ChangedAccounts.note(accounts, in: connection)
        let before = try costs(of: accounts, in: connection)
        try replace(costMonths, changes, before, before.adding(changes), in: connection) { writer, key, facts in
            writer.integer(key.account)
            writer.integer(Int64(key.month.index))
            writer.text(key.currency.code)
            writer.integer(key.kind.rawValue)
            writer.integer(facts.amount)
            try writer.endRow()
        }
    }

    private static let costMonths = FactsTable(
        name: "cost_months", key: ["account_id", "month", "currency", "kind"],
        columns: [
            ("account_id", .bigint), ("month", .integer), ("currency", .text), ("kind", .integer),
            ("amount_minor", .bigint),
        ])
}

extension CostMonthFacts: StoredFacts {
    static func rest(_ key: Key) -> FactsRest {
        FactsRest(time: Int(key.month.index), currency: key.currency, kind: key.kind.rawValue)
    }

    static func condition(_ rest: FactsRest) -> SQL {
        "month = \(rest.time) AND currency = \(rest.currency.code) AND kind = \(rest.kind)"
    }
}
