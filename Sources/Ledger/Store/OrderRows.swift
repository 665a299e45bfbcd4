import Accounts
import Database
import Measures

/// The new and changed orders of a batch and their lines with ids, ready to be stored.
struct OrderRows {
    /// An order as it will be stored.
    struct Written {
        var stored: StoredOrder
        /// What it replaces.
        var former: StoredOrder?
        /// As it is in the batch.
        var order: OrderBatch.Order
    }

    private let source: Int
    private(set) var nextOrder: Int
    private(set) var nextLine: Int
    private(set) var written: [Written] = []
    /// Of the whole batch, with ids.
    let lines: [LedgerLine]

    /// Orders lie by account, so that the indexes which start with it are walked once a batch; those of one account
    /// keep the batch's sequence.
    init(_ batch: OrderBatch, _ plan: OrderPlan, _ places: Places, _ ids: ReservedIDs, source: Int, run: Int) {
        self.source = source
        nextOrder = ids.orders.lowerBound
        nextLine = ids.lines.lowerBound
        // Where nothing is new, no product was looked up.
        lines = plan.toWrite.isEmpty ? [] : batch.lines.map(places.located)
        let known = Dictionary(uniqueKeysWithValues: plan.changed.map { ($0.place, $0.stored) })
        let sequence = plan.toWrite.map { (account: places.accounts.ids[batch.orders[$0].account], place: $0) }
        written.reserveCapacity(sequence.count)
        for (account, place) in sequence.sorted(by: <) {
            let order = batch.orders[place]
            let former = known[place]
            let stored = StoredOrder(
                id: former?.id ?? nextOrder, account: account, day: order.day, kind: order.kind,
                currency: order.currency, firstLine: nextLine, lineCount: order.lines.count,
                amount: lines[order.lines].reduce(0) { $0 + $1.amount }, hash: order.hash, run: run)
            written.append(Written(stored: stored, former: former, order: order))
            if former == nil { nextOrder += 1 }
            nextLine += order.lines.count
        }
    }

    /// Lines go last: they are most of the work, and a database may still be at it while facts are booked.
    func store(in connection: any Connection) throws {
        try storeNew(in: connection)
        try storeNumbers(in: connection)
        try storeChanged(in: connection)
        try storeLines(in: connection)
    }

    private func storeLines(in connection: any Connection) throws {
        guard !lines.isEmpty else { return }
        try connection.bulk(Self.lineTarget) { writer in
            for each in written {
                for (id, line) in zip(each.stored.firstLine..., lines[each.order.lines]) {
                    writer.integer(id)
                    writer.integer(each.stored.account)
                    writer.integer(line.product)
                    writer.integer(line.quantity.thousandths)
                    writer.integer(line.unitPrice.millionths)
                    writer.integer(line.amount)
                    writer.integer(line.cost)
                    writer.integer(line.discount)
                    writer.integer(line.region.map(Int64.init))
                    try writer.endRow()
                }
            }
        }
    }

    private func storeNew(in connection: any Connection) throws {
        try connection.bulk(Self.orderTarget) { writer in
            for each in written where each.former == nil {
                let order = each.stored
                writer.integer(order.id)
                writer.integer(order.account)
                writer.integer(source)
                writer.text(each.order.number)
                writer.integer(Int64(order.day.number))
                writer.integer(order.kind.rawValue)
                writer.text(order.currency.code)
                writer.integer(order.firstLine)
                writer.integer(order.lineCount)
                writer.integer(order.amount)
                writer.blob(order.hash)
                writer.integer(order.run)
                writer.text(each.order.key == each.order.number ? nil : each.order.key)
                try writer.endRow()
            }
        }
    }

    /// In the order of their key, so that the index is walked once.
    private func storeNumbers(in connection: any Connection) throws {
        let places = written.indices.filter { written[$0].former == nil }
        let keyed = places.map { (key: ExactText(written[$0].order.key).sortKey, place: $0) }
        let sorted = keyed.sorted { left, right in
            guard left.key == right.key else { return left.key < right.key }
            return ExactText(written[left.place].order.key) < ExactText(written[right.place].order.key)
        }
        try connection.bulk(Self.numberTarget) { writer in
            for (_, place) in sorted {
                let each = written[place]
                writer.integer(source)
                writer.text(each.order.key)
                writer.integer(each.stored.account)
                writer.integer(each.stored.id)
                try writer.endRow()
            }
        }
    }

    private func storeChanged(in connection: any Connection) throws {
        let changed = written.filter { $0.former != nil }
        try connection.batch(changed.map(\.stored.restoring))
        try connection.batch(
            changed.map { each in
                """
                UPDATE order_numbers SET account_id = \(each.stored.account)
                WHERE source_id = \(source) AND number = \(each.order.key)
                """
            })
    }

    private static let lineTarget = BulkTarget(
        "order_lines",
        [
            ("id", .bigint), ("account_id", .bigint), ("product_id", .bigint), ("quantity", .bigint),
            ("unit_price", .bigint), ("amount_minor", .bigint), ("cost_minor", .bigint), ("discount_minor", .bigint),
            ("region_id", .bigint),
        ])

    private static let orderTarget = BulkTarget(
        "orders",
        [
            ("id", .bigint), ("account_id", .bigint), ("source_id", .bigint), ("number", .text), ("day", .integer),
            ("kind", .integer), ("currency", .text), ("first_line", .bigint), ("line_count", .integer),
            ("amount_minor", .bigint), ("hash", .blob), ("run_id", .bigint), ("order_key", .text),
        ])

    private static let numberTarget = BulkTarget(
        "order_numbers", [("source_id", .bigint), ("number", .text), ("account_id", .bigint), ("order_id", .bigint)])
}

extension StoredOrder {
    /// Makes the order's row say what this value says.
    var restoring: SQL {
        """
        UPDATE orders SET account_id = \(account), day = \(Int(day.number)), kind = \(kind.rawValue),
            currency = \(currency.code), first_line = \(firstLine), line_count = \(lineCount),
            amount_minor = \(amount), hash = \(hash), run_id = \(run)
        WHERE id = \(id)
        """
    }

    init(
        id: Int, account: Int, day: Day, kind: OrderKind, currency: Currency, firstLine: Int, lineCount: Int,
        amount: Int64, hash: [UInt8], run: Int
    ) {
        self.id = id
        self.account = account
        self.day = day
        self.kind = kind
        self.currency = currency
        self.firstLine = firstLine
        self.lineCount = lineCount
        self.amount = amount
        self.hash = hash
        self.run = run
    }
}
