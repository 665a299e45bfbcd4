import Accounts
import Hummingbird
import Judging
import Measures
import Rights
import Site

struct DecisionPage: PageValue {
    struct Past: PageValue {
        let day: String
        let what: String
        let reason: String
        let who: String
    }

    let path: String
    let mayOverride: Bool
    let now: Markup
    let because: String
    let fields: [FieldView]
    let hasProblems: Bool
    let waiting: String?
    let reasonField: FieldView?
    let past: [Past]
    let hasPast: Bool
    let back: String
}

/// `/accounts/:id/tier`: a person decides the tier, or agrees to a downgrade that waits; with a reason, kept for good.
enum DecisionRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("accounts/:id/tier") { try await page($0, problems: []) }
        routes.post("accounts/:id/tier-decisions") { try await decide($0) }
    }

    private static func decide(_ visit: Visit) async throws -> Response {
        let account = try await visit.account()
        let (_, right) = try await judged(visit, account)
        if right == .agree, visit.form["confirm"].isEmpty { throw Refusal.forbidden }
        do {
            let through = try day(visit)
            let isConfirming = !visit.form["confirm"].isEmpty
            let draft = TierDecisionDraft(
                account: account.id, tier: isConfirming ? nil : visit.form["tier"], through: through,
                reason: visit.form[isConfirming ? "word" : "reason"], day: visit.today, user: visit.viewer?.user)
            _ = try await DecisionMaking(visit.database, now: visit.site.settings.clock).decide(draft)
            return visit.redirect(
                to: "/accounts/\(account.id)", flash: Flash(visit.text(ClassificationText.decisionKept)))
        } catch let problem as TierDecisionDraft.Problem {
            return try await page(visit, problems: [problem.at(visit)])
        } catch let problem as FieldProblem {
            return try await page(visit, problems: [problem])
        }
    }

    /// Nil when none was typed.
    private static func day(_ visit: Visit) throws -> Day? {
        let text = visit.form["through"]
        if text.isEmpty { return nil }
        guard case .day(let day) = DayInput.read(text, today: visit.today) else {
            throw FieldProblem("through", visit.text(ClassificationText.dayUnreadable))
        }
        return day
    }

    private static func page(_ visit: Visit, problems: [FieldProblem]) async throws -> Response {
        let account = try await visit.account()
        let (unit, right) = try await judged(visit, account)
        let names = try await visit.names(of: unit.decisions)
        let page = Page(
            "tier-decision", title: visit.text(ClassificationText.decide), template: "tier-decision",
            question: visit.text(ClassificationText.decideQuestion), asOf: unit.evaluation.day, place: .accounts,
            breadcrumbs: account.crumbs(visit), path: "/accounts/\(account.id)/tier")
        return try visit.page(
            page, DecisionPage(visit, account, unit, right, names: names, problems),
            status: problems.isEmpty ? .ok : .formProblems)
    }

    /// - Throws: 404 for who was never judged, 403 where the visitor's word does not count.
    private static func judged(
        _ visit: Visit, _ account: Account
    ) async throws -> (unit: JudgedUnit, right: DecisionRight) {
        guard let unit = try await visit.judgedUnit(of: account) else { throw Refusal.notFound }
        let right = try await visit.right(toDecide: unit)
        if right == .none { throw Refusal.forbidden }
        return (unit, right)
    }
}

extension DecisionPage {
    init(
        _ visit: Visit, _ account: Account, _ unit: JudgedUnit, _ right: DecisionRight, names: [Int: String],
        _ problems: [FieldProblem]
    ) {
        mayOverride = right == .decide
        let wording = Wording(visit, unit.policy.body)
        let judgement = unit.judgement
        path = "/accounts/\(account.id)/tier-decisions"
        back = "/accounts/\(account.id)"
        now = wording.badge(judgement.tier, judgement.safety).html
        because = wording.reason(unit)
        hasProblems = !problems.isEmpty
        let isWaiting = judgement.waitingSince != nil
        waiting =
            isWaiting
            ? visit.text(
                ClassificationText.waitingText, ["size": wording.tier(judgement.pending?.tier ?? judgement.size)]) : nil
        let tiers = unit.policy.body.tiers.steps.enumerated().map { place, step in
            FieldView.Option(step.code, wording.tier(Tier(place)))
        }
        let confirming = !visit.form["confirm"].isEmpty
        fields = [
            FieldView(
                "tier", label: visit.text(ClassificationText.whyTier), kind: .choice(tiers), form: visit.form,
                value: judgement.tier.map { unit.policy.body.tiers.code($0) } ?? "", problems: problems),
            FieldView(
                "through", label: visit.text(ClassificationText.through), kind: .date, form: visit.form,
                value: visit.today.advanced(by: 365).iso, problems: problems,
                hint: visit.text(ClassificationText.throughHint)),
            FieldView(
                "reason", label: visit.text(ClassificationText.reason), kind: .textarea, form: visit.form,
                problems: confirming ? [] : problems, hint: visit.text(ClassificationText.reasonHint)),
        ]
        reasonField =
            isWaiting
            ? FieldView(
                "word", label: visit.text(ClassificationText.reason), form: visit.form,
                problems: confirming ? problems.map { FieldProblem("word", $0.text) } : []) : nil
        past = unit.decisions.reversed().map { Past($0, wording, names, visit) }
        hasPast = !unit.decisions.isEmpty
    }
}

extension DecisionPage.Past {
    init(_ decision: TierDecision, _ wording: Wording, _ names: [Int: String], _ visit: Visit) {
        day = decision.day.iso
        reason = decision.reason
        who = decision.user.flatMap { names[$0] } ?? visit.text(ClassificationText.byCommand)
        switch decision.kind {
        case .confirm: what = visit.text(ClassificationText.confirmed)
        case .override(let tier, let through):
            what = visit.text(
                ClassificationText.overrideThrough, ["tier": wording.tier(tier), "day": through.iso])
        }
    }
}

extension TierDecisionDraft.Problem {
    fileprivate func at(_ visit: Visit) -> FieldProblem {
        switch self {
        case .notJudged: FieldProblem("tier", visit.text(ClassificationText.noTiersTitle))
        case .reasonMissing: FieldProblem("reason", visit.text(ClassificationText.reasonMissing))
        case .reasonLong:
            FieldProblem(
                "reason",
                visit.text(
                    ClassificationText.reasonLong,
                    ["count": NumberStyle(visit.language).integer(TierDecisionDraft.longestReason)]))
        case .tierUnknown: FieldProblem("tier", visit.text(ClassificationText.tierUnknown))
        case .over: FieldProblem("through", visit.text(ClassificationText.throughOver))
        case .tooLong(_, let last):
            FieldProblem("through", visit.text(ClassificationText.throughLong, ["day": last.iso]))
        case .nothingWaits: FieldProblem("reason", visit.text(ClassificationText.nothingWaits))
        }
    }
}
