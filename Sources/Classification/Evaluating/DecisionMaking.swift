import Accounts
package import Database
import Judging
import Measures

/// Takes a person's decision about a tier: it is kept for good, and holds at once in the current judgements.
package struct DecisionMaking: Sendable {
    private let database: any Database
    /// Unix seconds.
    private let now: @Sendable () -> Int

    package init(_ database: any Database, now: @escaping @Sendable () -> Int) {
        self.database = database
        self.now = now
    }

    /// - Throws: `TierDecisionDraft.Problem`
    package func decide(_ draft: TierDecisionDraft) async throws -> TierDecision {
        try await database.write { [now] connection in
            guard let judged = try JudgementStore.unit(of: draft.account, in: connection) else {
                throw TierDecisionDraft.Problem.notJudged
            }
            let decision = try draft.decision(
                tiers: judged.policy.body.tiers, waitingSince: judged.judgement.waitingSince)
            var judgement = judged.judgement
            judgement.take(decision, after: judged.decisions, judged.ground)
            let tiers = judged.policy.body.tiers
            try DecisionStore.keep(
                decision, of: judgement.unit,
                tiers: (judged.judgement.tier.map(tiers.code), judgement.tier.map(tiers.code)), now: now(),
                in: connection)
            judgement.safety =
                judgement.tier == .key ? judged.ground.safety(of: judgement, judged.scoring) : nil
            try EvaluationStore.update([judgement], in: connection)
            try EvaluationStore.move(
                judgement, from: judged.judgement.tier, of: judged.evaluation, in: connection)
            try StandingStore.update(judged.members.map { AccountStanding($0, judgement) }, in: connection)
            return decision
        }
    }
}

extension Judgement {
    /// What a decision makes of the judgement at once: what the next evaluation will.
    fileprivate mutating func take(_ decision: TierDecision, after earlier: [TierDecision], _ ground: EvaluationGround)
    {
        if decision.kind == .confirm {
            if let pending { (tier, steady) = (pending.tier, pending.tier) }
            (reason, waitingSince) = (.confirmed, nil)
            pending = size.flatMap { size in
                size == steady ? nil : Pending(tier: size, monthEnds: ground.isMonthEnd ? 1 : 0)
            }
        }
        decide(earlier + [decision], on: ground.day)
    }
}
