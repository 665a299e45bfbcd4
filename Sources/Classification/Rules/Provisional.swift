package import Ledger
package import Measures

extension JudgedUnit {
    /// What orders that came in since make of the judgement: measures and scores anew, held against the evaluation's
    /// yardstick. Its tier, its rank and what waits stay the evaluation's, for they depend on all others.
    ///
    /// - Parameter last: the unit's last day with orders.
    package func provisional(_ facts: AccountFacts, last: Day) -> Judgement {
        var ground = self.ground
        ground.day = max(evaluation.day, last)
        ground.ledger = DayRange(from: ground.ledger.from, through: max(ground.ledger.through, last)) ?? ground.ledger
        var (new, margin) = ground.measured(judgement.unit, facts)
        let scoring = scoring
        (new.contribution, new.basis) = ContributionRule(companyMargin: evaluation.yardstick.companyMargin)
            .contribution(revenue: new.revenue, margin, costs: new.costs)
        if new.isActive {
            scoring.addBehaviour(to: &new)
            new.loyalty = scoring.loyalty(of: new)
            new.value = scoring.value(of: new)
        }
        (new.rank, new.shareAbove) = (judgement.rank, judgement.shareAbove)
        (new.size, new.steady, new.tier) = (judgement.size, judgement.steady, judgement.tier)
        (new.reason, new.pending) = (judgement.reason, judgement.pending)
        if new.reason == .inactive, new.isActive { new.reason = .awaited }
        new.waitingSince = judgement.waitingSince
        new.safety = new.tier == .key ? ground.safety(of: new, scoring) : nil
        new.notes.formUnion(judgement.notes.intersection(.beyondCap))
        new.notes.insert(.isProvisional)
        return new
    }
}
