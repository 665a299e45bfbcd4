import Measures
import Site

/// Orders and facts as tables.
struct OrderTable {
    let visit: Visit
    private let style: NumberStyle

    init(_ visit: Visit) {
        self.visit = visit
        style = NumberStyle(visit.language)
    }

    /// A few orders without paging.
    func list(_ orders: [OrderHead]) -> ListView {
        let query = ListQuery(visit, sorts: [], usual: "-day", size: orders.count)
        return ListView(
            "orders", query: query, slice: query.slice(orders) { $0.mark.cursor }, columns: columns(isSortable: false),
            cells: cells, empty: empty)
    }

    /// All orders of an account, page by page.
    func list(_ orders: [OrderHead], query: ListQuery, exportPath: String) -> ListView {
        ListView(
            "orders", query: query, slice: query.slice(orders) { $0.mark.cursor }, columns: columns(isSortable: true),
            cells: cells, exportPath: orders.isEmpty ? nil : exportPath, empty: empty)
    }

    /// What a phone should show without scrolling stands first.
    private func columns(isSortable: Bool) -> [ListView.Column] {
        [
            .text("number", visit.text(LedgerText.number), isSortable: false),
            .number("day", visit.text(LedgerText.day), isSortable: isSortable),
            .number("amount", visit.text(LedgerText.amount), isSortable: false),
            .text("currency", visit.text(LedgerText.currency), isSortable: false),
            .text("kind", visit.text(LedgerText.kind), isSortable: false),
            .number("lines", visit.text(LedgerText.lines), isSortable: false),
        ] + (isSortable ? [.text("source", visit.text(LedgerText.source), isSortable: false)] : [])
    }

    private func cells(_ order: OrderHead) -> [ListCell] {
        let amount = style.amount(order.amount)
        let kind = visit.text(order.kind.title)
        return [
            .link(order.number, path: "/orders/\(order.id)"), .number(order.day.iso),
            order.amount.minor < 0 ? .negative(amount) : .number(amount), .text(order.amount.currency.code),
            order.kind == .sale ? .text(kind) : .badge(kind, order.kind.tone), .number(style.integer(order.lines)),
            .text(order.source),
        ]
    }

    private var empty: ListView.Empty {
        .init(
            visit.text(LedgerText.noOrders), text: visit.text(LedgerText.noOrdersText),
            act: visit.text(LedgerText.importOrders), path: "/imports")
    }
}

extension OrderHead {
    var mark: OrderListing.Mark { OrderListing.Mark(day: day, id: id) }
}

extension OrderListing.Mark {
    var cursor: Cursor { Cursor([String(day.number), String(id)]) }

    /// Nil for a place that no order list wrote.
    init?(_ cursor: Cursor) {
        guard cursor.values.count == 2, let day = Int32(cursor.values[0]), let id = Int(cursor.values[1]) else {
            return nil
        }
        self.init(day: Day(Int(day)), id: id)
    }
}

extension OrderListing {
    init(_ query: ListQuery, account: Int) {
        self.init(account: account)
        isDescending = query.isDescending
        size = query.size
        switch query.place {
        case .start: place = .start
        case .after(let cursor): place = Mark(cursor).map { .after($0) } ?? .start
        case .before(let cursor): place = Mark(cursor).map { .before($0) } ?? .start
        }
    }
}
