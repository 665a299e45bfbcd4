import Accounts
import Measures
import Rights
import Site

/// What the ledger shows on the account page: what it did in twelve months, revenue by month, what serving it cost,
/// the newest orders, the monthly facts.
enum AccountPanels {
    fileprivate static let shownOrders = 10

    static var all: [AccountPanel] {
        [
            AccountPanel(.course, part: measures), AccountPanel(.course, part: revenue), AccountPanel(part: orders),
            AccountPanel(part: facts), AccountPanel(part: costs),
        ]
    }

    struct Revenue: PageValue {
        let chart: ChartView
        let note: String
        let others: [String]
    }

    struct Orders: PageValue {
        let list: ListView
        let allTitle: String?
        let allPath: String
    }

    struct Facts: PageValue {
        let list: ListView
        let allTitle: String
        let allPath: String
    }

    /// Twelve months up to the last day anyone bought: what came later is not known here.
    @Sendable private static func measures(_ visit: Visit, _ account: Account) async throws -> AccountPanel.Part? {
        guard let currency = try await visit.companyBooks()?.currency,
            let found = try await visit.records(of: account)?.measures
        else { return nil }
        return AccountPanel.Part(
            visit.text(LedgerText.measuresTitle), template: "account-measures",
            value: MeasuresPanel(found, currency: currency, visit))
    }

    @Sendable private static func revenue(_ visit: Visit, _ account: Account) async throws -> AccountPanel.Part? {
        guard let books = try await visit.companyBooks(), let records = try await visit.records(of: account),
            let months = RevenueMonths(
                records.months, currency: books.currency, ledger: books.days, costs: records.costMonths)
        else { return nil }
        return AccountPanel.Part(
            nil, name: visit.text(LedgerText.revenueWay), template: "account-revenue",
            value: Revenue(
                chart: RevenueChart(months, events: [], visit).view(account.id), note: note(months, visit),
                others: others(records.months, besides: books.currency, visit)))
    }

    private static func note(_ months: RevenueMonths, _ visit: Visit) -> String {
        let style = DayStyle(visit.language)
        let costs = months.costsThrough.map { visit.text(LedgerText.costsThrough, ["month": style.month($0)]) }
        return visit.sentences([range(months, style, visit), costs].compactMap { $0 })
    }

    private static func range(_ months: RevenueMonths, _ style: DayStyle, _ visit: Visit) -> String {
        let last = months.months.last.map { style.month($0) } ?? ""
        guard let start = months.ledgerStart else { return visit.text(LedgerText.revenueNote, ["last": last]) }
        return visit.text(LedgerText.revenueNoteStart, ["last": last, "first": style.month(start)])
    }

    /// Unlike currencies are never added: each has a line of its own.
    private static func others(_ all: [AccountMonth], besides currency: Currency, _ visit: Visit) -> [String] {
        let others = Dictionary(grouping: all.filter { $0.currency != currency }, by: \.currency)
        return others.sorted { $0.key < $1.key }.map { currency, months in
            let revenue = Money(minor: months.reduce(0) { $0 + $1.facts.revenue }, currency: currency)
            let orders = months.reduce(0) { $0 + $1.facts.orders }
            let style = NumberStyle(visit.language)
            return visit.text(
                LedgerText.otherCurrency, ["revenue": style.compactMoney(revenue), "count": style.integer(orders)],
                count: orders)
        }
    }

    @Sendable private static func costs(_ visit: Visit, _ account: Account) async throws -> AccountPanel.Part? {
        guard let currency = try await visit.companyBooks()?.currency,
            let found = try await visit.records(of: account)?.costs
        else { return nil }
        return AccountPanel.Part(
            visit.text(LedgerText.costsTitle), template: "account-costs",
            value: CostsPanel(found, company: currency, visit))
    }

    @Sendable private static func orders(_ visit: Visit, _ account: Account) async throws -> AccountPanel.Part? {
        let found = try await visit.records(of: account)?.newestOrders ?? []
        let path = "/accounts/\(account.id)/orders"
        let title =
            found.count > shownOrders
            ? visit.text(LedgerText.recentOrders, ["shown": String(shownOrders)])
            : visit.text(LedgerText.ordersTitle)
        return AccountPanel.Part(
            title, name: visit.text(LedgerText.ordersTitle), template: "account-orders",
            value: Orders(
                list: OrderTable(visit).list(Array(found.prefix(shownOrders)), title: title),
                allTitle: found.isEmpty ? nil : visit.text(LedgerText.allOrders), allPath: path))
    }

    @Sendable private static func facts(_ visit: Visit, _ account: Account) async throws -> AccountPanel.Part? {
        guard let all = try await visit.records(of: account)?.months, !all.isEmpty else { return nil }
        let table = MonthlyFactsTable(visit)
        return AccountPanel.Part(
            table.title(all), name: visit.text(LedgerText.factsTitle), template: "account-facts",
            value: Facts(
                list: table.newest(all), allTitle: visit.text(LedgerText.allMonths),
                allPath: "/accounts/\(account.id)/months"))
    }
}

extension Visit {
    /// What the panels of the account page are made from.
    fileprivate func records(of account: Account) async throws -> AccountRecords? {
        struct Question: Hashable, Sendable { var account: Int }
        let books = try await companyBooks()
        return try await once(Question(account: account.id)) {
            try await AccountRecords.read(
                account.id, books: books, today: today, orders: AccountPanels.shownOrders, costs: CostsPanel.shown,
                scope: scope, from: database)
        }
    }

    /// The monthly facts of an account, every currency.
    func months(of account: Account) async throws -> [AccountMonth] {
        try await OrderReading(database).months(account: account.id, scope: scope)
    }
}
