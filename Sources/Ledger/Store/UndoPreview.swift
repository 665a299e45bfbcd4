import Accounts
package import Database
package import Measures
package import Rights

/// What taking a run of orders back would do, as the ledger stands: asked before anything goes.
package struct UndoPreview: Sendable, Equatable {
    package struct Total: Sendable, Equatable {
        package var orders: Int
        package var revenue: Money
        package var first: Day
        package var last: Day
    }

    /// What one account's orders of the run come to.
    package struct Account: Sendable, Equatable {
        package var id: Int
        package var name: String
        package var orders: Int
        package var revenue: Money
    }

    /// Orders whose present content is the run's, one entry a currency.
    package var totals: [Total] = []
    /// Of those: they get the content of an earlier run again; the rest goes.
    package var restored = 0
    /// Orders of the run that a later one changed: they stay.
    package var kept = 0
    /// Accounts with orders of the run.
    package var accounts = 0
    /// Of those that the visitor sees, the ones with the largest amounts.
    package var largest: [Account] = []

    package var removed: Int { totals.reduce(0) { $0 + $1.orders } - restored }

    /// - Parameter most: of the accounts that are named.
    package static func of(_ run: Int, naming most: Int, _ scope: Scope, in connection: any Connection) throws -> Self {
        var preview = UndoPreview()
        if scope.isNothing { return preview }
        preview.totals = try connection.rows(
            """
            SELECT currency, CAST(count(*) AS BIGINT), CAST(sum(amount_minor) AS BIGINT), min(day), max(day)
            FROM orders WHERE run_id = \(run) GROUP BY currency ORDER BY currency
            """
        ) { row in
            Total(
                orders: try row.int(1), revenue: Money(minor: try row.int64(2), currency: try row.currency(0)),
                first: Day(try row.int(3)), last: Day(try row.int(4)))
        }
        preview.restored =
            try connection.integer(
                """
                SELECT CAST(count(*) AS BIGINT) FROM orders o WHERE o.run_id = \(run) AND EXISTS (
                    SELECT 1 FROM order_versions v JOIN runs r ON r.id = v.run_id
                    WHERE v.order_id = o.id AND r.state NOT IN ('undone', 'undoing'))
                """) ?? 0
        preview.kept =
            try connection.integer(
                """
                SELECT CAST(count(*) AS BIGINT) FROM orders o WHERE o.run_id <> \(run) AND o.id IN (
                    SELECT order_id FROM order_versions WHERE run_id = \(run))
                """) ?? 0
        preview.accounts =
            try connection.integer(
                "SELECT CAST(count(DISTINCT account_id) AS BIGINT) FROM orders WHERE run_id = \(run)") ?? 0
        preview.largest = try connection.rows(
            """
            SELECT a.id, a.name, sums.orders, sums.amount, sums.currency FROM (
                SELECT account_id, currency, CAST(count(*) AS BIGINT) AS orders,
                    CAST(sum(amount_minor) AS BIGINT) AS amount
                FROM orders WHERE run_id = \(run) GROUP BY account_id, currency
            ) sums JOIN accounts a ON a.id = sums.account_id WHERE \(scope.coversRow(of: "a"))
            ORDER BY abs(sums.amount) DESC, a.id, sums.currency LIMIT \(most)
            """
        ) { row in
            Account(
                id: try row.int(0), name: try row.text(1), orders: try row.int(2),
                revenue: Money(minor: try row.int64(3), currency: try row.currency(4)))
        }
        return preview
    }
}
