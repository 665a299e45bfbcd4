import Accounts
package import Database
package import Measures

/// Takes a run back: orders it created go, orders it changed get again the latest version whose run still stands,
/// orders that a later run changed stay as they are and are counted (ARCHITECTURE, runs).
package struct RunUndo: Sendable {
    package struct Outcome: Sendable, Equatable {
        package var removed = 0
        package var restored = 0
        /// Changed by a later run, so left alone; source and number of the first hundred.
        package var kept = 0
        package var keptNumbers: [String] = []
        package var accountsRemoved = 0
        package var productsRemoved = 0
    }

    private static let batchSize = 1_000

    package let run: Int
    /// The company's.
    package let currency: Currency

    package init(run: Int, currency: Currency) {
        self.run = run
        self.currency = currency
    }

    /// Goes through the run's orders in batches, each a transaction; stopped in the middle it can be begun again.
    /// - Throws: `LedgerError.unknownRun`, `.runNotUndoable`.
    package func undo(in database: any Database, now: @Sendable () -> Int) async throws -> Outcome {
        try await database.write { connection in
            guard let found = try RunStore.find(run, in: connection) else { throw LedgerError.unknownRun(run) }
            guard found.canBeUndone else {
                throw LedgerError.runNotUndoable(run: run, state: found.state.rawValue)
            }
            try connection.execute("UPDATE runs SET state = 'undoing' WHERE id = \(run)")
        }
        var outcome = Outcome()
        var step = try await undoBatch(after: 0, in: database)
        while let done = step {
            outcome.removed += done.removed
            outcome.restored += done.restored
            step = try await undoBatch(after: done.last, in: database)
        }
        let (sofar, end) = (outcome, now())
        return try await database.write { try self.finish(sofar, now: end, in: $0) }
    }

    private struct Step: Sendable {
        var last: Int
        var removed: Int
        var restored: Int
    }

    private func undoBatch(after last: Int, in database: any Database) async throws -> Step? {
        try await database.write { try self.undoBatch(after: last, in: $0) }
    }

    private func undoBatch(after last: Int, in connection: any Connection) throws -> Step? {
        let orders = try connection.rows(
            """
            SELECT \(StoredOrder.columns("o")) FROM orders o WHERE o.run_id = \(run) AND o.id > \(last)
            ORDER BY o.id LIMIT \(Self.batchSize)
            """
        ) { try StoredOrder($0) }
        guard let end = orders.last?.id else { return nil }
        let former = try FormerVersions(of: orders, in: connection)
        let gone = orders.filter { former.standing[$0.id] == nil }
        var changes = FactsBook()
        try OrderBooks.book(orders, .takeOut, in: connection, &changes)
        try OrderBooks.book(Array(former.standing.values), .put, in: connection, &changes)
        try deleteLines(of: orders + former.abandoned, in: connection)
        try remove(gone.map(\.id), in: connection)
        try restore(former.standing, in: connection)
        try connection.batch(former.spent)
        try keepFacts(changes, in: connection)
        return Step(last: end, removed: gone.count, restored: former.standing.count)
    }

    private func remove(_ ids: [Int], in connection: any Connection) throws {
        let keys = try connection.rows("SELECT source_id, number FROM orders WHERE id IN \(list: ids)") {
            try ($0.int(0), $0.text(1))
        }
        try connection.batch(
            keys.map { "DELETE FROM order_numbers WHERE source_id = \($0.0) AND number = \($0.1)" })
        try connection.execute("DELETE FROM orders WHERE id IN \(list: ids)")
    }

    private func restore(_ standing: [Int: StoredOrder], in connection: any Connection) throws {
        try connection.batch(standing.values.map(\.restoring))
        let keys = try connection.rows(
            "SELECT id, source_id, number FROM orders WHERE id IN \(list: standing.keys.sorted())"
        ) { try ($0.int(0), $0.int(1), $0.text(2)) }
        try connection.batch(
            keys.compactMap { id, source, number in
                standing[id].map {
                    """
                    UPDATE order_numbers SET account_id = \($0.account)
                    WHERE source_id = \(source) AND number = \(number)
                    """
                }
            })
    }

    private func deleteLines(of orders: [StoredOrder], in connection: any Connection) throws {
        try connection.batch(
            orders.map {
                """
                DELETE FROM order_lines WHERE account_id = \($0.account) AND id >= \($0.firstLine)
                    AND id < \($0.firstLine + $0.lineCount)
                """
            })
    }

    private func keepFacts(_ changes: FactsBook, in connection: any Connection) throws {
        let accounts = Set(changes.months.keys.map(\.account)).sorted()
        let before = try FactsStore.load(accounts, in: connection)
        let after = before.adding(changes)
        try FactsStore.save(after, before: before, touched: changes, in: connection)
        let totals = after.totals(in: currency)
        try AccountRegister.keep(accounts.map { ($0, totals[$0] ?? .none) }, in: connection)
    }

    private func finish(_ sofar: Outcome, now: Int, in connection: any Connection) throws -> Outcome {
        try NameLock.exclude(in: connection)
        var outcome = sofar
        // A later run's version says which of this run's orders it replaced.
        let kept = try connection.rows(
            """
            SELECT s.name, o.number FROM order_versions v JOIN orders o ON o.id = v.order_id
            JOIN sources s ON s.id = o.source_id WHERE v.run_id = \(run) ORDER BY s.name, o.number
            """
        ) { try $0.text(0) + " " + $0.text(1) }
        outcome.kept = kept.count
        outcome.keptNumbers = Array(kept.prefix(100))
        try RunStore.end(run, as: .undone, now: now, in: connection)
        // What undone runs created goes once nothing that still stands needs it.
        outcome.accountsRemoved = try AccountRegister.remove(
            where: """
                created_run IN (SELECT id FROM runs WHERE state = 'undone')
                AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.account_id = accounts.id)
                AND id NOT IN (
                    SELECT v.account_id FROM order_versions v JOIN runs r ON r.id = v.run_id WHERE r.state <> 'undone')
                """, in: connection)
        outcome.productsRemoved = try connection.execute(
            """
            DELETE FROM products WHERE created_run IN (SELECT id FROM runs WHERE state = 'undone')
            AND id NOT IN (SELECT DISTINCT product_id FROM order_lines)
            """)
        return outcome
    }
}
