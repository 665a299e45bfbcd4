import Accounts
import Hummingbird
import Measures
import Rights
import Site

/// An account's orders and revenue, and each order.
enum LedgerRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("accounts/:id/revenue.json") { try await revenue($0) }
        routes.get("accounts/:id/orders") { try await orders($0) }
        routes.export("accounts/:id/orders") { visit in
            let days = DayFilter(OrderListing.query(visit), today: visit.today)
            return if let back = days.back(from: visit) { back } else { try await visit.send(orderFile(visit)) }
        }
        routes.get("accounts/:id/months") { try await months($0) }
        routes.export("accounts/:id/months") { try await $0.send(try await monthFile($0)) }
        routes.get("orders/:id") { try await order($0) }
        routes.export("orders/:id/lines") { try await $0.send(try await lineFile($0)) }
    }

    private static func revenue(_ visit: Visit) async throws -> Response {
        let account = try await visit.account()
        let all = try await visit.months(of: account)
        let ledger = try await visit.ledgerDays()
        guard let currency = try await visit.companyBooks()?.currency else { throw Refusal.notFound }
        let costs = try await CostReading(visit.database).months(of: account.id, currency: currency, scope: visit.scope)
        guard let months = RevenueMonths(all, currency: currency, ledger: ledger, costs: costs) else {
            throw Refusal.notFound
        }
        return try visit.json(RevenueChart(months, events: try await visit.events(of: account), visit).chart)
    }

    private static func orders(_ visit: Visit) async throws -> Response {
        let account = try await visit.account()
        let query = OrderListing.query(visit)
        let days = DayFilter(query, today: visit.today)
        let listing = OrderListing(query, days, account: account.id)
        let reading = OrderReading(visit.database)
        let found = days.hasProblems ? [] : try await reading.orders(listing, scope: visit.scope)
        let page = Page(
            "account-orders", title: visit.text(LedgerText.ordersTitle), template: "account-order-list",
            question: visit.text(LedgerText.ordersQuestion), place: .accounts, breadcrumbs: account.crumbs(visit))
        let table = OrderTable(visit)
        let company = try await visit.companyBooks()?.currency
        // Of all orders the months tell it without reading every day; of one kind nobody sums up.
        let totals: String? =
            if query.filters.isEmpty {
                table.totals(try await visit.months(of: account), company: company)
            } else if query.filters["kind"] == nil, !days.hasProblems {
                table.totals(try await reading.totals(listing, scope: visit.scope), company: company)
            } else { nil }
        let list = table.list(
            found, query: query, totals: totals, exportPath: "/accounts/\(account.id)/orders",
            views: try await visit.savedViews())
        let hasAny = !query.filters.isEmpty || !found.isEmpty
        return try visit.page(
            page, OrdersPage(filters: hasAny ? ListFilters(query, fields: days.fields) : nil, list: list),
            status: days.hasProblems ? .formProblems : .ok)
    }

    private static func orderFile(_ visit: Visit) async throws -> ListFile {
        let account = try await visit.account()
        let query = OrderListing.query(visit, size: ListFile.pageSize)
        let listing = OrderListing(query, DayFilter(query, today: visit.today), account: account.id)
        let (reading, scope) = (OrderReading(visit.database), visit.scope)
        return ListFile("orders-\(account.code)", OrderHead.exported, for: scope) { (last: OrderHead?) in
            var listing = listing
            listing.place = last.map { .after($0.mark) } ?? .start
            return try await reading.orders(listing, scope: scope)
        } records: {
            [$0.record]
        }
    }

    private static func months(_ visit: Visit) async throws -> Response {
        let account = try await visit.account()
        let months = try await visit.months(of: account)
        let table = MonthlyFactsTable(visit)
        let page = Page(
            "account-months", title: table.title(months), template: "account-order-list",
            question: visit.text(LedgerText.monthsQuestion), place: .accounts, breadcrumbs: account.crumbs(visit))
        let totals = OrderTable(visit).totals(months, company: try await visit.companyBooks()?.currency)
        return try visit.page(
            page,
            OrdersPage(
                list: table.all(
                    months, totals: totals, exportPath: "/accounts/\(account.id)/months",
                    views: try await visit.savedViews())))
    }

    private static func monthFile(_ visit: Visit) async throws -> ListFile {
        let account = try await visit.account()
        let months = try await visit.months(of: account)
        return ListFile(
            "months-\(account.code)", MonthlyFactsTable.exported, for: visit.scope, records: months.map(\.record))
    }

    private static func found(_ visit: Visit) async throws -> (OrderDetail, Account) {
        let found = try await OrderReading(visit.database).order(try visit.number("id"), scope: visit.scope)
        guard let found, let account = try await AccountStore(visit.database).account(found.account, scope: visit.scope)
        else { throw Refusal.notFound }
        return (found, account)
    }

    private static func lineFile(_ visit: Visit) async throws -> ListFile {
        let order = try await found(visit).0
        return ListFile(
            "order-\(order.head.number)", OrderDetail.Line.exported, for: visit.scope,
            records: order.lines.map { $0.record(order.head) })
    }

    private static func order(_ visit: Visit) async throws -> Response {
        let (found, account) = try await found(visit)
        let page = Page(
            "order", title: visit.text(LedgerText.orderTitle, ["number": found.head.number]), template: "order",
            question: visit.text(LedgerText.orderQuestion), place: .accounts, breadcrumbs: account.crumbs(visit))
        return try visit.page(page, OrderPageMaker(visit, found, account).page)
    }
}

extension OrderDetail.Line {
    /// The columns of the export, as an import reads them.
    fileprivate static let exported: [ExportColumn] = [
        .text("order_number"), .day("day"), .text("product_code"), .text("product_name"), .text("category"),
        .text("region"), .number("quantity"), .number("unit_price"), .number("amount"), .number("cost", .cost),
        .number("discount"), .text("currency"),
    ]

    fileprivate func record(_ head: OrderHead) -> [String] {
        let currency = head.amount.currency
        func amount(_ minor: Int64?) -> String { minor.map { Money(minor: $0, currency: currency).decimalText } ?? "" }
        return [
            head.number, head.day.iso, code, name, category ?? "", region ?? "",
            line.quantity.decimalText, line.unitPrice.decimalText, amount(line.amount), amount(line.cost),
            amount(line.discount), currency.code,
        ]
    }
}

extension OrderHead {
    /// The columns of the export.
    fileprivate static let exported: [ExportColumn] = [
        .text("number"), .text("source"), .day("day"),
        .choice("kind", [OrderKind.sale, .cancellation, .void].map { ("\($0)", $0.title) }), .number("lines"),
        .number("amount"),
        .text("currency"),
    ]

    fileprivate var record: [String] {
        [number, source, day.iso, "\(kind)", String(lines), amount.decimalText, amount.currency.code]
    }
}
