import Accounts
import Judging
import Measures
import Rights
import Site

/// What the account page says first: tier, scores and why.
struct JudgementPanel: PageValue {
    struct Why: PageValue {
        let title: String
        let result: String
        let table: Markup
    }

    struct Group: PageValue {
        let sentence: String
        let path: String?
        let name: String?
    }

    let facts: Markup
    let group: Group?
    /// Nil for a branch of a group that the visitor does not see.
    let reason: String?
    let missing: [String]
    /// Without which the figures above would mislead.
    let remarks: [String]
    let notes: [String]
    let whys: [Why]
    let whyNote: String
    /// Nil for those whose word it is not.
    let decidePath: String?
    let records: String
    let policyPath: String
    /// Of a past judgement nothing else is to be seen.
    let isOpen: Bool
}

/// The panel with the words of its template, for a panel's `{{t.…}}` are those of Accounts.
struct JudgementPage: PageValue {
    let panel: JudgementPanel
    let why: String
    let decide: String
    let toRecords: String
    let toPolicy: String

    init(panel: JudgementPanel, _ visit: Visit) {
        self.panel = panel
        why = visit.text(ClassificationText.why)
        decide = visit.text(ClassificationText.decide)
        toRecords = visit.text(panel.records.contains("#") ? ClassificationText.toMembers : .toRecords)
        toPolicy = visit.text(ClassificationText.toPolicy)
    }
}

struct JudgementPanelMaker {
    let visit: Visit
    let unit: JudgedUnit
    let account: Account
    /// The head of its group, where that is another account.
    let head: Account?
    /// Whether the visitor's word counts.
    let mayDecide: Bool
    /// Of a month end that was kept, not of today.
    let isPast: Bool
    private let wording: Wording

    init(
        _ visit: Visit, _ unit: JudgedUnit, account: Account, head: Account?, mayDecide: Bool, isPast: Bool = false
    ) {
        self.isPast = isPast
        self.mayDecide = mayDecide
        self.visit = visit
        self.unit = unit
        self.account = account
        self.head = head
        wording = Wording(visit, unit.policy.body)
    }

    var panel: JudgementPanel {
        JudgementPanel(
            facts: facts.html(kind: "ms-judgement"), group: group,
            reason: unit.sight == .tierOnly
                ? nil : visit.sentences([wording.reason(unit), wording.place(unit)].compactMap { $0 }),
            missing: wording.missing(unit), remarks: remarks { $0.isWeighty },
            notes: notes,
            whys: unit.explanations
                .filter { !isByRevenue || $0.subject != "contribution" }.map(why),
            whyNote: visit.text(
                ClassificationText.whyNote,
                [
                    "day": unit.evaluation.day.iso, "version": wording.count(unit.policy.version),
                    "range": DayStyle(visit.language).range(unit.ground.window),
                ]),
            decidePath: mayDecide ? "/accounts/\(account.id)/tier" : nil, records: records,
            policyPath: "/settings/policies/\(ClassificationPolicy.kind)/versions/\(unit.policy.version)",
            isOpen: isPast)
    }

    /// Where the figures come from: the account's orders of these days, or the accounts of its group, each with its own.
    private var records: String {
        let days = DayFilter.address(unit.ground.window)
        return "/accounts/\(account.id)"
            + (unit.members.count > 1 ? "#panel-account-group-members" : "/orders?\(days)")
    }

    private var notes: [String] {
        (unit.sight == .withoutCosts ? [visit.text(ClassificationText.noteWithoutCosts)] : [])
            + remarks { !$0.isWeighty }
    }

    private func remarks(where isMeant: (JudgementRemark) -> Bool) -> [String] {
        unit.remarks.filter(isMeant).map { wording.remark($0, of: unit) }
    }

    /// When it last ordered beside how often it does: whoever fell silent is loyal by all that was before.
    private var silence: String? {
        guard let days = unit.judgement.recencyDays, let interval = unit.judgement.meanInterval else { return nil }
        return visit.text(
            days == 0 ? ClassificationText.lastOrderThen : .lastOrder,
            ["ago": wording.value(.days(Int(days))), "every": wording.value(.days(Int(interval.rounded())))])
    }

    /// How many of an index's parts it rests on; nil where it rests on all.
    private func counted(_ subject: String) -> String? {
        guard let inputs = unit.explanations.first(where: { $0.subject == subject })?.inputs else { return nil }
        let counted = inputs.count { ($0.weight ?? 0) > 0 }
        guard counted > 0, counted < inputs.count else { return nil }
        return visit.text(
            ClassificationText.partsCounted, ["count": wording.count(counted), "all": wording.count(inputs.count)])
    }

    /// Without any cost there is no contribution to speak of: revenue stands for it.
    private var isByRevenue: Bool { unit.judgement.basis == .revenue }

    private var facts: [Fact] {
        let judgement = unit.judgement
        func coverage(_ index: Index?) -> String? {
            guard let index, index.coverage < 0.999 else { return nil }
            return visit.text(ClassificationText.coverage, ["share": wording.percent(index.coverage, digits: 0)])
        }
        func score(_ index: Index?) -> ListCell { .number(wording.score(index?.score)) }
        var before: String?
        if let past = unit.before, past.tier != judgement.tier {
            before = visit.text(ClassificationText.tierBefore, ["tier": wording.tier(past.tier)])
        }
        let contribution = wording.roundMoney(judgement.contribution, unit.evaluation.currency)
        let cell: ListCell = judgement.contribution < 0 ? .negative(contribution) : .text(contribution)
        let tier = Fact(
            visit.text(ClassificationText.whyTier), wording.badge(judgement.tier, judgement.safety), detail: before)
        // A group's own pages show the revenue of one account each.
        let revenue =
            unit.members.count > 1
            ? [
                Fact(
                    visit.text(ClassificationText.groupRevenue),
                    .text(wording.roundMoney(judgement.revenue, unit.evaluation.currency)))
            ] : []
        let earned = Fact(
            visit.text(ClassificationText.whyContribution), cell,
            detail: judgement.contributionShare.map {
                visit.text(ClassificationText.ofRevenue, ["share": wording.percent($0)])
            })
        let costs =
            (isByRevenue ? [] : [earned]) + [
                Fact(
                    visit.text(ClassificationText.whyValue), score(judgement.value), detail: coverage(judgement.value))
            ]
        let loyaltyDetails = [coverage(judgement.loyalty), counted("loyalty"), silence].compactMap { $0 }
        let loyalty = Fact(
            visit.text(ClassificationText.whyLoyalty), score(judgement.loyalty),
            detail: loyaltyDetails.isEmpty ? nil : loyaltyDetails.joined(separator: " · "))
        return switch unit.sight {
        case .whole: [tier] + revenue + costs + [loyalty]
        case .withoutCosts: [tier] + revenue + [loyalty]
        case .tierOnly: [tier]
        }
    }

    private var group: JudgementPanel.Group? {
        if unit.sight == .tierOnly {
            return .init(sentence: visit.text(ClassificationText.judgedWithUnseen), path: nil, name: nil)
        }
        guard unit.members.count > 1 else { return nil }
        let count = ["count": wording.count(unit.members.count)]
        guard let head else {
            return .init(
                sentence: visit.text(ClassificationText.judgedAsHead, count, count: unit.members.count), path: nil,
                name: nil)
        }
        return .init(
            sentence: visit.text(ClassificationText.judgedWith, count, count: unit.members.count),
            path: "/accounts/\(head.id)", name: head.name)
    }

    // MARK: Why

    private func why(_ explanation: Explanation) -> JudgementPanel.Why {
        let hasScores = explanation.inputs.contains { $0.weight != nil }
        let columns: [ListView.Column] =
            [
                .text("", visit.text(ClassificationText.input), isSortable: false),
                .number("", visit.text(ClassificationText.value), isSortable: false),
            ]
            + (hasScores
                ? [
                    .number("", visit.text(ClassificationText.score), isSortable: false),
                    .number("", visit.text(ClassificationText.weight), isSortable: false),
                ] : [])
        let title = wording.subject(explanation.subject)
        return JudgementPanel.Why(
            title: title, result: result(explanation),
            table: ListCell.table(title, columns, rows(explanation, hasScores)))
    }

    /// A sum first, with its line below; what stands beside it after that.
    private func rows(_ explanation: Explanation, _ hasScores: Bool) -> [[ListCell]] {
        let parts = explanation.inputs.filter { $0.sign != nil }
        let rest = explanation.inputs.filter { $0.sign == nil && isOfUse($0) }.map { row($0, hasScores) }
        guard !parts.isEmpty else { return rest }
        let sum: [ListCell] = [
            .total(wording.subject(explanation.subject)), .total(wording.value(explanation.result)),
        ]
        return parts.map { row($0, hasScores) } + [sum] + rest
    }

    /// What contribution would have counted for is not said where there is none.
    private func isOfUse(_ input: Explanation.Input) -> Bool {
        !isByRevenue || !(input.weight == 0 && ["contribution", "margin"].contains(input.name))
    }

    private func result(_ explanation: Explanation) -> String {
        let now = wording.value(explanation.result)
        guard let before = explanation.before else { return now }
        return visit.text(ClassificationText.resultBefore, ["now": now, "before": wording.value(before)])
    }

    private func row(_ input: Explanation.Input, _ hasScores: Bool) -> [ListCell] {
        var value = wording.value(input.sign == .minus ? input.value?.negated : input.value)
        if let bar = input.bar {
            value = visit.text(ClassificationText.ofBar, ["now": value, "bar": wording.value(bar)])
        }
        let name = wording.input(input.name, isByRevenue: isByRevenue)
        let first: [ListCell] = [
            wording.scale(input.scale).map { .noted(name, detail: $0) } ?? .text(name),
            input.value == nil && input.bar == nil ? .unknown : .number(value),
        ]
        guard hasScores else { return first }
        let score: ListCell =
            input.score.map { .number(wording.score($0)) }
            ?? input.standIn.map { .number(visit.text(ClassificationText.standIn, ["score": wording.score($0)])) }
            ?? .unknown
        let weight = input.weight ?? 0
        return first + [
            score,
            weight > 0
                ? .number(wording.weight(weight)) : .text(visit.text(ClassificationText.leftOut)),
        ]
    }
}

extension Explanation.Value {
    /// As it stands in a sum that it goes off.
    fileprivate var negated: Self {
        if case .money(let money) = self { .money(Money(minor: -money.minor, currency: money.currency)) } else { self }
    }
}

/// The panel, and the reading behind it.
enum JudgementPanels {
    static let heading = AccountPanel(.header) { visit, account in
        guard let unit = try await visit.judgedUnit(of: account) else {
            return nil
        }
        let head = unit.judgement.unit
        let group =
            head == account.id ? nil : try await AccountStore(visit.database).account(head, scope: visit.scope)
        return AccountPanel.Part(
            nil, template: "judgement",
            value: JudgementPage(
                panel: JudgementPanelMaker(
                    visit, unit, account: account, head: group,
                    mayDecide: try await visit.right(toDecide: unit) != .none
                ).panel, visit))
    }

    /// Tiers over time: what changed, and why.
    static let history = AccountPanel { visit, account in
        guard let unit = try await visit.judgedUnit(of: account),
            !unit.changes.isEmpty, unit.sight != .tierOnly
        else { return nil }
        return AccountPanel.Part(
            visit.text(ClassificationText.historyTitle), template: "judgement-history",
            value: HistoryPanel(unit, account: account.id, visit))
    }
}

extension Visit {
    /// Whether the visitor's word about a unit's tier counts.
    func right(toDecide unit: JudgedUnit) async throws -> DecisionRight {
        let owner = try await AccountStore(database).owner(of: unit.judgement.unit)
        return DecisionRight(
            about: unit, mayApprove: may(.approving), isOwner: owner != nil && owner == viewer?.user)
    }

    /// The current judgement of an account's unit; nil when it was never judged.
    func judgedUnit(of account: Account) async throws -> JudgedUnit? {
        struct Question: Hashable, Sendable { var account: Int }
        return try await once(Question(account: account.id)) {
            try await JudgementStore(database).unit(of: account.id, scope: scope)
        }
    }
}
