import Judging
import Measures
import Site

/// The tiers of a unit over time with reasons (SPEC C7): first the changes, and every month end behind a switch.
struct HistoryPanel: PageValue {
    let head: Markup
    let changes: Markup
    let allTitle: String
    let all: Markup

    init(_ unit: JudgedUnit, _ visit: Visit) {
        let wording = Wording(visit, unit.policy.body)
        let columns: [ListView.Column] = [
            .short("", visit.text(ClassificationText.monthEnd), isSortable: false),
            .short("", visit.text(ClassificationText.whyTier), isSortable: false),
            .text("", visit.text(ClassificationText.because), isSortable: false),
            .number("", visit.text(ClassificationText.whyContribution), isSortable: false),
            .number("", visit.text(ClassificationText.whyValue), isSortable: false),
            .number("", visit.text(ClassificationText.whyLoyalty), isSortable: false),
        ]
        func row(_ past: JudgedUnit.Past) -> [ListCell] {
            let judgement = past.judgement
            return [
                .text(past.day.iso), wording.badge(judgement.tier, judgement.safety),
                .text(wording.code(judgement.reason.code)),
                .number(wording.money(judgement.contribution, unit.evaluation.currency)),
                .number(wording.score(judgement.value?.score)), .number(wording.score(judgement.loyalty?.score)),
            ]
        }
        let newest = Array(unit.history.reversed())
        var changed: [JudgedUnit.Past] = []
        for (place, past) in newest.enumerated() {
            let before = place + 1 < newest.count ? newest[place + 1] : nil
            if before?.judgement.tier != past.judgement.tier || before == nil { changed.append(past) }
        }
        head = ListCell.head(columns)
        changes = ListCell.table(changed.map(row), columns)
        allTitle = visit.text(
            ClassificationText.allMonthEnds, ["count": wording.count(newest.count)], count: newest.count)
        all = ListCell.table(newest.map(row), columns)
    }
}

/// The panel with the words of its template, for a panel's `{{t.…}}` are those of Accounts.
struct JudgementPage: PageValue {
    let panel: JudgementPanel
    let why: String
    let decide: String
    let toRecords: String

    init(panel: JudgementPanel, _ visit: Visit) {
        self.panel = panel
        why = visit.text(ClassificationText.why)
        decide = visit.text(ClassificationText.decide)
        toRecords = visit.text(ClassificationText.toRecords)
    }
}
