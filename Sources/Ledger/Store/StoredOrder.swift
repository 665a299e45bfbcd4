import Database
package import Measures

/// An order as it stands in the ledger.
package struct StoredOrder: Sendable, Hashable {
    package var id: Int
    package var account: Int
    package var day: Day
    package var kind: OrderKind
    package var currency: Currency
    /// Its lines are contiguous: `firstLine ..< firstLine + lineCount`.
    package var firstLine: Int
    package var lineCount: Int
    package var amount: Int64
    package var hash: [UInt8]
    /// The run that wrote this version.
    package var run: Int

    /// The columns `init(row)` reads, of a table or alias with these names.
    static func columns(_ alias: StaticString, id: StaticString = "id") -> SQL {
        let names = [
            "account_id", "day", "kind", "currency", "first_line", "line_count", "amount_minor", "hash", "run_id",
        ]
        return SQL(unsafe: (["\(id)"] + names).map { "\(alias).\($0)" }.joined(separator: ", "))
    }

    static let columnCount = 10

    init(_ row: any Row, from first: Int = 0) throws {
        id = try row.int(first)
        account = try row.int(first + 1)
        day = Day(try row.int(first + 2))
        kind = OrderKind(rawValue: try row.int(first + 3)) ?? .sale
        currency = try row.currency(first + 4)
        firstLine = try row.int(first + 5)
        lineCount = try row.int(first + 6)
        amount = try row.int64(first + 7)
        hash = try row.blob(first + 8)
        run = try row.int(first + 9)
    }
}

/// Reads the lines of stored orders and books them into facts.
enum OrderBooks {
    static func book(
        _ postings: [OrderBookings.Posting], in connection: any Connection, _ book: inout FactsBook
    ) throws {
        for posting in postings {
            let entry = posting.entry
            var categories: [Int: Int] = [:]
            let lines = try lines(of: entry, in: connection) { categories[$0] = $1 }
            book.book(
                account: entry.account, day: entry.day, kind: entry.kind, currency: entry.currency, lines: lines[...],
                categories: { categories[$0.product] }, posting.direction)
        }
    }

    /// The lines in file order; `note` hears each line's product and its category.
    static func lines(
        of order: OrderEntry, in connection: any Connection, note: (Int, Int?) -> Void
    ) throws -> [LedgerLine] {
        try connection.rows(
            """
            SELECT l.product_id, l.quantity, l.unit_price, l.amount_minor, l.cost_minor, l.discount_minor, l.region_id,
                p.category_id
            FROM order_lines l JOIN products p ON p.id = l.product_id
            WHERE l.account_id = \(order.account) AND l.id >= \(order.firstLine)
                AND l.id < \(order.firstLine + order.lineCount)
            ORDER BY l.id
            """
        ) { row in
            note(try row.int(0), row.optionalInt(7))
            return try LedgerLine(row)
        }
    }
}

extension LedgerLine {
    /// From product, quantity, unit price, amount, cost, discount, region.
    init(_ row: any Row, from first: Int = 0) throws {
        self.init(
            product: try row.int(first), quantity: Quantity(thousandths: try row.int64(first + 1)),
            unitPrice: UnitPrice(millionths: try row.int64(first + 2)), amount: try row.int64(first + 3),
            cost: row.optionalInt(first + 4).map(Int64.init), discount: row.optionalInt(first + 5).map(Int64.init),
            region: row.optionalInt(first + 6))
    }
}
