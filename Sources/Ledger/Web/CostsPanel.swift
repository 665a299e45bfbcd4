import Measures
import Site

/// What serving an account cost in the last twelve months: a total for each kind, and the newest costs.
struct CostsPanel: PageValue {
    static let shown = 8

    let totals: Markup
    let list: ListView
    let note: String

    init(_ costs: AccountCosts, company: Currency, _ visit: Visit) {
        totals = costs.totals.sorted { ($0.currency == company ? 0 : 1) < ($1.currency == company ? 0 : 1) }
            .flatMap { Self.totals($0, visit) }.html()
        list = CostTable(visit).list(costs.newest)
        let values = [
            "range": DayStyle(visit.language).range(costs.window),
            "count": NumberStyle(visit.language).integer(costs.count), "shown": String(Self.shown),
        ]
        note = visit.text(costs.count > Self.shown ? LedgerText.costsNewest : .costsAll, values, count: costs.count)
    }

    /// Says nothing of kinds there are none of.
    private static func totals(_ total: AccountCosts.Total, _ visit: Visit) -> [Fact] {
        let style = NumberStyle(visit.language)
        return CostKind.allCases.map { ($0, total.costs[$0]) }.filter { $0.1 != 0 }.map { kind, minor in
            let money = style.money(Money(minor: minor, currency: total.currency))
            return Fact(visit.text(kind.title), minor < 0 ? .negative(money) : .number(money))
        }
    }
}

/// Costs as a table.
private struct CostTable {
    let visit: Visit

    init(_ visit: Visit) { self.visit = visit }

    func list(_ costs: [Cost]) -> ListView {
        let query = ListQuery(visit, sorts: [], usual: "-day", size: costs.count)
        let currencies = Set(costs.map(\.currency))
        let currency = currencies.count == 1 ? currencies.first : nil
        return ListView(
            "costs", title: visit.text(LedgerText.costsTitle), query: query,
            slice: query.slice(costs) { Cursor([String($0.day.number)]) }, columns: columns(currency),
            cells: { cells($0, currency) }, empty: .init(""))
    }

    private func columns(_ currency: Currency?) -> [ListView.Column] {
        let amount =
            currency.map { visit.text(LedgerText.amountIn, ["currency": $0.code]) } ?? visit.text(LedgerText.amount)
        return [
            .short("day", visit.text(LedgerText.day), isSortable: false),
            .text("kind", visit.text(LedgerText.kind), isSortable: false),
            .number("amount", amount, isSortable: false),
        ] + (currency == nil ? [.text("currency", visit.text(LedgerText.currency), isSortable: false)] : []) + [
            .text("note", visit.text(LedgerText.costNote), isSortable: false).asName
        ]
    }

    private func cells(_ cost: Cost, _ currency: Currency?) -> [ListCell] {
        let amount = NumberStyle(visit.language).amount(Money(minor: cost.amount, currency: cost.currency))
        return [
            .text(cost.day.iso), .text(visit.text(cost.kind.title)),
            cost.amount < 0 ? .negative(amount) : .number(amount),
        ] + (currency == nil ? [.text(cost.currency.code)] : []) + [.text(cost.note)]
    }
}

extension CostKind {
    var title: LedgerText {
        switch self {
        case .service: .costService
        case .concession: .costConcession
        case .financing: .costFinancing
        case .writtenOff: .costWrittenOff
        }
    }
}
