import Measures
import Rights
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
    func list(_ orders: [OrderHead], title: String) -> ListView {
        let query = ListQuery(visit, sorts: [], usual: "-day", size: orders.count)
        let currency = Self.currency(of: orders)
        return ListView(
            "orders", title: title, query: query, slice: query.slice(orders) { $0.mark.cursor },
            columns: columns(isSortable: false, currency), cells: { cells($0, currency) }, empty: empty)
    }

    /// All orders of an account, page by page.
    func list(
        _ orders: [OrderHead], query: ListQuery, totals: String?, exportPath: String, views: ListViews?
    ) -> ListView {
        let currency = Self.currency(of: orders)
        let isFiltered = !query.filters.isEmpty
        let hasAny = isFiltered || !orders.isEmpty
        return ListView(
            "orders", query: query, slice: query.slice(orders) { $0.mark.cursor },
            columns: columns(isSortable: true, currency), cells: { cells($0, currency) },
            chips: hasAny ? chips(query) : [], totals: totals, exportPath: orders.isEmpty ? nil : exportPath,
            views: hasAny ? views : nil, empty: isFiltered ? noSuch(query) : empty)
    }

    private func chips(_ query: ListQuery) -> [ListView.Chip] {
        OrderListing.Kind.allCases.map {
            ListView.Chip(visit.text($0.title), filter: "kind", is: $0.rawValue, in: query)
        }
    }

    /// What all orders of an account come to.
    func totals(_ months: [AccountMonth], company: Currency?) -> String? {
        let byCurrency = Dictionary(grouping: months, by: \.currency).map { currency, months in
            OrderTotal(
                orders: months.reduce(0) { $0 + $1.facts.orders },
                revenue: Money(minor: months.reduce(0) { $0 + $1.facts.revenue }, currency: currency))
        }
        return totals(byCurrency, company: company)
    }

    /// What the orders of some days come to.
    func totals(_ totals: OrderTotals, company: Currency?) -> String? {
        let late =
            totals.elsewhere == 0
            ? nil
            : visit.text(
                LedgerText.ordersLate, ["count": style.integer(totals.elsewhere)], count: totals.elsewhere)
        let sentences = [self.totals(totals.sums, company: company), late].compactMap { $0 }
        return sentences.isEmpty ? nil : sentences.joined(separator: " · ")
    }

    /// Unlike currencies are never added: the company's comes first.
    func totals(_ totals: [OrderTotal], company: Currency?) -> String? {
        guard !totals.isEmpty else { return nil }
        func rank(_ total: OrderTotal) -> (Int, Currency) {
            (total.revenue.currency == company ? 0 : 1, total.revenue.currency)
        }
        let parts = totals.sorted { rank($0) < rank($1) }.map { total in
            visit.text(
                LedgerText.ordersPart, ["revenue": style.money(total.revenue), "count": style.integer(total.orders)],
                count: total.orders)
        }
        let separator = visit.language == .zh ? "；" : "; "
        return visit.text(LedgerText.ordersTotals, ["parts": parts.joined(separator: separator)])
    }

    /// The currency of all these orders, which then stands in the head; nil when there are several.
    private static func currency(of orders: [OrderHead]) -> Currency? {
        let currencies = Set(orders.map(\.amount.currency))
        return currencies.count == 1 ? currencies.first : nil
    }

    /// What a phone should show without scrolling stands first.
    private func columns(isSortable: Bool, _ currency: Currency?) -> [ListView.Column] {
        func text(_ title: LedgerText) -> ListView.Column {
            .text(title.rawValue, visit.text(title), isSortable: false)
        }
        let amount =
            currency.map { visit.text(LedgerText.amountIn, ["currency": $0.code]) } ?? visit.text(LedgerText.amount)
        return [
            text(.number).asName, .short("day", visit.text(LedgerText.day), isSortable: isSortable),
            .number("amount", amount, isSortable: false),
        ] + (currency == nil ? [text(.currency).asFixed] : []) + [
            text(.kind), .number("lines", visit.text(LedgerText.lines), isSortable: false),
        ] + (isSortable ? [text(.source)] : [])
    }

    private func cells(_ order: OrderHead, _ currency: Currency?) -> [ListCell] {
        let amount = style.amount(order.amount)
        // What only brings goods back is no sale to whoever reads the list.
        let isReturn = order.kind == .sale && order.amount.minor < 0
        let kind = visit.text(isReturn ? .goodsReturned : order.kind.title)
        return [
            .link(order.number, path: "/orders/\(order.id)"), .text(order.day.iso),
            order.amount.minor < 0 ? .negative(amount) : .number(amount),
        ] + (currency == nil ? [.text(order.amount.currency.code)] : []) + [
            order.kind == .sale ? .text(kind) : .badge(kind, order.kind.tone), .number(style.integer(order.lines)),
            .text(order.source),
        ]
    }

    private func noSuch(_ query: ListQuery) -> ListView.Empty {
        .init(
            visit.text(LedgerText.noSuchOrders), act: visit.text(LedgerText.showAllOrders),
            path: query.path)
    }

    var empty: ListView.Empty {
        .init(
            visit.text(LedgerText.noOrders), text: visit.text(LedgerText.noOrdersText),
            act: visit.may(.importing) ? visit.text(LedgerText.importOrders) : nil, path: "/imports")
    }
}

extension OrderHead {
    var mark: DayMark { DayMark(day: day, id: id) }
}

extension OrderListing.Kind {
    fileprivate var title: LedgerText {
        switch self {
        case .sale: .sale
        case .goodsReturned: .goodsReturned
        case .cancellation: .cancellation
        case .void: .voided
        }
    }
}

extension OrderListing {
    static func query(_ visit: Visit, size: Int = ListQuery.usualSize) -> ListQuery {
        ListQuery(visit, sorts: ["day"], usual: "-day", filters: ["kind"] + DayFilter.names, size: size)
    }

    init(_ query: ListQuery, _ days: DayFilter, account: Int) {
        self.init(account: account)
        (from, through) = (days.from, days.through)
        kind = query.filters["kind"].flatMap { Kind(rawValue: $0) }
        isDescending = query.isDescending
        size = query.size
        place = query.place.at { DayMark($0) }
    }
}
