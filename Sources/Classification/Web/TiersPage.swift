import Judging
import Measures
import Rights
import Site

struct TiersPage: PageValue {
    struct Part: PageValue {
        let title: String
        let table: Markup
    }

    struct Result: PageValue {
        let headline: String
        let note: String
        let tiers: ListView
        let chart: ChartView?
        let movements: [Part]
        let movers: ListView?
        let moversTitle: String
    }

    let filters: ListFilters?
    let result: Result?
    let nothing: ListView.Empty?
}

/// What the page rests on.
struct TierOverview: Sendable {
    struct Comparison: Sendable {
        var before: StoredEvaluation
        var movements: [Movement]
    }

    var evaluation: StoredEvaluation
    var policy: ClassificationPolicy
    var lastMonth: Comparison?
    var lastYear: Comparison?
    /// Accounts somebody may see that are judged in groups whose head they may not.
    var branchesElsewhere: Int
    var course: [(day: Day, tiers: [TierTotal])]
}

struct TiersPageMaker {
    let visit: Visit
    let overview: TierOverview
    let movers: TiersRoutes.Movers
    let choice: MoverChoice
    let query: ListQuery
    let views: ListViews?
    /// The day asked for.
    let asked: Day
    private let wording: Wording

    init(
        _ visit: Visit, _ overview: TierOverview, _ movers: TiersRoutes.Movers, _ choice: MoverChoice,
        _ query: ListQuery, _ views: ListViews?, asked: Day
    ) {
        self.choice = choice
        self.asked = asked
        self.visit = visit
        self.overview = overview
        self.movers = movers
        self.query = query
        self.views = views
        wording = Wording(visit, overview.policy)
    }

    var result: TiersPage.Result {
        TiersPage.Result(
            headline: headline, note: note, tiers: tiers, chart: chart,
            movements: [
                (overview.lastMonth, ClassificationText.sinceMonth, false), (overview.lastYear, .sinceYear, true),
            ].compactMap { comparison, title, isYear in comparison.map { matrix($0, title, isSinceYear: isYear) } },
            movers: movers.before.map(moverList),
            moversTitle: moversTitle)
    }

    private var evaluation: StoredEvaluation { overview.evaluation }

    /// Those who may not see costs get another order, which would tell them.
    private var moversTitle: String {
        if let cell = choice.units.cell, let before = movers.before {
            return visit.text(
                cell.from == cell.to ? ClassificationText.moversStayed : .moversOfCell,
                [
                    "from": wording.tier(cell.from.tier), "to": wording.tier(cell.to.tier), "since": before.day.iso,
                    "day": evaluation.day.iso,
                ])
        }
        if choice.isSinceYear, let before = movers.before {
            return visit.text(ClassificationText.moversSince, ["since": before.day.iso])
        }
        if !visit.sees(.cost) { return visit.text(ClassificationText.moversTitleByTier) }
        return visit.text(evaluation.isByRevenue ? ClassificationText.moversTitleRevenue : .moversTitle)
    }

    private var headline: String {
        let total = evaluation.tiers.first ?? TierTotal(.key)
        let all = evaluation.tiers.reduce(0) { $0 + $1.accounts }
        let words = [
            "count": wording.count(total.accounts), "tier": wording.tier(.key),
            "share": wording.percent(evaluation.share(of: total)), "all": wording.count(all),
        ]
        let key: ClassificationText =
            !visit.sees(.cost)
            ? .tiersHeadlineCounts : evaluation.isByRevenue ? .tiersHeadlineRevenue : .tiersHeadline
        return visit.text(key, words, count: total.accounts)
    }

    private var note: String {
        let ground = EvaluationGround(
            day: evaluation.day,
            policy: PolicyVersion(version: evaluation.policyVersion, effective: evaluation.day, body: overview.policy),
            currency: evaluation.currency, ledger: evaluation.ledger)
        let range = DayStyle(visit.language).range(ground.window)
        let covers = visit.text(
            ClassificationText.tiersNote,
            [
                "range": range, "currency": evaluation.currency.code,
                "version": wording.count(evaluation.policyVersion),
            ])
        let elsewhere = overview.branchesElsewhere
        let more = [
            elsewhere == 0
                ? nil
                : visit.text(
                    ClassificationText.branchesElsewhere, ["count": wording.count(elsewhere)], count: elsewhere),
            evaluation.kind == .monthEnd && asked > evaluation.day
                ? visit.text(ClassificationText.tiersNearest, ["asked": asked.iso, "day": evaluation.day.iso]) : nil,
            evaluation.isByRevenue ? visit.text(ClassificationText.noteRevenue) : nil,
            counted(evaluation.estimated, .tiersEstimated), counted(evaluation.leftOut, .tiersLeftOut),
            visit.sees(.cost) && evaluation.hasLoss ? visit.text(ClassificationText.tiersLoss) : nil,
            ground.windowIsLonger
                ? visit.text(ClassificationText.noteWindow, ["day": evaluation.ledger.from.iso]) : nil,
        ]
        return visit.sentences([covers] + more.compactMap { $0 })
    }

    /// Nil for none.
    private func counted(_ count: Int?, _ key: ClassificationText) -> String? {
        count.flatMap { $0 > 0 ? visit.text(key, ["count": wording.count($0)], count: $0) : nil }
    }

    // MARK: Tiers

    /// Whether accounts cost more than they bring: losses make nobody's share larger, and stand beside it.
    private var hasLosses: Bool { evaluation.tiers.contains { $0.losses < 0 } }

    private var tiers: ListView {
        let earned: [ListView.Column] =
            [
                .number(
                    "contribution",
                    visit.text(ClassificationText.contributionIn, ["currency": evaluation.currency.code]),
                    isSortable: false)
            ]
            + (hasLosses
                ? [.number("losses", visit.text(ClassificationText.lossesIn), isSortable: false).onWideScreens] : [])
        let costs =
            (evaluation.isByRevenue ? [] : earned) + [
                ListView.Column.number(
                    "share", visit.text(hasLosses ? ClassificationText.shareOfGains : .share), isSortable: false)
            ]
        let columns: [ListView.Column] =
            [
                .short("tier", visit.text(ClassificationText.whyTier), isSortable: false),
                .number("accounts", visit.text(ClassificationText.accounts), isSortable: false),
                .number("month", visit.text(ClassificationText.againstMonth), isSortable: false).onWideScreens,
                .number("year", visit.text(ClassificationText.againstYear), isSortable: false).onWideScreens,
                .number(
                    "revenue", visit.text(ClassificationText.revenueIn, ["currency": evaluation.currency.code]),
                    isSortable: false
                ).onWideScreens,
            ] + (visit.sees(.cost) ? costs : [])
        return ListView(
            "tiers", title: visit.text(ClassificationText.tiersTitle), query: query,
            slice: ListSlice(rows: evaluation.tiers), columns: columns, cells: cells,
            exportPath: "/tiers",
            empty: .init(visit.text(ClassificationText.noTiersTitle)))
    }

    private func cells(_ total: TierTotal) -> [ListCell] {
        let style = NumberStyle(visit.language)
        func change(_ comparison: TierOverview.Comparison?) -> ListCell {
            guard let before = comparison?.before.tiers.first(where: { $0.tier == total.tier }) else { return .unknown }
            let change = total.accounts - before.accounts
            let text = (change > 0 ? "+" : "") + style.integer(change)
            // Fewer small accounts are no bad news: the sign is enough.
            return .number(text)
        }
        func amount(_ minor: Int64) -> ListCell {
            let text = style.amount(Money(minor: minor, currency: evaluation.currency))
            return minor < 0 ? .negative(text) : .number(text)
        }
        return [
            // The list of accounts is today's.
            evaluation.kind == .current ? wording.linked(total.tier) : wording.badge(total.tier, nil),
            .number(style.integer(total.accounts)), change(overview.lastMonth),
            change(overview.lastYear), amount(total.revenue),
        ]
            + (visit.sees(.cost)
                ? (evaluation.isByRevenue
                    ? [] : [amount(total.contribution)] + (hasLosses ? [amount(total.losses)] : []))
                    + [.number(wording.percent(evaluation.share(of: total)))] : [])
    }

    // MARK: Course

    private var chart: ChartView? {
        guard overview.course.count > 1 else { return nil }
        let heads =
            [visit.text(ClassificationText.monthEnd)]
            + overview.policy.tiers.steps.indices.map {
                wording.tier(Tier($0))
            }
        return ChartView(
            id: "tiers", title: visit.text(Self.showsAmounts(visit) ? courseOfAmounts : .courseTitle),
            chart: Self.chart(overview, visit), visit.language, path: "/tiers/course.json?day=\(evaluation.day.iso)",
            heads: heads,
            rows: overview.course.map { day, totals in
                [day.iso]
                    + overview.policy.tiers.steps.indices.map { place in
                        guard let total = totals.first(where: { $0.tier == Tier(place) }) else { return "–" }
                        let count = wording.count(total.accounts)
                        guard Self.showsAmounts(visit) else { return count }
                        return NumberStyle(visit.language).amount(
                            Money(minor: total.contribution, currency: evaluation.currency)) + " (\(count))"
                    }
            }, links: Self.links(overview))
    }

    private var courseOfAmounts: ClassificationText {
        evaluation.isByRevenue ? .courseTitleRevenue : .courseTitleContribution
    }

    /// Whether the chart tells amounts, to those who may see them. Shares would say nothing: tiers are cut by them.
    private static func showsAmounts(_ visit: Visit) -> Bool { visit.sees(.cost) }

    private static func links(_ overview: TierOverview) -> [String] {
        overview.course.map { "/tiers" + PercentEncoding.query([("day", $0.day.iso)]) }
    }

    /// What each tier contributed in the time that its month end looks back on; how many accounts it had for those who may
    /// not see contributions.
    static func chart(_ overview: TierOverview, _ visit: Visit) -> Chart {
        let wording = Wording(visit, overview.policy)
        let currency = overview.evaluation.currency
        let showsAmounts = showsAmounts(visit)
        return Chart(
            .stackedBar, unit: showsAmounts ? .money(currency.code) : .number,
            categories: overview.course.map(\.day.iso),
            series: overview.policy.tiers.steps.indices.map { place in
                Chart.Series(
                    wording.tier(Tier(place)),
                    overview.course.map { course in
                        guard let total = course.tiers.first(where: { $0.tier == Tier(place) }) else { return nil }
                        return showsAmounts
                            ? Money(minor: total.contribution, currency: currency).charted : Double(total.accounts)
                    }, tone: TierTone.of(place))
            }, links: links(overview))
    }

    // MARK: Movement

    private func matrix(
        _ comparison: TierOverview.Comparison, _ title: ClassificationText, isSinceYear: Bool
    ) -> TiersPage.Part {
        let tiers: [Tier?] = overview.policy.tiers.steps.indices.map { Tier($0) } + [nil]
        let columns: [ListView.Column] =
            [.short("", visit.text(ClassificationText.fromTo), isSortable: false)]
            + tiers.map { .number("", wording.tier($0), isSortable: false) }
        let rows = tiers.map { from -> [ListCell] in
            [.text(wording.tier(from))]
                + tiers.map { to in
                    let moved = comparison.movements.first { $0.from == from && $0.to == to }?.accounts ?? 0
                    if from == nil, to == nil { return .unknown }
                    if moved == 0 { return .text("·") }
                    let cell = Mover.Choice.Cell(from: .init(from), to: .init(to))
                    return .link(
                        wording.count(moved),
                        path: MoverChoice.address(evaluation.day, cell, isSinceYear: isSinceYear))
                }
        }
        let title = visit.text(title, ["day": comparison.before.day.iso])
        return TiersPage.Part(title: title, table: ListCell.table(title, columns, rows))
    }

    private func amount(_ standing: Mover.Standing) -> ListCell {
        guard let contribution = standing.contribution else { return .unknown }
        let text = NumberStyle(visit.language).amount(Money(minor: contribution, currency: evaluation.currency))
        return contribution < 0 ? .negative(text) : .number(text)
    }

    private func moverList(since before: StoredEvaluation) -> ListView {
        func contribution(_ key: String, _ title: ClassificationText) -> ListView.Column {
            .number(key, visit.text(title, ["currency": evaluation.currency.code]), isSortable: false)
        }
        // The list is sorted by the larger of both, so both are shown.
        let contributions = [
            contribution("then", evaluation.isByRevenue ? .revenueThen : .contributionThen).onWideScreens,
            contribution("contribution", evaluation.isByRevenue ? .revenueNow : .contributionNow),
        ]
        let columns: [ListView.Column] =
            [
                ListView.Column.text("name", visit.text(ClassificationText.account), isSortable: false).asName,
                .short("before", visit.text(ClassificationText.before), isSortable: false),
                .short("now", visit.text(ClassificationText.now), isSortable: false),
            ] + (visit.sees(.cost) ? contributions : []) + [
                .text("because", visit.text(ClassificationText.because), isSortable: false).onWideScreens
            ]
        return ListView(
            "movers", title: moversTitle,
            query: query,
            slice: query.slice(movers.rows, ofAll: movers.count), columns: columns,
            cells: { mover in
                [
                    .link(mover.name, path: "/accounts/\(mover.unit)"),
                    wording.badge(mover.before.tier, mover.before.safety),
                    wording.badge(mover.now.tier, mover.now.safety),
                ]
                    + (visit.sees(.cost) ? [amount(mover.before), amount(mover.now)] : []) + [
                        .text(because(mover))
                    ]
            },
            chips: chips, totals: total(since: before),
            exportPath: movers.count == 0 ? nil : "/tiers/movers", views: views,
            empty: .init(visit.text(ClassificationText.noMovers)))
    }
}

extension TiersPageMaker {
    /// Nothing where an account stands as it stood.
    private func because(_ mover: Mover) -> String {
        if mover.changesTier { return wording.code(mover.reason.code) }
        return mover.before.safety == mover.now.safety ? "" : visit.text(ClassificationText.safetyChanged)
    }

    /// Ways of moving; of a cell only the way back to all who moved.
    private var chips: [ListView.Chip] {
        guard choice.units.cell == nil else {
            return [ListView.Chip(visit.text(ClassificationText.moversAll), path: "/tiers\(dayQuery)#movers")]
        }
        return Mover.Way.allCases.map {
            ListView.Chip(visit.text($0.title), filter: "moved", is: $0.rawValue, in: query)
        }
    }

    private var dayQuery: String { query.filters["day"].map { PercentEncoding.query([("day", $0)]) } ?? "" }

    private func total(since before: StoredEvaluation) -> String? {
        guard movers.count > 0 else { return nil }
        let key: ClassificationText = choice.units.cell == nil && !choice.isSinceYear ? .moversCount : .moversFound
        return visit.text(key, ["count": wording.count(movers.count)], count: movers.count)
    }
}

extension Mover.Way {
    fileprivate var title: ClassificationText {
        switch self {
        case .up: .movedUp
        case .down: .movedDown
        case .safety: .movedSafety
        }
    }
}
