package import Database
import Measures

/// Writes costs: rows, former versions and facts in one transaction, so that they cannot disagree (SPEC L2).
package struct CostWriter: Sendable {
    package let run: Int
    package let source: Int
    /// Unix seconds.
    package let now: Int

    package init(run: Int, source: Int, now: Int) {
        self.run = run
        self.source = source
        self.now = now
    }

    /// What became of costs.
    package struct Outcome: Sendable, Equatable {
        package var new = 0
        package var changed = 0
        package var unchanged = 0

        package init(new: Int = 0, changed: Int = 0, unchanged: Int = 0) {
            self.new = new
            self.changed = changed
            self.unchanged = unchanged
        }
    }

    /// - Parameter costs: each number once.
    /// - Throws: `LedgerError.costMonthsClosed`, `.accountsGone`.
    package func write(_ costs: [NumberedCost], in connection: any Connection) throws -> Outcome {
        try NameLock.share(in: connection)
        try requireAccounts(costs, in: connection)
        let plan = try CostPlan(costs, source: source, in: connection)
        if let closed = try CompanySettings.closedMonths(in: connection) {
            try LateCosts(through: closed.through, count: plan.late(costs, closed).count).requireNone()
        }
        try keepVersions(plan.changed.map(\.stored), in: connection)
        try insert(plan.new.map { costs[$0] }, in: connection)
        try connection.batch(
            plan.changed.map {
                StoredCost(id: $0.stored.id, cost: costs[$0.place].cost, run: run, made: now).restoring
            })
        var changes = KeyedSums<CostMonthFacts>()
        for place in plan.new { changes.book(costs[place].cost, .put) }
        for change in plan.changed {
            changes.book(change.stored.cost, .takeOut)
            changes.book(costs[change.place].cost, .put)
        }
        try FactsStore.add(changes, in: connection)
        return Outcome(new: plan.new.count, changed: plan.changed.count, unchanged: plan.unchanged)
    }

    /// An undo may have taken accounts away since they were looked up.
    private func requireAccounts(_ costs: [NumberedCost], in connection: any Connection) throws {
        let accounts = Set(costs.map(\.cost.account)).sorted()
        let known = try connection.integer(
            "SELECT CAST(count(*) AS BIGINT) FROM accounts WHERE id IN \(list: accounts)")
        guard known == accounts.count else { throw LedgerError.accountsGone }
    }

    private func keepVersions(_ costs: [StoredCost], in connection: any Connection) throws {
        try connection.bulk(Self.versions) { writer in
            // A run that meets a cost twice keeps the version from before the run.
            for stored in costs where stored.run != run {
                writer.integer(stored.id)
                writer.integer(run)
                writer.write(stored.cost)
                writer.integer(stored.run)
                writer.integer(stored.made)
                try writer.endRow()
            }
        }
    }

    private func insert(_ costs: [NumberedCost], in connection: any Connection) throws {
        guard !costs.isEmpty else { return }
        let first = try Identifiers.reserve(costs.count, for: "account_costs", in: connection)
        try connection.bulk(Self.rows) { writer in
            for (place, entry) in costs.enumerated() {
                writer.integer(first + place)
                writer.write(entry.cost)
                writer.integer(source)
                writer.text(entry.number)
                writer.integer(run)
                writer.integer(now)
                try writer.endRow()
            }
        }
    }

    private static let content: [(name: String, type: BulkTarget.ColumnType)] = [
        ("account_id", .bigint), ("day", .integer), ("kind", .integer), ("currency", .text),
        ("amount_minor", .bigint), ("note", .text),
    ]

    private static let rows = BulkTarget(
        "account_costs",
        [("id", .bigint)] + content
            + [("source_id", .bigint), ("number", .text), ("run_id", .bigint), ("made", .bigint)])

    private static let versions = BulkTarget(
        "account_cost_versions",
        [("cost_id", .bigint), ("replaced_by", .bigint)] + content + [("run_id", .bigint), ("made", .bigint)])
}
