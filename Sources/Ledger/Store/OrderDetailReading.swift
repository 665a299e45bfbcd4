import Database
package import Measures

/// An order as lists show it.
package struct OrderHead: Sendable, Hashable {
    package var id: Int
    package var number: String
    package var source: String
    package var day: Day
    package var kind: OrderKind
    package var amount: Money
    package var lines: Int

    static let columns: SQL = """
        orders.id, orders.number, sources.name, orders.day, orders.kind, orders.currency, orders.amount_minor,
            orders.line_count
        """

    static func find(_ id: Int, in connection: any Connection) throws -> OrderHead? {
        try connection.first(
            """
            SELECT \(columns) FROM orders JOIN sources ON sources.id = orders.source_id WHERE orders.id = \(id)
            """
        ) { try OrderHead($0) }
    }

    init(_ row: any Row) throws {
        id = try row.int(0)
        number = try row.text(1)
        source = try row.text(2)
        day = Day(try row.int(3))
        kind = OrderKind(rawValue: try row.int(4)) ?? .sale
        amount = Money(minor: try row.int64(6), currency: try row.currency(5))
        lines = try row.int(7)
    }
}

/// An order with everything the ledger holds about it.
package struct OrderDetail: Sendable {
    package struct Line: Sendable, Hashable {
        package var code: String
        package var name: String
        package var category: String?
        package var region: String?
        package var line: LedgerLine
    }

    /// The order as it was until a run replaced it.
    package struct Version: Sendable, Hashable {
        package var day: Day
        package var kind: OrderKind
        package var amount: Money
        package var lines: Int
        package var writtenBy: Run?
        package var replacedBy: Run?
    }

    package var head: OrderHead
    package var account: Int
    /// The day it counts on: later than its own when its month was closed.
    package var bookedDay: Day
    package var lines: [Line]
    /// The run that wrote it as it stands.
    package var run: Run?
    /// Newest first.
    package var versions: [Version]
}

extension OrderDetail.Line {
    static func all(of order: StoredOrder, in connection: any Connection) throws -> [OrderDetail.Line] {
        try connection.rows(
            """
            SELECT l.product_id, l.quantity, l.unit_price, l.amount_minor, l.cost_minor, l.discount_minor, l.region_id,
                p.code, p.name, c.name, r.name
            FROM order_lines l JOIN products p ON p.id = l.product_id
            LEFT JOIN categories c ON c.id = p.category_id LEFT JOIN regions r ON r.id = l.region_id
            WHERE l.account_id = \(order.account) AND l.id >= \(order.firstLine)
                AND l.id < \(order.firstLine + order.lineCount)
            ORDER BY l.id
            """
        ) { row in
            OrderDetail.Line(
                code: try row.text(7), name: try row.text(8), category: row.optionalText(9),
                region: row.optionalText(10), line: try LedgerLine(row))
        }
    }
}

extension OrderDetail.Version {
    static func all(of order: Int, in connection: any Connection) throws -> [OrderDetail.Version] {
        let found = try connection.rows(
            """
            SELECT day, kind, currency, amount_minor, line_count, run_id, replaced_by
            FROM order_versions WHERE order_id = \(order) ORDER BY replaced_by DESC
            """
        ) { row in
            let version = OrderDetail.Version(
                day: Day(try row.int(0)), kind: OrderKind(rawValue: try row.int(1)) ?? .sale,
                amount: Money(minor: try row.int64(3), currency: try row.currency(2)), lines: try row.int(4))
            return (version, run: try row.int(5), replacedBy: try row.int(6))
        }
        return try found.map { version, run, replacedBy in
            var version = version
            version.writtenBy = try RunStore.find(run, in: connection)
            version.replacedBy = try RunStore.find(replacedBy, in: connection)
            return version
        }
    }
}
