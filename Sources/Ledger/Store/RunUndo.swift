import Accounts
import Audit
package import Database
package import Measures

/// Takes a run back: orders it created go, orders it changed get again the latest version whose run still stands,
/// orders that a later run changed stay as they are and are counted (ARCHITECTURE, runs). Costs go the same way.
package struct RunUndo: Sendable {
    package struct Outcome: Sendable, Equatable {
        package var removed = 0
        package var restored = 0
        /// Changed by a later run, so left alone; source and number of the first hundred.
        package var kept = 0
        package var keptNumbers: [String] = []
        package var accountsRemoved = 0
        package var productsRemoved = 0
        /// Of those removed and restored: changed a closed month and were booked into the first open one.
        package var late = 0
    }

    /// Orders in a transaction. In SQLite a form waits for the batch at hand.
    private static func batchSize(_ dialect: Dialect) -> Int { dialect == .sqlite ? 1_000 : 5_000 }

    package let run: Int
    /// The company's.
    package let currency: Currency

    package init(run: Int, currency: Currency) {
        self.run = run
        self.currency = currency
    }

    /// Goes through the run's orders in batches, each a transaction; stopped in the middle it can be begun again.
    /// - Throws: `LedgerError.unknownRun`, `.runNotUndoable`, `.runUnderWay`, `.monthsClosed`,
    ///   `.costMonthsClosed`.
    package func undo(in database: any Database, now: @Sendable () -> Int) async throws -> Outcome {
        let kind = try await database.read { [run] in try RunStore.find(run, in: $0)?.kind }
        if kind == RunKind.costs { return try await CostUndo(run: run).undo(in: database, now: now) }
        try await requireOpenMonths(in: database)
        let begun = now()
        try await database.write { [run] in try Self.begin(run, now: begun, in: $0) }
        var outcome = Outcome()
        var step = try await undoBatch(after: 0, in: database)
        while let done = step {
            outcome.removed += done.removed
            outcome.restored += done.restored
            outcome.late += done.late
            step = try await undoBatch(after: done.last, in: database)
        }
        let (sofar, end) = (outcome, now())
        return try await database.write { try self.finish(sofar, now: end, in: $0) }
    }

    static func begin(_ run: Int, now: Int, in connection: any Connection) throws {
        guard let found = try RunStore.find(run, in: connection) else { throw LedgerError.unknownRun(run) }
        guard found.canBeUndone else {
            throw LedgerError.runNotUndoable(run: run, state: found.state.rawValue)
        }
        if try RunStore.isAtWork(run, now: now, in: connection) { throw LedgerError.runUnderWay(run) }
        try connection.execute("UPDATE runs SET state = 'undoing' WHERE id = \(run)")
    }

    private struct Step: Sendable {
        var last: Int
        var removed: Int
        var restored: Int
        var late: Int
    }

    /// The run's orders behind one, as many as go into one transaction.
    private func orders(after last: Int, in connection: any Connection) throws -> [StoredOrder] {
        try connection.rows(
            """
            SELECT \(StoredOrder.columns("o")) FROM orders o WHERE o.run_id = \(run) AND o.id > \(last)
            ORDER BY o.id LIMIT \(Self.batchSize(connection.dialect))
            """
        ) { try StoredOrder($0) }
    }

    /// Says no before anything is taken back, where late orders are refused.
    private func requireOpenMonths(in database: any Database) async throws {
        let closed = try await database.read { try CompanySettings.closedMonths(in: $0) }
        guard let closed, closed.lateOrders == .refuse else { return }
        var late = LateOrders(through: closed.through)
        var last = 0
        while true {
            let start = last
            let found: (end: Int, numbers: [String])? = try await database.read { connection in
                let orders = try self.orders(after: start, in: connection)
                guard let end = orders.last?.id else { return nil }
                let former = try FormerVersions(of: orders, in: connection)
                let late = try self.rebooked(orders, former, closed, in: connection).late
                return (end, try self.numbers(of: late.lateOrders, in: connection))
            }
            guard let found else { break }
            late.add(found.numbers)
            last = found.end
        }
        try late.requireNone()
    }

    private func undoBatch(after last: Int, in database: any Database) async throws -> Step? {
        try await database.write { try self.undoBatch(after: last, in: $0) }
    }

    private func undoBatch(after last: Int, in connection: any Connection) throws -> Step? {
        let orders = try orders(after: last, in: connection)
        guard let end = orders.last?.id else { return nil }
        let former = try FormerVersions(of: orders, in: connection)
        let gone = orders.filter { former.standing[$0.id] == nil }
        let closed = try CompanySettings.closedMonths(in: connection)
        let (late, postings) = try rebooked(orders, former, closed, in: connection)
        // A month may have been closed while the undo was under way.
        if let closed, closed.lateOrders == .refuse {
            let numbers = try numbers(of: late.lateOrders, in: connection)
            try LateOrders(through: closed.through, numbers: numbers).requireNone()
        }
        var changes = FactsBook()
        try OrderBooks.book(postings, in: connection, &changes)
        try late.keep(in: connection)
        try deleteLines(of: (orders + former.abandoned).filter { !late.needs($0) }, in: connection)
        try remove(gone.map(\.id), in: connection)
        try restore(former.standing, in: connection)
        try former.forget(in: connection)
        try keepFacts(changes.settled, in: connection)
        return Step(
            last: end, removed: gone.count, restored: former.standing.count, late: late.lateOrders.count)
    }

    /// What taking orders back means for the facts.
    private func rebooked(
        _ orders: [StoredOrder], _ former: FormerVersions<StoredOrder>, _ closed: ClosedMonths?,
        in connection: any Connection
    ) throws -> (late: LateBook, postings: [OrderBookings.Posting]) {
        var late = try LateBook(of: orders.map(\.id), closed, in: connection)
        let postings = orders.flatMap {
            late.replace($0.entry, with: former.standing[$0.id]?.entry, of: $0.id)
        }
        return (late, postings)
    }

    private func numbers(of orders: [Int], in connection: any Connection) throws -> [String] {
        try connection.rows("SELECT number FROM orders WHERE id IN \(list: orders) ORDER BY id") { try $0.text(0) }
    }

    private func remove(_ ids: [Int], in connection: any Connection) throws {
        var keys: [Int: [String]] = [:]
        try connection.forEachRow(
            "SELECT source_id, coalesce(order_key, number) FROM orders WHERE id IN \(list: ids)"
        ) { keys[try $0.int(0), default: []].append(try $0.text(1)) }
        for (source, keys) in keys {
            try connection.execute(
                "DELETE FROM order_numbers WHERE source_id = \(source) AND number IN \(list: keys)")
        }
        try connection.execute("DELETE FROM orders WHERE id IN \(list: ids)")
    }

    private func restore(_ standing: [Int: StoredOrder], in connection: any Connection) throws {
        try connection.batch(standing.values.map(\.restoring))
        let keys = try connection.rows(
            """
            SELECT id, source_id, coalesce(order_key, number) FROM orders WHERE id IN \(list: standing.keys.sorted())
            """
        ) { try ($0.int(0), $0.int(1), $0.text(2)) }
        try connection.batch(
            keys.compactMap { id, source, key in
                standing[id].map {
                    """
                    UPDATE order_numbers SET account_id = \($0.account)
                    WHERE source_id = \(source) AND number = \(key)
                    """
                }
            })
    }

    /// Lines of orders that were written together lie together, so most go in a few stretches.
    private func deleteLines(of orders: [StoredOrder], in connection: any Connection) throws {
        var stretches: [(accounts: Set<Int>, lines: Range<Int>)] = []
        for order in orders.sorted(by: { $0.firstLine < $1.firstLine }) where order.lineCount > 0 {
            let lines = order.firstLine..<(order.firstLine + order.lineCount)
            if let last = stretches.indices.last, stretches[last].lines.upperBound == lines.lowerBound {
                stretches[last].accounts.insert(order.account)
                stretches[last].lines = stretches[last].lines.lowerBound..<lines.upperBound
            } else {
                stretches.append(([order.account], lines))
            }
        }
        for (accounts, lines) in stretches {
            try connection.execute(
                """
                DELETE FROM order_lines WHERE account_id IN \(list: accounts.sorted())
                    AND id >= \(lines.lowerBound) AND id < \(lines.upperBound)
                """)
        }
    }

    private func keepFacts(_ changes: FactsBook, in connection: any Connection) throws {
        let accounts = changes.accounts
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
        try RunStore.noteEnd(run, as: .runUndone, in: connection)
        (outcome.accountsRemoved, outcome.productsRemoved) = try UndoneNames.remove(in: connection)
        return outcome
    }
}
