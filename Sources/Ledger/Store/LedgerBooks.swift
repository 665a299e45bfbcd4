import Database

/// The facts of accounts, worked out from their orders and lines.
enum LedgerBooks {
    /// Books the accounts' orders from the ledger anew.
    ///
    /// - Parameters:
    ///   - orders: called with each order and its lines.
    ///   - stray: called with an order and a product that one of its lines names and that is not there.
    static func book(
        _ accounts: [Int], in connection: any Connection, orders: (StoredOrder, [LedgerLine]) -> Void = { _, _ in },
        stray: (_ order: Int, _ product: Int) -> Void = { _, _ in }
    ) throws -> FactsBook {
        var book = FactsBook()
        try bookLate(accounts, connection, &book)
        let late = try lateOrders(of: accounts, connection)
        var current: StoredOrder?
        var lines: [LedgerLine] = []
        var categories: [Int: Int] = [:]
        func close() {
            guard let order = current else { return }
            orders(order, lines)
            guard !late.contains(order.id) else { return }
            book.book(
                account: order.account, day: order.day, kind: order.kind, currency: order.currency, lines: lines[...],
                categories: { categories[$0.product] }, .put)
        }
        try connection.forEachRow(
            """
            SELECT \(StoredOrder.columns("o")), l.product_id, l.quantity, l.unit_price, l.amount_minor, l.cost_minor,
                l.discount_minor, l.region_id, p.category_id, l.id, p.id
            FROM orders o
            LEFT JOIN order_lines l ON l.account_id = o.account_id AND l.id >= o.first_line
                AND l.id < o.first_line + o.line_count
            LEFT JOIN products p ON p.id = l.product_id
            WHERE o.account_id IN \(list: accounts)
            ORDER BY o.account_id, o.day, o.id, l.id
            """, streaming: true
        ) { row in
            let id = try row.int(0)
            if current?.id != id {
                close()
                current = try StoredOrder(row)
                lines.removeAll(keepingCapacity: true)
            }
            guard !row.isNull(StoredOrder.columnCount) else { return }
            let line = try LedgerLine(row, from: StoredOrder.columnCount)
            if row.isNull(StoredOrder.columnCount + 9) {
                stray(id, line.product)
            }
            lines.append(line)
            if let category = row.optionalInt(StoredOrder.columnCount + 7) { categories[line.product] = category }
        }
        close()
        return book
    }

    /// Orders that count as their late bookings say, whatever their own day is.
    private static func lateOrders(of accounts: [Int], _ connection: any Connection) throws -> Set<Int> {
        Set(
            try connection.rows(
                """
                SELECT DISTINCT b.order_id FROM late_bookings b JOIN orders o ON o.id = b.order_id
                WHERE o.account_id IN \(list: accounts)
                """
            ) { try $0.int(0) })
    }

    private static func bookLate(_ accounts: [Int], _ connection: any Connection, _ book: inout FactsBook) throws {
        let late = try LateBookings.ofAccounts(accounts, in: connection)
        try OrderBooks.book(
            late.map { OrderBookings.Posting($0.entry, $0.direction) }, in: connection, &book)
    }
}
