import Accounts
import Measures
import Site

/// Revenue by month as a chart and as its table.
struct RevenueChart {
    let months: RevenueMonths
    let events: [AccountEvent]
    let visit: Visit

    /// - Parameter events: what happened with the account; those worth a mark stand on the chart.
    init(_ months: RevenueMonths, events: [AccountEvent], _ visit: Visit) {
        self.months = months
        self.events = events
        self.visit = visit
    }

    /// Nil where no cost is known of any month.
    private var contributions: [Int64?]? {
        months.contributions.contains { $0 != nil } ? months.contributions : nil
    }

    private var marks: [Chart.Event] {
        events.compactMap { event in
            guard let mark = event.mark, months.months.contains(event.day.monthValue) else { return nil }
            return Chart.Event(event.day.monthValue.iso, mark)
        }
    }

    /// Purchases upwards, returns downwards: what stands out on either side is what happened.
    var chart: Chart {
        Chart(
            .stackedBar, unit: .money(months.currency.code), categories: months.months.map(\.iso),
            series: [
                .init(visit.text(LedgerText.purchases), months.facts.map { major($0?.purchases) }, tone: .accent),
                .init(visit.text(LedgerText.returns), months.facts.map { major($0?.returns) }, tone: .severe),
            ]
                + (contributions.map { contributions in
                    [
                        .init(
                            visit.text(LedgerText.contribution), contributions.map(major), kind: .line, tone: .good)
                    ]
                } ?? []), events: marks)
    }

    func view(_ account: Int) -> ChartView {
        ChartView(
            id: "revenue",
            title: visit.text(
                contributions == nil ? LedgerText.revenueTitle : .revenueTitleContribution,
                ["currency": months.currency.code]),
            chart: chart, visit.language, path: "/accounts/\(account)/revenue.json",
            heads: ([.month, .revenue, .purchases, .returns] + (contributions == nil ? [] : [.contribution])).map {
                visit.text($0 as LedgerText)
            }, rows: rows)
    }

    private var rows: [[String]] {
        months.months.indices.map { place in
            let facts = months.facts[place]
            return [months.months[place].iso] + [facts?.revenue, facts?.purchases, facts?.returns].map(printed)
                + (contributions.map { [printed($0[place])] } ?? [])
        }
    }

    private func printed(_ minor: Int64?) -> String {
        minor.map { NumberStyle(visit.language).amount(Money(minor: $0, currency: months.currency)) } ?? "–"
    }

    private func major(_ minor: Int64?) -> Double? {
        minor.flatMap { Money(minor: $0, currency: months.currency).charted }
    }
}
