import Accounts
import Measures
import Rights
import Site

/// The monthly facts of an account (SPEC L2), a row for each month and currency, newest first.
struct MonthlyFactsTable {
    let visit: Visit
    private let style: NumberStyle

    init(_ visit: Visit) {
        self.visit = visit
        style = NumberStyle(visit.language)
    }

    /// How many rows the account page shows.
    private static let rowsAtFirst = 12

    /// The newest for the account page.
    func newest(_ months: [AccountMonth]) -> ListView {
        list(
            Array(months.prefix(Self.rowsAtFirst)), title: title(months), hasCurrency: Self.currency(of: months) == nil)
    }

    /// All of them, for the page of their own.
    func all(_ months: [AccountMonth], totals: String?, exportPath: String, views: ListViews?) -> ListView {
        list(
            months, hasCurrency: Self.currency(of: months) == nil, totals: totals, exportPath: exportPath,
            views: months.isEmpty ? nil : views)
    }

    private func list(
        _ months: [AccountMonth], title: String? = nil, hasCurrency: Bool, totals: String? = nil,
        exportPath: String? = nil, views: ListViews? = nil
    ) -> ListView {
        ListView(
            "facts", title: title, query: ListQuery(visit, sorts: [], usual: "-month", size: months.count),
            slice: ListSlice(rows: months), columns: columns(hasCurrency), cells: { cells($0, hasCurrency) },
            totals: totals, exportPath: months.isEmpty ? nil : exportPath, views: views,
            empty: OrderTable(visit).empty)
    }

    /// Names the currency where there is only one, which then needs no column.
    func title(_ months: [AccountMonth]) -> String {
        Self.currency(of: months).map { visit.text(LedgerText.factsTitleIn, ["currency": $0.code]) }
            ?? visit.text(LedgerText.factsTitle)
    }

    private static func currency(of months: [AccountMonth]) -> Currency? {
        let currencies = Set(months.map(\.currency))
        return currencies.count == 1 ? currencies.first : nil
    }

    private func columns(_ hasCurrency: Bool) -> [ListView.Column] {
        let numbers: [LedgerText] =
            [.revenue, .purchases, .returns, .orders, .orderDays, .lines, .categories]
            + (visit.sees(.cost) ? [.costKnown] : [])
        let currency = ListView.Column.text("currency", visit.text(LedgerText.currency), isSortable: false).asFixed
        return [.short("month", visit.text(LedgerText.month), isSortable: false)] + (hasCurrency ? [currency] : [])
            + numbers.map { .number($0.rawValue, visit.text($0), isSortable: false) }
    }

    private func cells(_ month: AccountMonth, _ hasCurrency: Bool) -> [ListCell] {
        let facts = month.facts
        let amounts = [facts.revenue, facts.purchases, facts.returns].map { minor in
            let text = style.amount(Money(minor: minor, currency: month.currency))
            return minor < 0 ? ListCell.negative(text) : .number(text)
        }
        let counts = [facts.orders, facts.orderDays, facts.lines].map { ListCell.number(style.integer($0)) }
        return [.text(month.month.iso)] + (hasCurrency ? [.text(month.currency.code)] : []) + amounts + counts
            + [categories(facts)] + (visit.sees(.cost) ? [costKnown(facts)] : [])
    }

    /// Lines of which none has a category tell nothing about how many were bought.
    private func categories(_ facts: MonthlyFacts) -> ListCell {
        facts.categories == 0 && facts.lines > 0 ? .unknown : .number(style.integer(facts.categories))
    }

    private func costKnown(_ facts: MonthlyFacts) -> ListCell {
        facts.costKnownShare.map { .number(style.percent($0, digits: 0)) } ?? .unknown
    }
}

extension MonthlyFactsTable {
    /// The columns of the export; each fact as it is kept, costs and the revenue they are known for included where
    /// the reader may see them.
    static let exported: [ExportColumn] = [
        .text("month"), .text("currency"), .number("orders"), .number("order_days"), .number("lines"),
        .number("categories"), .number("quantity"), .number("revenue"), .number("purchases"), .number("returns"),
        .number("cost", .cost), .number("costed_revenue", .cost), .number("discount"),
    ]
}

extension AccountMonth {
    /// A record of `MonthlyFactsTable.exported`.
    var record: [String] {
        let counts = [facts.orders, facts.orderDays, facts.lines, facts.categories].map { String($0) }
        let amounts = [
            facts.revenue, facts.purchases, facts.returns, facts.cost, facts.costedRevenue, facts.discount,
        ].map { Money(minor: $0, currency: currency).decimalText }
        return [month.iso, currency.code] + counts + [decimalText(facts.quantity, decimals: 3)] + amounts
    }
}
