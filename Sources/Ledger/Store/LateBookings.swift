import Database
import Measures

/// The bookings of orders that came too late for their month (`OrderBookings`), as they are kept.
enum LateBookings {
    /// By order; one that is booked on its own day is not here.
    static func of(_ orders: [Int], in connection: any Connection) throws -> [Int: OrderBookings] {
        guard !orders.isEmpty else { return [:] }
        var found: [Int: [OrderBookings.Booking]] = [:]
        try connection.forEachRow(
            """
            SELECT order_id, \(columns) FROM late_bookings WHERE order_id IN \(list: orders) ORDER BY order_id, place
            """
        ) { found[try $0.int(0), default: []].append(try OrderBookings.Booking($0, from: 1)) }
        return found.mapValues(OrderBookings.init)
    }

    /// All of these accounts, whether their order is still there or not.
    static func ofAccounts(_ accounts: [Int], in connection: any Connection) throws -> [OrderBookings.Booking] {
        try connection.rows("SELECT \(columns) FROM late_bookings WHERE account_id IN \(list: accounts)") {
            try OrderBookings.Booking($0, from: 0)
        }
    }

    /// Stores the bookings of orders in place of what was kept of them.
    fileprivate static func keep(_ changed: [Int: OrderBookings], in connection: any Connection) throws {
        for (order, bookings) in changed.sorted(by: { $0.key < $1.key }) {
            try connection.execute("DELETE FROM late_bookings WHERE order_id = \(order)")
            try connection.batch(
                bookings.kept.enumerated().map { place, booking in
                    let entry = booking.entry
                    return """
                        INSERT INTO late_bookings (order_id, place, account_id, day, kind, currency, first_line, line_count,
                            sign, is_standing)
                        VALUES (\(order), \(place), \(entry.account), \(Int(entry.day.number)), \(entry.kind.rawValue),
                            \(entry.currency.code), \(entry.firstLine), \(entry.lineCount),
                            \(booking.direction.rawValue), \(booking.isStanding))
                        """
                })
        }
    }

    private static let columns: SQL =
        "account_id, day, kind, currency, first_line, line_count, sign, is_standing"
}

/// Books one version of orders in place of another and knows which of them came too late.
struct LateBook {
    private let closed: ClosedMonths?
    private var bookings: [Int: OrderBookings]
    /// Orders that have rows of their own, before or afterwards.
    private var touched: Set<Int>
    /// Orders that would have changed a closed month.
    private(set) var lateOrders: [Int] = []

    /// - Parameter orders: those that are in the ledger already.
    init(of orders: [Int], _ closed: ClosedMonths?, in connection: any Connection) throws {
        self.closed = closed
        bookings = try LateBookings.of(orders, in: connection)
        touched = Set(bookings.keys)
    }

    mutating func replace(
        _ former: OrderEntry?, with new: OrderEntry?, of order: Int
    ) -> [OrderBookings.Posting] {
        var its = bookings[order] ?? OrderBookings()
        let change = its.replace(former, with: new, closed: closed)
        if change.isLate { lateOrders.append(order) }
        if !its.kept.isEmpty { touched.insert(order) }
        if touched.contains(order) { bookings[order] = its }
        return change.postings
    }

    /// Whether a booking of its order still rests on the version's lines.
    func needs(_ version: StoredOrder) -> Bool {
        bookings[version.id]?.kept.contains {
            $0.entry.account == version.account && $0.entry.firstLine == version.firstLine
        } ?? false
    }

    func keep(in connection: any Connection) throws {
        try LateBookings.keep(bookings.filter { touched.contains($0.key) }, in: connection)
    }
}

extension OrderBookings.Booking {
    fileprivate init(_ row: any Row, from first: Int) throws {
        self.init(
            OrderEntry(
                account: try row.int(first), day: Day(try row.int(first + 1)),
                kind: OrderKind(rawValue: try row.int(first + 2)) ?? .sale, currency: try row.currency(first + 3),
                firstLine: try row.int(first + 4), lineCount: try row.int(first + 5)),
            FactsBook.Direction(rawValue: try row.int(first + 6)) ?? .put, isStanding: try row.bool(first + 7))
    }
}

extension StoredOrder {
    var entry: OrderEntry {
        OrderEntry(
            account: account, day: day, kind: kind, currency: currency, firstLine: firstLine, lineCount: lineCount)
    }
}
