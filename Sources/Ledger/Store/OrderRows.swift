import Database
import Measures

/// Orders and lines with their ids, ready to be stored.
struct OrderRows {
    private(set) var nextOrder: Int
    private(set) var nextLine: Int
    private var orders: [(StoredOrder, source: Int, number: String, isNew: Bool)] = []
    /// By order: where its lines are.
    private var ranges: [Range<Int>] = []
    /// Of the whole batch, with ids.
    private let lines: [LedgerLine]

    init(lines: [LedgerLine], nextOrder: Int, nextLine: Int) {
        self.lines = lines
        self.nextOrder = nextOrder
        self.nextLine = nextLine
    }

    /// Adds an order and answers it as it will be stored; one that is known keeps its id.
    mutating func add(
        _ order: OrderBatch.Order, id: Int?, account: Int, source: Int, run: Int
    ) -> StoredOrder {
        let stored = StoredOrder(
            id: id ?? nextOrder, account: account, day: order.day, kind: order.kind, currency: order.currency,
            firstLine: nextLine, lineCount: order.lines.count, amount: lines[order.lines].reduce(0) { $0 + $1.amount },
            hash: order.hash, run: run)
        orders.append((stored, source, order.number, id == nil))
        ranges.append(order.lines)
        if id == nil { nextOrder += 1 }
        nextLine += order.lines.count
        return stored
    }

    func store(in connection: any Connection) throws {
        try storeLines(in: connection)
        try storeNew(in: connection)
        try storeNumbers(in: connection)
        try storeChanged(in: connection)
    }

    private func storeLines(in connection: any Connection) throws {
        guard !lines.isEmpty else { return }
        try connection.bulk(Self.lineTarget) { writer in
            for (place, range) in ranges.enumerated() {
                let order = orders[place].0
                let shift = order.firstLine - range.lowerBound
                for place in range {
                    let line = lines[place]
                    writer.integer(place + shift)
                    writer.integer(order.account)
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
            for (order, source, number, isNew) in orders where isNew {
                writer.integer(order.id)
                writer.integer(order.account)
                writer.integer(source)
                writer.text(number)
                writer.integer(Int64(order.day.number))
                writer.integer(order.kind.rawValue)
                writer.text(order.currency.code)
                writer.integer(order.firstLine)
                writer.integer(order.lineCount)
                writer.integer(order.amount)
                writer.blob(order.hash)
                writer.integer(order.run)
                try writer.endRow()
            }
        }
    }

    /// In the order of their key, so that the index is walked once.
    private func storeNumbers(in connection: any Connection) throws {
        let places = orders.indices.filter { orders[$0].isNew }.map { (ExactText(orders[$0].number).sortKey, $0) }
        let sorted = places.sorted { left, right in
            left.0 == right.0
                ? ExactText(orders[left.1].number) < ExactText(orders[right.1].number) : left.0 < right.0
        }
        try connection.bulk(Self.numberTarget) { writer in
            for (_, place) in sorted {
                let (order, source, number, _) = orders[place]
                writer.integer(source)
                writer.text(number)
                writer.integer(order.account)
                writer.integer(order.id)
                try writer.endRow()
            }
        }
    }

    private func storeChanged(in connection: any Connection) throws {
        let changed = orders.filter { !$0.isNew }
        try connection.batch(changed.map(\.0.restoring))
        try connection.batch(
            changed.map { order, source, number, _ in
                """
                UPDATE order_numbers SET account_id = \(order.account)
                WHERE source_id = \(source) AND number = \(number)
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
            ("amount_minor", .bigint), ("hash", .blob), ("run_id", .bigint),
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
