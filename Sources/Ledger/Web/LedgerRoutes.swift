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
        routes.get("accounts/:id/orders.csv", for: .whoMay(.exporting)) { try await export($0) }
        routes.get("accounts/:id/months") { try await months($0) }
        routes.get("accounts/:id/months.csv", for: .whoMay(.exporting)) { try await exportMonths($0) }
        routes.get("orders/:id") { try await order($0) }
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
        let found = try await OrderReading(visit.database)
            .orders(OrderListing(query, account: account.id), scope: visit.scope)
        let page = Page(
            "account-orders", title: visit.text(LedgerText.ordersTitle), template: "account-order-list",
            question: visit.text(LedgerText.ordersQuestion), place: .accounts, breadcrumbs: account.crumbs(visit))
        let table = OrderTable(visit)
        var totals: String?
        // They cover all orders.
        if query.filters.isEmpty {
            totals = table.totals(
                try await visit.months(of: account), company: try await visit.companyBooks()?.currency)
        }
        let list = table.list(
            found, query: query, totals: totals, exportPath: "/accounts/\(account.id)/orders.csv",
            views: try await visit.savedViews())
        return try visit.page(page, OrdersPage(list: list))
    }

    private static func export(_ visit: Visit) async throws -> Response {
        let account = try await visit.account()
        let export = OrderExport(
            reading: OrderReading(visit.database),
            listing: OrderListing(OrderListing.query(visit, size: 2_000), account: account.id), scope: visit.scope)
        return try await visit.download("orders-\(account.code).csv") { try await export.write($0) }
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
                    months, totals: totals, exportPath: "/accounts/\(account.id)/months.csv",
                    views: try await visit.savedViews())))
    }

    private static func exportMonths(_ visit: Visit) async throws -> Response {
        let account = try await visit.account()
        let months = try await visit.months(of: account)
        let columns = MonthlyFactsTable.exported(for: visit.scope)
        let text =
            try ExportText.opening(columns.names) + ExportText.records(months.map { columns.shown($0.record) })
        return try await visit.download("months-\(account.code).csv") { try await $0(text) }
    }

    private static func order(_ visit: Visit) async throws -> Response {
        let found = try await OrderReading(visit.database).order(try visit.number("id"), scope: visit.scope)
        guard let found, let account = try await AccountStore(visit.database).account(found.account, scope: visit.scope)
        else { throw Refusal.notFound }
        let page = Page(
            "order", title: visit.text(LedgerText.orderTitle, ["number": found.head.number]), template: "order",
            question: visit.text(LedgerText.orderQuestion), place: .accounts, breadcrumbs: account.crumbs(visit))
        return try visit.page(page, OrderPageMaker(visit, found, account).page)
    }
}

/// An account's orders as a file, read page by page.
struct OrderExport: Sendable {
    let reading: OrderReading
    let listing: OrderListing
    let scope: Scope

    func write(_ write: (String) async throws -> Void) async throws {
        var listing = listing
        listing.place = .start
        let columns = ["number", "source", "day", "kind", "lines", "amount", "currency"]
        try await ExportText.write(columns, size: listing.size, to: write) { (last: OrderHead?) in
            if let last { listing.place = .after(last.mark) }
            return try await reading.orders(listing, scope: scope)
        } record: {
            record($0)
        }
    }

    private func record(_ order: OrderHead) -> [String] {
        [
            order.number, order.source, order.day.iso, "\(order.kind)", String(order.lines), order.amount.decimalText,
            order.amount.currency.code,
        ]
    }
}
