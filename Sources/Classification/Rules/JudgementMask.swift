import Ledger
package import Rights

// What of a judgement is for whom (docs/rights.md): contribution and the value score tell what costs were, and the
// figures of a group are for those who may see its head.

extension Judgement {
    package func seen(_ scope: Scope) -> Judgement { scope.sees(.cost) ? self : withoutCosts }

    /// The value score goes too: with the other parts known, it would give contribution away.
    var withoutCosts: Judgement {
        var seen = self
        (seen.grossMargin, seen.costKnown, seen.value, seen.rank, seen.shareAbove) = (nil, nil, nil, nil, nil)
        seen.contribution = 0
        seen.costs = .init()
        return seen
    }

    /// What a branch is told of its group's judgement.
    static func tierAlone(of judgement: Judgement) -> Judgement {
        var seen = Judgement(unit: judgement.unit)
        (seen.tier, seen.safety, seen.reason) = (judgement.tier, judgement.safety, .unchanged)
        return seen
    }
}

extension PastJudgement {
    var withoutCosts: PastJudgement {
        var seen = self
        (seen.contribution, seen.value) = (0, nil)
        return seen
    }
}

extension MemberAlone {
    /// A tier by contribution alone would tell it.
    var withoutCosts: MemberAlone { MemberAlone(account: account, revenue: revenue, contribution: 0) }
}
