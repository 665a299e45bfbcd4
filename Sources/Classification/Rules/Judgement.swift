package import Ledger
package import Measures

/// What is said of a unit (an account, or the group an account heads) as of a day, with every number it rests on
/// (SPEC P1, P2). Amounts are minor units of the company's currency, scores 0–100; unknown is nil. An evaluation holds
/// a million of these, so they are kept small: large fields come first, and unknown takes no room.
package struct Judgement: Sendable, Equatable {
    /// The account, or the head of the group.
    package var unit: Int

    // Measures over the window (SPEC L3).
    package var revenue: Int64 = 0
    @Packed package var revenueBefore: Int64?
    @Packed package var meanInterval: Double?
    @Packed package var variation: Double?
    @Packed package var breadth: Double?
    @Packed package var grossMargin: Int64?
    /// How much of the revenue has a known cost, 0–1.
    @Packed package var costKnown: Double?
    @Packed package var priceRealisation: Double?
    package var contribution: Int64 = 0
    /// What serving it cost, by kind; gone off the contribution.
    package var serviceCost: Int64 = 0
    package var concessions: Int64 = 0
    package var financing: Int64 = 0
    package var writtenOff: Int64 = 0
    package var orders: Int32 = 0
    package var orderDays: Int32 = 0
    @Packed package var recencyDays: Int32?
    @Packed package var tenureDays: Int32?
    @Packed package var categories: Int32?

    // Scores.
    /// 1 for the largest contribution; equal ones share a rank. Nil when not active.
    @Packed package var rank: Int32?
    @Packed package var value: Index?
    @Packed package var loyalty: Index?
    @Packed package var repeatPurchase: Double?
    /// The share of all positive contribution that larger accounts bring, 0–1.
    @Packed package var shareAbove: Double?

    // Tier.
    /// Since when a downgrade waits for somebody's word.
    @Packed package var waitingSince: Day?
    package var basis = ContributionBasis.revenue
    /// What the size says today.
    package var size: Tier?
    /// What the rule says once steadied, without what people decided.
    package var steady: Tier?
    /// What holds: the steady tier unless a person decided otherwise.
    package var tier: Tier?
    package var reason = TierReason.inactive
    /// Another tier its size has had at so many month ends in a row, with this one too.
    package var pending: Pending?
    package var safety: KeySafety?
    package var notes: JudgementNotes = []

    package struct Pending: Sendable, Hashable {
        package var tier: Tier
        package var monthEnds: UInt8

        package init(tier: Tier, monthEnds: Int) {
            self.tier = tier
            self.monthEnds = UInt8(clamping: monthEnds)
        }
    }

    package init(unit: Int) { self.unit = unit }

    /// How evenly it orders, 0–100.
    package var regularity: Double? { variation.map { 100 * (1 - min(1, $0)) } }

    /// Whether the month end before had it in another tier, or as secure as it is not now.
    package func changes(_ former: FormerJudgement?) -> Bool { tier != former?.tier || safety != former?.safety }

    /// An order with revenue in the window.
    package var isActive: Bool { orders > 0 }

    package var growth: Double? {
        guard let before = revenueBefore, before > 0 else { return nil }
        return Double(revenue - before) / Double(before)
    }

    package var costs: ServingCosts {
        get {
            ServingCosts(
                service: serviceCost, concessions: concessions, financing: financing, writtenOff: writtenOff)
        }
        set {
            (serviceCost, concessions) = (newValue.service, newValue.concessions)
            (financing, writtenOff) = (newValue.financing, newValue.writtenOff)
        }
    }

    /// Contribution ÷ revenue, where it is not only the company's average.
    package var contributionShare: Double? {
        guard basis == .cost || basis == .partlyEstimated, revenue > 0 else { return nil }
        return Double(contribution) / Double(revenue)
    }
}

/// What the judgements of a month end leave for the next, by unit.
package struct FormerJudgements: Sendable {
    private var units: [Int] = []
    private var judgements: [FormerJudgement] = []

    package init() {}

    /// Units come in ascending order.
    package mutating func append(_ unit: Int, _ judgement: FormerJudgement) {
        units.append(unit)
        judgements.append(judgement)
    }

    package subscript(unit: Int) -> FormerJudgement? {
        var (low, high) = (0, units.count)
        while low < high {
            let middle = (low + high) / 2
            if units[middle] < unit { low = middle + 1 } else { high = middle }
        }
        return low < units.count && units[low] == unit ? judgements[low] : nil
    }
}

/// What of an earlier judgement the next one rests on.
package struct FormerJudgement: Sendable, Equatable {
    package var steady: Tier?
    /// What held, with what people decided.
    package var tier: Tier?
    package var safety: KeySafety?
    package var pending: Judgement.Pending?
    @Packed package var waitingSince: Day?

    package init(
        steady: Tier?, tier: Tier? = nil, safety: KeySafety? = nil, pending: Judgement.Pending? = nil,
        waitingSince: Day? = nil
    ) {
        self.steady = steady
        self.tier = tier
        self.safety = safety
        self.pending = pending
        self.waitingSince = waitingSince
    }

    package init(_ judgement: Judgement) {
        self.init(
            steady: judgement.steady, tier: judgement.tier, safety: judgement.safety, pending: judgement.pending,
            waitingSince: judgement.waitingSince)
    }
}

/// What a person decided about a unit's tier, with the reason they gave (SPEC P6, C6).
package struct TierDecision: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The downgrade that waits is right.
        case confirm
        /// This tier through a day, whatever the size says.
        case override(Tier, through: Day)
    }

    package var kind: Kind
    package var day: Day
    package var reason: String
    package var user: Int?

    package init(_ kind: Kind, day: Day, reason: String, user: Int?) {
        self.kind = kind
        self.day = day
        self.reason = reason
        self.user = user
    }
}
