import Accounts
import Judging
import Measures
import People
import Site

/// What the judging knows to have happened with an account: its tiers, and what people decided.
enum TierEvents {
    static let history = AccountHistory { visit, account in
        guard let unit = try await visit.judgedUnit(of: account) else {
            return []
        }
        let wording = Wording(visit, unit.policy.body)
        return unit.history.changes.map { changed(from: $0.before, to: $0.now, wording) }
            + unit.decisions.map { decided($0, wording, account) }
    }

    private static func changed(
        from before: PastJudgement?, to past: PastJudgement, _ wording: Wording
    ) -> AccountEvent {
        let now = wording.tier(past.tier)
        let text =
            before.map {
                wording.visit.text(
                    ClassificationText.eventTier, ["before": wording.tier($0.tier), "now": now])
            } ?? wording.visit.text(ClassificationText.eventFirstTier, ["now": now])
        return AccountEvent(
            past.day, text, detail: wording.code(past.reason.code), mark: before == nil ? nil : now)
    }

    private static func decided(_ decision: TierDecision, _ wording: Wording, _ account: Account) -> AccountEvent {
        let text: String
        var mark = wording.visit.text(ClassificationText.codeConfirmed)
        switch decision.kind {
        case .confirm: text = wording.visit.text(ClassificationText.confirmed)
        case .override(let tier, let through):
            mark = wording.visit.text(ClassificationText.codeOverridden)
            text = wording.visit.text(
                ClassificationText.eventDecided, ["tier": wording.tier(tier), "day": through.iso])
        }
        return AccountEvent(
            decision.day, text, detail: decision.reason, path: "/accounts/\(account.id)/tier", mark: mark)
    }
}
