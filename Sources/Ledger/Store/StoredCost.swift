import Database
import Measures

/// A cost as it stands in the ledger, or stood there before a run replaced it.
package struct StoredCost: Sendable, Hashable {
    package var id: Int
    package var cost: Cost
    /// The run that wrote this version.
    package var run: Int
    /// Unix seconds.
    package var made: Int

    /// The columns `init(row)` reads, of a table or alias with these names.
    static func columns(_ alias: StaticString, id: StaticString = "id") -> SQL {
        let names = ["account_id", "day", "kind", "currency", "amount_minor", "note", "run_id", "made"]
        return SQL(unsafe: (["\(id)"] + names).map { "\(alias).\($0)" }.joined(separator: ", "))
    }

    static let columnCount = 9

    init(id: Int, cost: Cost, run: Int, made: Int) {
        self.id = id
        self.cost = cost
        self.run = run
        self.made = made
    }

    init(_ row: any Row, from first: Int = 0) throws {
        id = try row.int(first)
        cost = Cost(
            account: try row.int(first + 1), day: Day(try row.int(first + 2)), kind: try row.costKind(first + 3),
            currency: try row.currency(first + 4), amount: try row.int64(first + 5), note: try row.text(first + 6))
        run = try row.int(first + 7)
        made = try row.int(first + 8)
    }

    /// Makes the cost's row say what this value says.
    var restoring: SQL {
        """
        UPDATE account_costs SET account_id = \(cost.account), day = \(Int(cost.day.number)),
            kind = \(cost.kind.rawValue), currency = \(cost.currency.code), amount_minor = \(cost.amount),
            note = \(cost.note), run_id = \(run), made = \(made)
        WHERE id = \(id)
        """
    }
}

extension BulkWriter {
    func write(_ cost: Cost) {
        integer(cost.account)
        integer(Int64(cost.day.number))
        integer(cost.kind.rawValue)
        text(cost.currency.code)
        integer(cost.amount)
        text(cost.note)
    }
}
