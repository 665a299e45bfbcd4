package import Database

/// What a batch means for the ledger as it stands: which orders are new, which changed, which are there already.
package struct OrderPlan: Sendable {
    package struct Change: Sendable {
        /// The order's place in the batch.
        package var place: Int
        package var stored: StoredOrder
    }

    /// Places in the batch.
    package private(set) var new: [Int] = []
    package private(set) var changed: [Change] = []
    package private(set) var unchanged = 0

    package init(_ batch: OrderBatch, source: Int, in connection: any Connection) throws {
        let stored = try Self.stored(batch.orders.map(\.key), source: source, in: connection)
        for (place, order) in batch.orders.enumerated() {
            guard let known = stored[ExactText(order.key)] else {
                new.append(place)
                continue
            }
            if known.hash == order.hash { unchanged += 1 } else { changed.append(Change(place: place, stored: known)) }
        }
    }

    /// The orders that would change a closed month.
    package func late(
        _ batch: OrderBatch, _ closed: ClosedMonths, in connection: any Connection
    ) throws -> [OrderBatch.Order] {
        let kept = try LateBookings.of(changed.map(\.stored.id), in: connection)
        let stored = Dictionary(uniqueKeysWithValues: changed.map { ($0.place, $0.stored) })
        return toWrite.compactMap { place in
            let order = batch.orders[place]
            // A version of its own: no lines that are stored already.
            let new = OrderEntry(
                account: -1, day: order.day, kind: order.kind, currency: order.currency, firstLine: -1,
                lineCount: order.lines.count)
            var bookings = stored[place].flatMap { kept[$0.id] } ?? OrderBookings()
            return bookings.replace(stored[place]?.entry, with: new, closed: closed).isLate ? order : nil
        }
    }

    /// - Throws: `LedgerError.monthsClosed` when late orders are refused and there are some.
    func requireOpenMonths(_ batch: OrderBatch, _ closed: ClosedMonths, in connection: any Connection) throws {
        guard closed.lateOrders == .refuse else { return }
        try LateOrders(through: closed.through, numbers: late(batch, closed, in: connection).map(\.number))
            .requireNone()
    }

    /// New and changed ones in the batch's sequence.
    var toWrite: [Int] { (new + changed.map(\.place)).sorted() }

    private static func stored(
        _ keys: [String], source: Int, in connection: any Connection
    ) throws -> [ExactText: StoredOrder] {
        var ids: [Int: String] = [:]
        try connection.forEachRow(
            "SELECT number, order_id FROM order_numbers WHERE source_id = \(source) AND number IN \(list: keys)"
        ) { ids[try $0.int(1)] = try $0.text(0) }
        guard !ids.isEmpty else { return [:] }
        var found: [ExactText: StoredOrder] = [:]
        try connection.forEachRow(
            "SELECT \(StoredOrder.columns("o")) FROM orders o WHERE o.id IN \(list: ids.keys.sorted())"
        ) { row in
            let order = try StoredOrder(row)
            if let key = ids[order.id] { found[ExactText(key)] = order }
        }
        return found
    }
}
