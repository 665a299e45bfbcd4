package import Measures

/// An evaluation as it is kept: what it stood on and came to.
package struct StoredEvaluation: Sendable, Equatable {
    package enum Kind: Int, Sendable { case monthEnd = 1, current = 2 }

    package var id: Int
    package var kind: Kind
    package var day: Day
    package var policyVersion: Int
    package var currency: Currency
    package var ledger: DayRange
    package var yardstick: Yardstick
    package var tiers: [TierTotal]
    /// Units with orders that no exchange rate brings into the company's currency, and active ones whose contribution is
    /// estimated in whole or in part; nil of evaluations that did not keep it.
    package var leftOut: Int?
    package var estimated: Int?

    package init(
        id: Int, kind: Kind, day: Day, policyVersion: Int, currency: Currency, ledger: DayRange, yardstick: Yardstick,
        tiers: [TierTotal]
    ) {
        self.id = id
        self.kind = kind
        self.day = day
        self.policyVersion = policyVersion
        self.currency = currency
        self.ledger = ledger
        self.yardstick = yardstick
        self.tiers = tiers
    }

    /// Where no cost is recorded at all, revenue stands for contribution (SPEC C3).
    package var isByRevenue: Bool { yardstick.companyMargin == nil }

    /// What the contributions rest on, taken together.
    package var basis: ContributionBasis {
        isByRevenue ? .revenue : (estimated ?? 0) > 0 ? .partlyEstimated : .cost
    }

    /// Some tier loses, so that the shares of others may be above one.
    package var hasLoss: Bool { tiers.contains { $0.contribution < 0 } }

    /// Of all contributions above zero, as the cuts of the tiers count them (SPEC C3): losses are told beside it, and make
    /// nobody's share larger. Nil when nothing is above zero.
    package func share(of total: TierTotal) -> Double? {
        let all = tiers.reduce(0) { $0 + $1.gains }
        return all > 0 ? Double(total.gains) / Double(all) : nil
    }
}

/// What the accounts of a tier come to.
package struct TierTotal: Sendable, Equatable {
    package var tier: Tier
    package var accounts = 0
    package var revenue: Int64 = 0
    package var contribution: Int64 = 0
    /// The contributions above zero among it.
    package var gains: Int64 = 0
    /// Those below zero; zero or less.
    package var losses: Int64 { contribution - gains }

    package init(_ tier: Tier) { self.tier = tier }

    /// Every tier of the policy, the largest first, over the units that are in one.
    package static func all(_ judgements: some Sequence<Judgement>, tiers: Int) -> [TierTotal] {
        var totals = (0..<tiers).map { TierTotal(Tier($0)) }
        for judgement in judgements {
            guard let tier = judgement.tier, totals.indices.contains(tier.place) else { continue }
            totals[tier.place].accounts += 1
            totals[tier.place].revenue += judgement.revenue
            totals[tier.place].contribution += judgement.contribution
            totals[tier.place].gains += max(0, judgement.contribution)
        }
        return totals
    }
}
