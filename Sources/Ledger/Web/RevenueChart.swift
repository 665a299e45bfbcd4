import Measures
import Site

/// Revenue by month as a chart and as its table.
struct RevenueChart {
    let months: RevenueMonths
    let visit: Visit

    init(_ months: RevenueMonths, _ visit: Visit) {
        self.months = months
        self.visit = visit
    }

    /// Purchases upwards, returns downwards: what stands out on either side is what happened.
    var chart: Chart {
        Chart(
            .stackedBar, unit: .money(months.currency.code), categories: months.months.map(\.iso),
            series: [
                .init(visit.text(LedgerText.purchases), months.facts.map { major($0?.purchases) }, tone: .accent),
                .init(visit.text(LedgerText.returns), months.facts.map { major($0?.returns) }, tone: .severe),
            ])
    }

    func view(_ account: Int) -> ChartView {
        ChartView(
            id: "revenue", title: visit.text(LedgerText.revenueTitle, ["currency": months.currency.code]),
            path: "/accounts/\(account)/revenue.json",
            heads: [.month, .revenue, .purchases, .returns].map { visit.text($0 as LedgerText) }, rows: rows)
    }

    private var rows: [[String]] {
        zip(months.months, months.facts).map { month, facts in
            [month.iso] + [facts?.revenue, facts?.purchases, facts?.returns].map(printed)
        }
    }

    private func printed(_ minor: Int64?) -> String {
        minor.map { NumberStyle(visit.language).amount(Money(minor: $0, currency: months.currency)) } ?? "–"
    }

    private func major(_ minor: Int64?) -> Double? {
        minor.flatMap { Double(Money(minor: $0, currency: months.currency).decimalText) }
    }
}
