/// A place among the policy's tiers, 0 for the largest (Key).
package struct Tier: Sendable, Hashable, Comparable {
    private let byte: UInt8

    package init(_ place: Int) { byte = UInt8(clamping: place) }

    package var place: Int { Int(byte) }

    package static let key = Tier(0)

    /// A smaller tier comes after a larger one.
    package static func < (left: Tier, right: Tier) -> Bool { left.byte < right.byte }
}

/// Why an account is in the tier it is in.
package enum TierReason: UInt8, Sendable, CaseIterable {
    /// The first judgement, or the first after a time without orders: the size decides at once.
    case first = 1
    /// The size says what it said before.
    case unchanged = 2
    /// Another tier's size, not yet at enough month ends in a row.
    case notYetSteady = 3
    /// Another tier's size held at enough month ends in a row.
    case held = 4
    /// A cut was passed by more than the margin.
    case passedCut = 5
    /// Smaller now, but an old customer: it waits for its owner's word, or the manager's.
    case waitsForOwner = 6
    case waitsForManager = 7
    /// A person agreed to the downgrade.
    case confirmed = 8
    /// A person decided.
    case overridden = 9
    /// No order with revenue in the window: not active, in no tier.
    case inactive = 10
    /// New since the last evaluation, the next puts it into a tier.
    case awaited = 11
}

/// How safely an account is Key (SPEC C4).
package enum KeySafety: UInt8, Sendable, CaseIterable {
    case secure = 1
    case atRisk = 2
    case notYetKnown = 3

    package var code: String {
        switch self {
        case .secure: "secure"
        case .atRisk: "at_risk"
        case .notYetKnown: "not_yet_known"
        }
    }
}

/// What a contribution was counted from (SPEC C3).
package enum ContributionBasis: UInt8, Sendable, CaseIterable {
    /// The cost of all its revenue is known.
    case cost = 1
    /// The cost of a part is known; the rest at the company's margin.
    case partlyEstimated = 2
    /// No cost of it is known: its revenue at the company's margin.
    case estimated = 3
    /// No cost is recorded anywhere: its revenue stands for it.
    case revenue = 4

    package var isEstimate: Bool { self == .estimated || self == .partlyEstimated }

    package var code: String {
        switch self {
        case .cost: "cost"
        case .partlyEstimated: "partly_estimated"
        case .estimated: "estimated"
        case .revenue: "revenue"
        }
    }
}

/// What else must be said about a judgement.
package struct JudgementNotes: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Revenue in other currencies is left out: there is no rate.
    package static let otherCurrencies = JudgementNotes(rawValue: 1)
    /// Of the first tier by size, but beyond what the team can serve.
    package static let beyondCap = JudgementNotes(rawValue: 2)
    /// Seasons were taken out of its intervals.
    package static let isSeasonal = JudgementNotes(rawValue: 4)
    /// Judged between two evaluations, against the last one's yardstick: scores only, never the tier.
    package static let isProvisional = JudgementNotes(rawValue: 8)
    /// No order for more of its own intervals than the policy allows a secure account.
    package static let isSilent = JudgementNotes(rawValue: 16)
}
