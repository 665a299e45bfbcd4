package import Measures

/// Keeps a tier from changing on one look (SPEC C6): another one must hold at month ends in a row, or a cut be passed
/// by more than the margin; the downgrade of an old customer waits for somebody's word.
package struct Steadiness: Sendable {
    package let policy: SteadinessPolicy
    package let day: Day
    /// Only month ends count towards holding.
    package let isMonthEnd: Bool
    /// The least contribution in each tier and those above it, from the largest tier on; nil where nobody is.
    package let cuts: [Int64?]

    package init(policy: SteadinessPolicy, day: Day, isMonthEnd: Bool, cuts: [Int64?]) {
        self.policy = policy
        self.day = day
        self.isMonthEnd = isMonthEnd
        self.cuts = cuts
    }

    /// What the rule says of an active unit.
    package struct Outcome: Sendable, Equatable {
        package var tier: Tier
        package var reason: TierReason
        package var pending: Judgement.Pending?
        package var waitingSince: Day?
    }

    /// - Parameters:
    ///   - former: of the month end before; nil when there was none.
    ///   - confirmed: the last day somebody agreed to a downgrade.
    ///   - asks: whether there is somebody to ask: the unit has an owner, and the judgement is made on its day.
    package func settle(
        size: Tier, contribution: Int64, tenureDays: Int?, former: FormerJudgement?, confirmed: Day?, asks: Bool
    ) -> Outcome {
        guard let before = former?.steady else { return Outcome(tier: size, reason: .first) }
        guard size != before else { return Outcome(tier: before, reason: .unchanged) }
        let goesUp = size < before
        let pending = pending(size, before, goesUp, former?.pending)
        let held = Int(pending.monthEnds) >= policy.monthEnds ? pending.tier : before
        let firm = firm(contribution, before, size, goesUp)
        let tier = goesUp ? min(held, firm) : max(held, firm)
        let rest = tier == size ? nil : tier == before ? pending : fresh(size)
        guard tier != before else { return Outcome(tier: before, reason: .notYetSteady, pending: rest) }
        let reason = firm == tier ? TierReason.passedCut : .held
        guard !goesUp, asks, isOld(tenureDays) else { return Outcome(tier: tier, reason: reason, pending: rest) }
        return wait(before: before, tier: tier, pending: pending, rest: rest, since: former?.waitingSince, confirmed)
    }

    /// An old customer's downgrade happens once somebody agrees.
    private func wait(
        before: Tier, tier: Tier, pending: Judgement.Pending, rest: Judgement.Pending?, since: Day?, _ confirmed: Day?
    ) -> Outcome {
        let since = since ?? day
        if let confirmed, confirmed >= since { return Outcome(tier: tier, reason: .confirmed, pending: rest) }
        let isManagers = day - since > policy.managerAfterDays
        // What is asked is what will follow, however far down.
        return Outcome(
            tier: before, reason: isManagers ? .waitsForManager : .waitsForOwner,
            pending: Judgement.Pending(tier: tier, monthEnds: Int(pending.monthEnds)), waitingSince: since)
    }

    private func isOld(_ tenureDays: Int?) -> Bool {
        guard let tenureDays else { return false }
        return Double(tenureDays) >= Double(policy.oldCustomerMonths) * 365.25 / 12
    }

    /// How long the size has been on the same side of the tier: by the least distant of those sizes.
    private func pending(
        _ size: Tier, _ before: Tier, _ goesUp: Bool, _ former: Judgement.Pending?
    ) -> Judgement.Pending {
        guard let former, (former.tier < before) == goesUp else { return fresh(size) }
        let nearest = goesUp ? max(former.tier, size) : min(former.tier, size)
        return Judgement.Pending(tier: nearest, monthEnds: Int(former.monthEnds) + (isMonthEnd ? 1 : 0))
    }

    private func fresh(_ size: Tier) -> Judgement.Pending {
        Judgement.Pending(tier: size, monthEnds: isMonthEnd ? 1 : 0)
    }

    /// As far as cuts are passed by more than the margin, from the tier it was in.
    private func firm(_ contribution: Int64, _ before: Tier, _ size: Tier, _ goesUp: Bool) -> Tier {
        let (number, margin) = (Double(contribution), policy.margin / 100)
        var tier = before
        while tier != size {
            // Up past the next tier's least, down past one's own.
            let gate = goesUp ? tier.place - 1 : tier.place
            guard cuts.indices.contains(gate), let cut = cuts[gate] else { break }
            let passed = goesUp ? number > Double(cut) * (1 + margin) : number < Double(cut) * (1 - margin)
            guard passed else { break }
            tier = Tier(tier.place + (goesUp ? -1 : 1))
        }
        return tier
    }
}
