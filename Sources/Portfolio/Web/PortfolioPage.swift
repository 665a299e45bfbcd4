import Measures
import Rights
import Site
import Statistics

struct PortfolioPage: PageValue {
    struct Choice: PageValue {
        let title: String
        let path: String
        let isCurrent: Bool
    }

    struct Result: PageValue {
        let headline: String
        let covers: String
        let leftOut: String?
        let facts: Markup
        let curve: ChartView?
        let top: ListView?
        let largest: ListView
        let below: ListView?
    }

    let choices: [Choice]
    let fields: [FieldView]
    let hasForm: Bool
    let result: Result?
    let nothing: ListView.Empty?
}

/// A report made ready to print.
struct PortfolioPageMaker {
    static let rowsShown = 20
    private static let headlinePercent = 20

    let visit: Visit
    let period: PortfolioPeriod
    let report: PortfolioReport
    /// Code and name by account, for the rows shown.
    let names: [Int: (code: String, name: String)]
    private let query: ListQuery
    private let style: NumberStyle
    private let days: DayStyle

    init(
        _ visit: Visit, _ period: PortfolioPeriod, _ report: PortfolioReport,
        names: [Int: (code: String, name: String)]
    ) {
        self.visit = visit
        self.period = period
        self.report = report
        self.names = names
        query = Self.ranking(visit, period)
        style = NumberStyle(visit.language)
        days = DayStyle(visit.language)
    }

    private var concentration: Concentration { report.concentration }

    /// The accounts whose names the page needs.
    static func shown(_ concentration: Concentration, from start: Int) -> [Int] {
        (concentration.ranked.dropFirst(start).prefix(rowsShown) + concentration.belowZero(rowsShown)).map(\.id)
    }

    /// Of the ranked accounts, a page of which stands on this one.
    static func ranking(_ visit: Visit, _ period: PortfolioPeriod) -> ListQuery {
        ListQuery(
            visit, sorts: [], usual: "", filters: ["from", "to", "period"], size: rowsShown, anchor: "largest")
    }

    var result: PortfolioPage.Result {
        PortfolioPage.Result(
            headline: headline,
            covers: visit.text(
                PortfolioText.covers,
                ["range": days.range(period.range), "currency": concentration.currency.code]),
            leftOut: leftOut, facts: facts.html(), curve: curve, top: top, largest: largest, below: below)
    }

    private var headline: String {
        guard let top = concentration.top.first(where: { $0.percent == Self.headlinePercent }) else {
            return visit.text(PortfolioText.noHeadline)
        }
        return visit.text(
            PortfolioText.headline,
            [
                "percent": String(top.percent), "count": style.integer(top.accounts),
                "share": style.percent(top.share, digits: 1),
            ], count: top.accounts)
    }

    private var leftOut: String? {
        guard !report.others.isEmpty else { return nil }
        let others = report.others.map { "\($0.currency.code) (\(style.integer($0.accounts)))" }
        let separator = visit.language == .zh ? "、" : ", "
        return visit.text(PortfolioText.leftOut, ["others": others.joined(separator: separator)])
    }

    private var facts: [Fact] {
        let total = Money(minor: concentration.revenue, currency: concentration.currency)
        let negative = concentration.negativeAccounts
        return [
            Fact(visit.text(PortfolioText.revenue), .number(style.compactMoney(total))),
            Fact(visit.text(PortfolioText.accounts), .number(style.integer(concentration.ranked.count))),
            Fact(visit.text(PortfolioText.gini), .number(style.number(concentration.gini, digits: 3))),
            Fact(
                visit.text(PortfolioText.belowZero),
                negative == 0
                    ? .number(style.integer(negative)) : .link(style.integer(negative), path: "#below-zero")),
        ]
    }
}

// MARK: Curve and top shares

extension PortfolioPageMaker {
    static func chart(_ concentration: Concentration, _ period: PortfolioPeriod, _ visit: Visit) -> Chart {
        let curve = concentration.curve(limit: 200)
        let points = curve.map { ($0.accountShare, $0.valueShare) }
        let gini = NumberStyle(visit.language).number(concentration.gini, digits: 3)
        return Chart(
            curve: .init(
                visit.text(PortfolioText.curveTitle), points, mark: mark(concentration, visit),
                note: visit.text(PortfolioText.curveGini, ["gini": gini])), links: links(curve, period),
            xTitle: visit.text(PortfolioText.curveX), yTitle: visit.text(PortfolioText.curveY))
    }

    /// To the page of the ranking on which the last account of each point stands.
    private static func links(_ curve: [CurvePoint], _ period: PortfolioPeriod) -> [String] {
        curve.map { point in
            let start = max(0, point.accounts - 1) / rowsShown * rowsShown
            let after = start > 0 ? "&after=" + Cursor([String(start)]).encoded : ""
            return period.address("/portfolio") + after + "#largest"
        }
    }

    /// The point the headline speaks of.
    private static func mark(_ concentration: Concentration, _ visit: Visit) -> Chart.Mark? {
        guard let top = concentration.top.first(where: { $0.percent == headlinePercent }) else { return nil }
        let share = NumberStyle(visit.language).percent(top.share, digits: 1)
        return Chart.Mark(
            Double(top.accounts) / Double(concentration.ranked.count), top.share,
            visit.text(PortfolioText.curveMark, ["percent": String(top.percent), "share": share]))
    }

    private var curve: ChartView? {
        guard concentration.revenue > 0 else { return nil }
        let points = concentration.curve(limit: 21)
        let rows = points.map { point in
            [
                style.percent(point.accountShare, digits: 1), style.integer(point.accounts),
                style.percent(point.valueShare, digits: 1),
            ]
        }
        let heads: [PortfolioText] = [.curveX, .accountCount, .curveY]
        return ChartView(
            id: "concentration", title: visit.text(PortfolioText.curveTitle),
            chart: Self.chart(concentration, period, visit), visit.language,
            path: period.address("/portfolio/curve.json"), height: .middle, heads: heads.map { visit.text($0) },
            rows: rows, links: Self.links(points, period))
    }

    private var top: ListView? {
        guard !concentration.top.isEmpty else { return nil }
        let columns: [ListView.Column] = [
            .short("top", visit.text(PortfolioText.top), isSortable: false), number(.accountCount), revenueColumn,
            number(.share),
        ]
        return table("top", .topTitle, concentration.top, columns) { top in
            let revenue = concentration.ranked.prefix(top.accounts).reduce(0) { $0 + $1.revenue }
            return [
                .text(visit.text(PortfolioText.topPercent, ["percent": String(top.percent)])),
                .number(style.integer(top.accounts)), amount(revenue),
                .number(style.percent(top.share, digits: 1)),
            ]
        }
    }
}

// MARK: Accounts

extension PortfolioPageMaker {
    private struct Ranked {
        let rank: Int
        let account: Concentration.Account
        let cumulative: Int64
    }

    private var largest: ListView {
        let start = min(query.start, concentration.ranked.count)
        let page = concentration.ranked[start...].prefix(Self.rowsShown)
        let before = concentration.ranked[..<start].reduce(0) { $0 + $1.revenue }
        var sum = before
        let rows = zip(page.indices, page).map { index, account in
            sum += account.revenue
            return Ranked(rank: index + 1, account: account, cumulative: sum)
        }
        let columns: [ListView.Column] = [
            number(.rank), .text("account", visit.text(PortfolioText.account), isSortable: false).asName,
            .text("code", visit.text(PortfolioText.code), isSortable: false).onWideScreens, revenueColumn,
            number(.share), number(.cumulative).onWideScreens,
        ]
        let totals = visit.text(
            PortfolioText.largestTotals,
            [
                "share": share(sum - before), "from": style.integer(start + 1), "to": style.integer(start + rows.count),
                "all": style.integer(concentration.ranked.count),
            ], count: rows.count)
        return ListView(
            "largest", title: visit.text(PortfolioText.largestTitle), query: query,
            slice: query.slice(rows, ofAll: concentration.ranked.count), columns: columns,
            cells: { row in
                [.number(style.integer(row.rank))] + named(row.account)
                    + [
                        amount(row.account.revenue), .number(share(row.account.revenue)),
                        .number(share(row.cumulative)),
                    ]
            }, totals: rows.isEmpty ? nil : totals, exportPath: "/portfolio", empty: .init(""))
    }

    /// The lowest first.
    private var below: ListView? {
        let rows = concentration.belowZero(Self.rowsShown)
        guard !rows.isEmpty else { return nil }
        let sum = concentration.belowZero(concentration.negativeAccounts).reduce(0) { $0 + $1.revenue }
        let columns: [ListView.Column] = [
            .text("account", visit.text(PortfolioText.account), isSortable: false).asName,
            .text("code", visit.text(PortfolioText.code), isSortable: false).onWideScreens, revenueColumn,
        ]
        let totals = visit.text(
            PortfolioText.belowTotals,
            [
                "count": style.integer(concentration.negativeAccounts), "shown": style.integer(rows.count),
                "revenue": style.compactMoney(Money(minor: sum, currency: concentration.currency)),
            ], count: concentration.negativeAccounts)
        return table("below-zero", .belowTitle, rows, columns, totals: totals) { named($0) + [amount($0.revenue)] }
    }

    private func named(_ account: Concentration.Account) -> [ListCell] {
        let name = names[account.id]
        return [
            .link(name?.name ?? String(account.id), path: "/accounts/\(account.id)"),
            name.map { .text($0.code) } ?? .unknown,
        ]
    }

    private func table<Row>(
        _ name: String, _ title: PortfolioText, _ rows: [Row], _ columns: [ListView.Column], totals: String? = nil,
        exportPath: String? = nil, cells: (Row) -> [ListCell]
    ) -> ListView {
        let query = ListQuery(visit, sorts: [], usual: "", size: rows.count)
        return ListView(
            name, title: visit.text(title), query: query, slice: query.slice(rows) { _ in Cursor([]) },
            columns: columns, cells: cells, totals: totals, exportPath: exportPath, empty: .init(""))
    }

    private func number(_ title: PortfolioText) -> ListView.Column {
        .number(title.rawValue, visit.text(title), isSortable: false)
    }

    private var revenueColumn: ListView.Column {
        .number(
            "revenue", visit.text(PortfolioText.revenueIn, ["currency": concentration.currency.code]),
            isSortable: false)
    }

    private func amount(_ minor: Int64) -> ListCell {
        let text = style.amount(Money(minor: minor, currency: concentration.currency))
        return minor < 0 ? .negative(text) : .number(text)
    }

    private func share(_ minor: Int64) -> String {
        style.percent(concentration.share(of: minor), digits: 1)
    }
}

extension Concentration {
    /// Accounts whose returns are more than they bought, the lowest first.
    func belowZero(_ limit: Int) -> [Account] {
        ranked.suffix(min(limit, negativeAccounts)).reversed()
    }

    /// Nil when there is no revenue to be shared.
    func share(of minor: Int64) -> Double? {
        revenue > 0 ? Double(minor) / Double(revenue) : nil
    }
}

extension PortfolioPeriod {
    /// An address with the days written out, so that it keeps its meaning.
    func address(_ path: String) -> String { path + "?from=\(range.from.iso)&to=\(range.through.iso)" }
}
