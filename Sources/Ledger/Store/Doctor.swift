import Accounts
package import Database
import Measures

/// Recomputes everything that is derived and says where it differs from what is stored (SPEC L2).
package struct Doctor: Sendable {
    package struct Report: Sendable, Equatable {
        package var accounts = 0
        package var orders = 0
        package var lines = 0
        package var costs = 0
        package var unfinishedRuns = 0
        /// One sentence each; empty when all agrees. At most a hundred, `problemCount` counts all.
        package var problems: [String] = []
        package var problemCount = 0

        package var isClean: Bool { problemCount == 0 }

        package mutating func note(_ problem: String) {
            problemCount += 1
            if problems.count < 100 { problems.append(problem) }
        }
    }

    private static let accountsAtOnce = 500

    package init() {}

    /// Looks at one snapshot of the whole ledger.
    package func examine(_ database: any Database) async throws -> Report {
        try await database.read { connection in
            var report = Report()
            let currency = try CompanySettings.currency(in: connection) ?? .cny
            var last = Int.min
            while true {
                let ids = try connection.rows(
                    "SELECT id FROM accounts WHERE id > \(last) ORDER BY id LIMIT \(Self.accountsAtOnce)"
                ) { try $0.int(0) }
                guard let end = ids.last else { break }
                try examine(ids, currency, connection, &report)
                last = end
            }
            try examineWhole(connection, &report)
            return report
        }
    }

    private func examine(
        _ accounts: [Int], _ currency: Currency, _ connection: any Connection, _ report: inout Report
    ) throws {
        report.accounts += accounts.count
        let computed = FactsBook().adding(
            try LedgerBooks.book(accounts, in: connection) { order, lines in
                report.orders += 1
                report.lines += lines.count
                if lines.count != order.lineCount {
                    report.note("order \(order.id) has \(lines.count) lines and says \(order.lineCount)")
                }
                if lines.reduce(0, { $0 + $1.amount }) != order.amount {
                    report.note("order \(order.id) does not add up to its amount")
                }
            } stray: { order, product in
                report.note("a line of order \(order) is of product \(product), which is not there")
            })
        let stored = try FactsStore.load(accounts, in: connection)
        compare(computed.months, stored.months, "month", &report)
        compare(computed.days, stored.days, "order day", &report)
        compare(computed.categories, stored.categories, "category month", &report)
        try examineCosts(accounts, connection, &report)
        try compareTotals(accounts, computed.totals(in: currency), connection, &report)
    }

    func compare<Facts: SummedFacts>(
        _ computed: KeyedSums<Facts>, _ stored: KeyedSums<Facts>, _ what: String, _ report: inout Report
    ) {
        for row in computed {
            let known = stored[row.key]
            if known == row.facts { continue }
            report.note("\(what) \(row.key) should be \(row.facts) and is \(known.map { "\($0)" } ?? "missing")")
        }
        for row in stored where computed.place(of: row.key) == nil {
            report.note("\(what) \(row.key) is stored and nothing stands behind it")
        }
    }

    private func compareTotals(
        _ accounts: [Int], _ totals: [Int: AccountTotals], _ connection: any Connection, _ report: inout Report
    ) throws {
        try connection.forEachRow(
            "SELECT id, revenue_minor, orders, first_day, last_day FROM accounts WHERE id IN \(list: accounts)"
        ) { row in
            let id = try row.int(0)
            let stored = AccountTotals(
                revenue: try row.int64(1), orders: try row.int(2), firstDay: row.optionalInt(3),
                lastDay: row.optionalInt(4))
            let expected = totals[id] ?? .none
            if stored != expected { report.note("account \(id) should show \(expected) and shows \(stored)") }
        }
    }

    /// What no single account can tell: numbers, strays, runs.
    private func examineWhole(_ connection: any Connection, _ report: inout Report) throws {
        let checks: [(SQL, String)] = [
            (
                """
                SELECT CAST(count(*) AS BIGINT) FROM orders o LEFT JOIN order_numbers n
                ON n.source_id = o.source_id AND n.number = coalesce(o.order_key, o.number) AND n.order_id = o.id AND n.account_id = o.account_id
                WHERE n.order_id IS NULL
                """, "orders are not under their number"
            ),
            (
                """
                SELECT CAST(count(*) AS BIGINT) FROM order_numbers n LEFT JOIN orders o ON o.id = n.order_id
                WHERE o.id IS NULL
                """, "order numbers lead to no order"
            ),
            (
                """
                SELECT CAST(count(*) AS BIGINT) FROM orders o LEFT JOIN accounts a ON a.id = o.account_id
                WHERE a.id IS NULL
                """, "orders belong to no account"
            ),
            (
                """
                SELECT CAST(count(*) AS BIGINT) FROM accounts a
                WHERE NOT EXISTS (SELECT 1 FROM account_words w WHERE w.rowid = a.id)
                """, "accounts cannot be found by their words"
            ),
            (
                """
                SELECT (SELECT CAST(count(*) AS BIGINT) FROM order_lines)
                    - (SELECT CAST(COALESCE(sum(line_count), 0) AS BIGINT) FROM orders)
                    - (SELECT CAST(COALESCE(sum(line_count), 0) AS BIGINT) FROM order_versions)
                    - (SELECT CAST(COALESCE(sum(line_count), 0) AS BIGINT) FROM (
                        SELECT DISTINCT b.order_id, b.first_line, b.line_count FROM late_bookings b
                        WHERE NOT EXISTS (
                            SELECT 1 FROM orders o WHERE o.id = b.order_id AND o.first_line = b.first_line)
                        AND NOT EXISTS (
                            SELECT 1 FROM order_versions v
                            WHERE v.order_id = b.order_id AND v.first_line = b.first_line)) late)
                """, "order lines belong to no order"
            ),
            (
                """
                SELECT CAST(count(*) AS BIGINT) FROM orders o
                WHERE EXISTS (SELECT 1 FROM late_bookings b WHERE b.order_id = o.id)
                AND (SELECT count(*) FROM late_bookings b WHERE b.order_id = o.id AND b.is_standing
                    AND b.first_line = o.first_line AND b.line_count = o.line_count AND b.sign = 1) <> 1
                """, "orders of closed months are not booked as they stand"
            ),
        ]
        for (sql, what) in checks {
            let count = try connection.integer(sql) ?? 0
            if count != 0 { report.note("\(count) \(what)") }
        }
        try examineCostsWhole(connection, &report)
        report.unfinishedRuns =
            try connection.integer(
                "SELECT CAST(count(*) AS BIGINT) FROM runs WHERE state IN ('running', 'failed', 'undoing')") ?? 0
    }
}
