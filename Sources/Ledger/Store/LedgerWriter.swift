import Accounts
package import Database
package import Measures

/// Writes batches of whole orders: ledger rows, facts and account totals in one transaction, so that they cannot
/// disagree (SPEC L2). Between batches it holds ids reserved in advance and the products it has met.
package struct LedgerWriter: Sendable {
    package let run: Int
    package let source: Int
    /// The company's; account totals are kept in it.
    package let currency: Currency
    private var ids = ReservedIDs()
    private var products = KnownProducts()

    package init(run: Int, source: Int, currency: Currency) {
        self.run = run
        self.source = source
        self.currency = currency
    }

    /// What became of a batch.
    package struct Outcome: Sendable, Equatable {
        package var new = 0
        package var changed = 0
        package var unchanged = 0
        package var accountsNew = 0
        package var productsNew = 0
        /// Belong to a closed month and were booked into the first open one.
        package var late = 0

        package init() {}
    }

    /// Writes the batch in one transaction, and in the same one what `beside` does with the outcome.
    /// - Parameter moreFollow: more batches come, so ids are reserved for several at once and the disk is not waited for.
    package mutating func write<T: Sendable>(
        _ batch: OrderBatch, moreFollow: Bool = false, in database: any Database,
        beside: @escaping @Sendable (any Connection, Outcome) throws -> T
    ) async throws -> T {
        try await ids.cover(batch, moreFollow: moreFollow, in: database)
        let before = self
        let (after, answer) = try await database.write { connection in
            var writer = before
            // A run that a power cut takes steps from goes on where its cursor stands.
            if moreFollow { try connection.relaxDurability() }
            let outcome = try writer.write(batch, in: connection)
            return (writer, try beside(connection, outcome))
        }
        // Only what was committed counts: a batch that failed can be written again.
        self = after
        return answer
    }

    /// Writes a batch that comes alone, in a transaction at hand.
    package static func write(
        _ batch: OrderBatch, run: Int, source: Int, currency: Currency, in connection: any Connection
    ) throws -> Outcome {
        var writer = LedgerWriter(run: run, source: source, currency: currency)
        writer.ids = try ReservedIDs(for: batch, in: connection)
        return try writer.write(batch, in: connection)
    }

    private mutating func write(_ batch: OrderBatch, in connection: any Connection) throws -> Outcome {
        try NameLock.share(in: connection)
        try products.forgetIfUndone(in: connection)
        var outcome = Outcome()
        let plan = try OrderPlan(batch, source: source, in: connection)
        outcome.unchanged = plan.unchanged
        outcome.new = plan.new.count
        outcome.changed = plan.changed.count
        let places = try Places(batch, plan, ids: ids, products: &products, run: run, in: connection)
        outcome.accountsNew = places.accounts.new.count
        outcome.productsNew = places.newProducts

        let closed = try CompanySettings.closedMonths(in: connection)
        if let closed { try plan.requireOpenMonths(batch, closed, in: connection) }
        try OrderVersions.keep(plan.changed.map(\.stored), replacedBy: run, in: connection)
        let rows = OrderRows(batch, plan, places, ids, source: source, run: run)
        try rows.store(in: connection)
        let changes = try book(rows, places, closed, in: connection, &outcome)
        try keepFacts(batch, places, changes, in: connection)
        ids.advance(
            accounts: places.accounts.nextID, products: places.nextProduct, orders: rows.nextOrder, lines: rows.nextLine
        )
        return outcome
    }

    /// Takes former versions out of the facts and books the new ones.
    private func book(
        _ rows: OrderRows, _ places: Places, _ closed: ClosedMonths?, in connection: any Connection,
        _ outcome: inout Outcome
    ) throws -> FactsBook {
        var changes = FactsBook()
        var late = try LateBook(of: rows.written.compactMap(\.former?.id), closed, in: connection)
        for each in rows.written {
            let new = each.stored
            for posting in late.replace(each.former?.entry, with: new.entry, of: new.id) {
                let entry = posting.entry
                // Only the new version's lines are at hand.
                guard entry.firstLine == new.firstLine else {
                    try OrderBooks.book([posting], in: connection, &changes)
                    continue
                }
                changes.book(
                    account: new.account, day: entry.day, kind: entry.kind, currency: entry.currency,
                    lines: rows.lines[each.order.lines], categories: { places.category(of: $0.product) },
                    posting.direction)
            }
        }
        try late.keep(in: connection)
        outcome.late = late.lateOrders.count
        return changes
    }

    private func keepFacts(
        _ batch: OrderBatch, _ places: Places, _ changes: FactsBook, in connection: any Connection
    ) throws {
        let new = Set(places.accounts.new.map { places.accounts.ids[$0] })
        let changes = changes.settled
        let known = changes.accounts.filter { !new.contains($0) }
        let before = try FactsStore.load(known, in: connection)
        let after = before.adding(changes)
        try FactsStore.save(after, before: before, touched: changes, in: connection)
        let totals = after.totals(in: currency)
        try AccountRegister.insert(
            places.accounts.new.map { index in
                let id = places.accounts.ids[index]
                return (id, batch.accounts[index], totals[id] ?? .none)
            }, run: run, in: connection)
        try AccountRegister.keep(known.map { ($0, totals[$0] ?? .none) }, in: connection)
    }
}
