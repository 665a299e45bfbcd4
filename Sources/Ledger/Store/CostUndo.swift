import Audit
import Database
import Measures

/// Takes a run of costs back: those it brought go, those it changed get again the latest version whose run still
/// stands, those that a later run changed stay and are counted.
struct CostUndo: Sendable {
    private static let batchSize = 1_000

    let run: Int

    /// Goes through the run's costs in batches, each a transaction; stopped in the middle it can be begun again.
    /// - Throws: `LedgerError.unknownRun`, `.runNotUndoable`, `.runUnderWay`, `.costMonthsClosed`.
    func undo(in database: any Database, now: @Sendable () -> Int) async throws -> RunUndo.Outcome {
        try await requireOpenMonths(in: database)
        let begun = now()
        try await database.write { [run] in try RunUndo.begin(run, now: begun, in: $0) }
        var outcome = RunUndo.Outcome()
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

    /// The run's costs behind one, as many as go into one transaction.
    private func costs(after last: Int, in connection: any Connection) throws -> [StoredCost] {
        try connection.rows(
            """
            SELECT \(StoredCost.columns("c")) FROM account_costs c WHERE c.run_id = \(run) AND c.id > \(last)
            ORDER BY c.id LIMIT \(Self.batchSize)
            """
        ) { try StoredCost($0) }
    }

    /// Says no before anything is taken back.
    private func requireOpenMonths(in database: any Database) async throws {
        guard let closed = try await database.read({ try CompanySettings.closedMonths(in: $0) }) else { return }
        var late = LateCosts(through: closed.through, count: 0)
        var last = 0
        while true {
            let start = last
            let found: (end: Int, count: Int)? = try await database.read { connection in
                let costs = try self.costs(after: start, in: connection)
                guard let end = costs.last?.id else { return nil }
                return (end, Self.late(costs, try FormerVersions(of: costs, in: connection), closed))
            }
            guard let found else { break }
            late.count += found.count
            last = found.end
        }
        try late.requireNone()
    }

    private static func late(
        _ costs: [StoredCost], _ former: FormerVersions<StoredCost>, _ closed: ClosedMonths
    ) -> Int {
        costs.count { stored in
            closed.contains(stored.cost.day) || former.standing[stored.id].map { closed.contains($0.cost.day) } ?? false
        }
    }

    private func undoBatch(after last: Int, in database: any Database) async throws -> Step? {
        try await database.write { try self.undoBatch(after: last, in: $0) }
    }

    private func undoBatch(after last: Int, in connection: any Connection) throws -> Step? {
        let costs = try costs(after: last, in: connection)
        guard let end = costs.last?.id else { return nil }
        let former = try FormerVersions(of: costs, in: connection)
        // A month may have been closed while the undo was under way.
        if let closed = try CompanySettings.closedMonths(in: connection) {
            try LateCosts(through: closed.through, count: Self.late(costs, former, closed)).requireNone()
        }
        var changes = KeyedSums<CostMonthFacts>()
        for stored in costs { changes.book(stored.cost, .takeOut) }
        for version in former.standing.values { changes.book(version.cost, .put) }
        let gone = costs.map(\.id).filter { former.standing[$0] == nil }
        try connection.execute("DELETE FROM account_costs WHERE id IN \(list: gone)")
        try connection.batch(former.standing.values.map(\.restoring))
        try former.forget(in: connection)
        try FactsStore.add(changes, in: connection)
        return Step(last: end, removed: gone.count, restored: former.standing.count)
    }

    private func finish(_ sofar: RunUndo.Outcome, now: Int, in connection: any Connection) throws -> RunUndo.Outcome {
        try NameLock.exclude(in: connection)
        var outcome = sofar
        // A later run's version says which of this run's costs it replaced.
        let kept = try connection.rows(
            """
            SELECT s.name, c.number FROM account_cost_versions v JOIN account_costs c ON c.id = v.cost_id
            JOIN sources s ON s.id = c.source_id WHERE v.run_id = \(run) ORDER BY s.name, c.number
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
