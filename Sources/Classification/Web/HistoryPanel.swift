import Judging
import Measures
import Rights
import Site

/// The tiers of a unit over time with reasons (SPEC C7): when they changed, and the way to every month end.
struct HistoryPanel: PageValue {
    let changes: Markup
    let allTitle: String
    let allPath: String

    init(_ unit: JudgedUnit, account: Int, _ visit: Visit) {
        let table = HistoryTable(visit, unit, account: account)
        changes = ListCell.table(
            visit.text(ClassificationText.historyTitle), table.columns,
            unit.changes.steps.reversed().map { table.cells($0.now, after: $0.before) })
        allTitle = visit.text(ClassificationText.allMonthEnds)
        allPath = "/accounts/\(account)/tiers"
    }
}

/// Month ends of a unit as rows.
struct HistoryTable {
    private let visit: Visit
    private let wording: Wording
    private let currency: Currency
    private let isByRevenue: Bool

    /// Each month end leads to what was said then, and why.
    private let path: String

    init(_ visit: Visit, _ unit: JudgedUnit, account: Int) {
        path = "/accounts/\(account)/tiers/"
        self.visit = visit
        wording = Wording(visit, unit.policy.body)
        currency = unit.evaluation.currency
        isByRevenue = unit.evaluation.isByRevenue
    }

    /// What a phone should show without scrolling stands first.
    var columns: [ListView.Column] {
        let costs: [ListView.Column] = [
            .number(
                "contribution", visit.text(isByRevenue ? ClassificationText.inRevenue : .whyContribution),
                isSortable: false),
            .number("value", visit.text(ClassificationText.whyValue), isSortable: false),
        ]
        return [
            .short("day", visit.text(ClassificationText.monthEnd), isSortable: false),
            .short("tier", visit.text(ClassificationText.whyTier), isSortable: false),
            ListView.Column.text("reason", visit.text(ClassificationText.because), isSortable: false).asName,
        ] + (visit.sees(.cost) ? costs : []) + [
            .number("loyalty", visit.text(ClassificationText.whyLoyalty), isSortable: false)
        ]
    }

    /// - Parameter before: what it is shown as a change against; nil to show it for itself.
    func cells(_ past: PastJudgement, after before: PastJudgement? = nil) -> [ListCell] {
        let contribution = wording.money(past.contribution, currency)
        let isOfSafety = before?.tier == past.tier && before?.safety != past.safety
        let because =
            isOfSafety ? visit.text(ClassificationText.safetyChanged) : wording.code(past.reason.code)
        return [
            .link(past.day.iso, path: path + past.day.iso), wording.badge(past.tier, past.safety), .text(because),
        ]
            + (visit.sees(.cost)
                ? [
                    past.contribution < 0 ? .negative(contribution) : .number(contribution),
                    .number(wording.score(past.value)),
                ] : []) + [.number(wording.score(past.loyalty))]
    }

    /// What only the page of all month ends has room for.
    var furtherColumns: [ListView.Column] {
        [
            .text("size", visit.text(ClassificationText.inSize), isSortable: false)
        ]
            + (isByRevenue
                ? [] : [.number("revenue", visit.text(ClassificationText.inRevenue), isSortable: false)]) + [
                .number("policy", visit.text(ClassificationText.policyVersion), isSortable: false)
            ]
    }

    func furtherCells(_ past: PastJudgement) -> [ListCell] {
        let revenue = wording.money(past.revenue, currency)
        return [
            past.size.map { .text(wording.tier($0)) } ?? .unknown
        ] + (isByRevenue ? [] : [past.revenue < 0 ? .negative(revenue) : .number(revenue)]) + [
            .number(wording.count(past.policyVersion))
        ]
    }
}
