import Measures
import Site

/// The monthly facts of an account (SPEC L2), a row for each month and currency, newest first.
struct MonthlyFactsTable {
    let visit: Visit
    private let style: NumberStyle

    init(_ visit: Visit) {
        self.visit = visit
        style = NumberStyle(visit.language)
    }

    func list(_ months: [AccountMonth]) -> ListView {
        let query = ListQuery(visit, sorts: [], usual: "-month", size: months.count)
        return ListView(
            "facts", query: query, slice: query.slice(months) { Cursor([$0.month.iso]) }, columns: columns,
            cells: cells, empty: .init(""))
    }

    private var columns: [ListView.Column] {
        let numbers: [LedgerText] = [
            .revenue, .purchases, .returns, .orders, .orderDays, .lines, .categories, .costKnown,
        ]
        return [
            .number("month", visit.text(LedgerText.month), isSortable: false),
            .text("currency", visit.text(LedgerText.currency), isSortable: false),
        ] + numbers.map { .number($0.rawValue, visit.text($0), isSortable: false) }
    }

    private func cells(_ month: AccountMonth) -> [ListCell] {
        let facts = month.facts
        let amounts = [facts.revenue, facts.purchases, facts.returns].map { minor in
            let text = style.amount(Money(minor: minor, currency: month.currency))
            return minor < 0 ? ListCell.negative(text) : .number(text)
        }
        let counts = [facts.orders, facts.orderDays, facts.lines, facts.categories].map {
            ListCell.number(style.integer($0))
        }
        return [.number(month.month.iso), .text(month.currency.code)] + amounts + counts + [costKnown(facts)]
    }

    private func costKnown(_ facts: MonthlyFacts) -> ListCell {
        facts.costKnownShare.map { .number(style.percent($0, digits: 0)) } ?? .unknown
    }
}
