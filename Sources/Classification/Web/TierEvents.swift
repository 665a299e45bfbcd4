import Accounts
import Judging
import Measures
import People
import Rights
import Site

/// What the judging knows to have happened with an account: its tiers, and what people decided.
enum TierEvents {
    static let history = AccountHistory { visit, account in
        guard let unit = try await visit.judgedUnit(of: account) else {
            return []
        }
        let wording = Wording(visit, unit.policy.body)
        let names = try await visit.names(of: unit.decisions)
        return unit.changes.steps.map { changed(from: $0.before, to: $0.now, wording) }
            + unit.decisions.map { decided($0, by: names, wording, account) }
    }

    private static func changed(
        from before: PastJudgement?, to past: PastJudgement, _ wording: Wording
    ) -> AccountEvent {
        let now = wording.tier(past.tier)
        if let before, before.tier == past.tier {
            func word(_ safety: KeySafety?) -> String { wording.visit.text(safety?.text ?? .unknown) }
            return AccountEvent(
                past.day,
                wording.visit.text(
                    ClassificationText.eventSafety,
                    ["tier": now, "before": word(before.safety), "now": word(past.safety)]),
                detail: why(before, past, wording),
                mark: word(past.safety))
        }
        let text =
            before.map {
                wording.visit.text(
                    ClassificationText.eventTier, ["before": wording.tier($0.tier), "now": now])
            } ?? wording.visit.text(ClassificationText.eventFirstTier, ["now": now])
        return AccountEvent(
            past.day, text, detail: before.map { _ in wording.code(past.reason.code) },
            mark: before == nil ? nil : now)
    }

    /// What made it secure or no more, as far as the month ends tell: loyalty that passed the bar, else one of the others.
    private static func why(_ before: PastJudgement, _ now: PastJudgement, _ wording: Wording) -> String {
        let bar = wording.policy.keySafety.loyalty
        guard let old = before.loyalty, let new = now.loyalty, (old < bar) != (new < bar) else {
            return wording.visit.text(ClassificationText.safetyChanged)
        }
        return wording.visit.text(
            new < bar ? ClassificationText.loyaltyBelow : .loyaltyReached,
            ["before": wording.score(old), "now": wording.score(new), "bar": wording.plain(bar)])
    }

    private static func decided(
        _ decision: TierDecision, by names: [Int: String], _ wording: Wording, _ account: Account
    ) -> AccountEvent {
        let who = decision.user.flatMap { names[$0] } ?? wording.visit.text(ClassificationText.byCommand)
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
            decision.day, text, detail: decision.reason + " · " + who,
            path: wording.visit.may(.approving) ? "/accounts/\(account.id)/tier" : nil, mark: mark)
    }
}

extension Visit {
    /// Who decided.
    func names(of decisions: [TierDecision]) async throws -> [Int: String] {
        try await PeopleStore(database).names(of: decisions.compactMap(\.user))
    }
}
