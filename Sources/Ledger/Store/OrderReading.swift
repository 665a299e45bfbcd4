package import Accounts
package import Database
package import Measures
package import Rights
package import Site

/// Reads orders and facts for pages.
package struct OrderReading: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// An account's monthly facts in every currency, newest first.
    package func months(account: Int, scope: Scope) async throws -> [AccountMonth] {
        try await database.read { try Self.months(account, scope, in: $0) }
    }

    static func months(_ account: Int, _ scope: Scope, in connection: any Connection) throws -> [AccountMonth] {
        guard try scope.includes(account, in: connection) else { return [] }
        return try connection.rows(
            """
            SELECT month, currency, orders, lines, quantity, revenue_minor, purchases_minor, cost_minor,
                costed_revenue_minor, discount_minor, order_days, categories
            FROM monthly_facts WHERE account_id = \(account) ORDER BY month DESC, currency
            """
        ) { row in
            AccountMonth(
                month: Month(index: try row.int(0)), currency: try row.currency(1),
                facts: try MonthlyFacts(row, from: 2).seen(scope))
        }
    }

    /// One page of an account's orders by day, and one more, in reading order.
    package func orders(_ listing: OrderListing, scope: Scope) async throws -> [OrderHead] {
        try await database.read { try Self.orders(listing, scope, in: $0) }
    }

    static func orders(
        _ listing: OrderListing, _ scope: Scope, in connection: any Connection
    ) throws -> [OrderHead] {
        guard try scope.includes(listing.account, in: connection) else { return [] }
        return try connection.rows(
            """
            SELECT \(OrderHead.columns) FROM orders JOIN sources ON sources.id = orders.source_id
            WHERE \(listing.meant)\(listing.beyond)
            ORDER BY orders.day\(listing.way), orders.id\(listing.way) LIMIT \(listing.size + 1)
            """
        ) { try OrderHead($0) }
    }

    /// What the orders of a list's days come to, of whatever kind they are, as judging counts them: on the days that
    /// they are booked on.
    package func totals(_ listing: OrderListing, scope: Scope) async throws -> OrderTotals {
        try await database.read { connection in
            guard try scope.includes(listing.account, in: connection) else { return OrderTotals() }
            let sums = try connection.rows(
                """
                SELECT currency, CAST(sum(orders) AS BIGINT), CAST(sum(purchases_minor + returns_minor) AS BIGINT)
                FROM order_days WHERE account_id = \(listing.account)\(listing.within("day"))
                GROUP BY currency ORDER BY currency
                """
            ) { row in
                OrderTotal(
                    orders: try row.int(1), revenue: Money(minor: try row.int64(2), currency: try row.currency(0)))
            }
            let elsewhere = try connection.integer(
                """
                SELECT CAST(count(*) AS BIGINT) FROM late_bookings b JOIN orders o ON o.id = b.order_id
                WHERE b.account_id = \(listing.account) AND b.is_standing AND b.day <> o.day
                    AND ((1 = 1\(listing.within("b.day"))) <> (1 = 1\(listing.within("o.day"))))
                """)
            return OrderTotals(sums: sums, elsewhere: elsewhere ?? 0)
        }
    }

    /// An order with its lines and former versions; nil when there is none, or none this person may see.
    package func order(_ id: Int, scope: Scope) async throws -> OrderDetail? {
        if scope.isNothing { return nil }
        return try await database.read { connection in
            guard let head = try OrderHead.find(id, in: connection) else { return nil }
            let stored = try connection.first(
                "SELECT \(StoredOrder.columns("orders")) FROM orders WHERE id = \(id)"
            ) { try StoredOrder($0) }
            guard let stored, try scope.includes(stored.account, in: connection) else { return nil }
            let late = try LateBookings.of([id], in: connection)[id]?.kept.first(where: \.isStanding)
            return OrderDetail(
                head: head, account: stored.account, bookedDay: late?.entry.day ?? stored.day,
                lines: try OrderDetail.Line.all(of: stored, in: connection).map { $0.seen(scope) },
                run: try RunStore.find(stored.run, in: connection),
                versions: try OrderDetail.Version.all(of: id, in: connection))
        }
    }

    /// The company's currency, how far its ledger reaches, and a version of everything written; nil before the first
    /// import.
    package func books() async throws -> CompanyBooks.State? {
        try await database.read { connection in
            guard let currency = try CompanySettings.currency(in: connection) else { return nil }
            return CompanyBooks.State(
                currency: currency, days: try LedgerExtent.days(in: connection),
                version: try LedgerExtent.version(in: connection))
        }
    }
}

/// A month of one account in one currency.
package struct AccountMonth: Sendable, Hashable {
    package var month: Month
    package var currency: Currency
    package var facts: MonthlyFacts
}

/// What the orders of some days come to.
package struct OrderTotals: Sendable, Hashable {
    /// One for each currency.
    package var sums: [OrderTotal] = []
    /// How many late orders are dated on these days and counted on others, or the reverse (decision 4).
    package var elsewhere = 0
}

/// What orders of one currency come to.
package struct OrderTotal: Sendable, Hashable {
    /// Those that bought something (`LedgerLine.isPurchase`).
    package var orders: Int
    package var revenue: Money
}

/// Which orders of an account a list shows.
package struct OrderListing: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case sale
        /// A sale that only brings goods back.
        case goodsReturned = "return"
        case cancellation, void
    }

    package var account: Int
    /// Nil for all of them.
    package var kind: Kind?
    /// The first day and the last that are meant; nil for no end.
    package var from: Day?
    package var through: Day?
    package var isDescending = true
    package var place = ListPlace<DayMark>.start
    package var size = 50

    package init(account: Int) { self.account = account }

    private var goesDown: Bool { isDescending != place.isBackward }

    fileprivate var way: SQL { goesDown ? " DESC" : " ASC" }

    fileprivate var meant: SQL { "orders.account_id = \(account)\(within("orders.day"))\(ofKind)" }

    /// Whether a column's day is one of those that are meant.
    fileprivate func within(_ column: String) -> SQL {
        var within: SQL = ""
        if let from { within = within + " AND \(unsafe: column) >= \(Int(from.number))" }
        if let through { within = within + " AND \(unsafe: column) <= \(Int(through.number))" }
        return within
    }

    private var ofKind: SQL {
        switch kind {
        case nil: ""
        case .sale: " AND orders.kind = \(OrderKind.sale.rawValue) AND orders.amount_minor >= 0"
        case .goodsReturned: " AND orders.kind = \(OrderKind.sale.rawValue) AND orders.amount_minor < 0"
        case .cancellation: " AND orders.kind = \(OrderKind.cancellation.rawValue)"
        case .void: " AND orders.kind = \(OrderKind.void.rawValue)"
        }
    }

    fileprivate var beyond: SQL {
        guard let mark = place.mark else { return "" }
        let side: SQL = goesDown ? "<" : ">"
        return " AND (orders.day, orders.id) \(side) (\(Int(mark.day.number)), \(mark.id))"
    }
}
