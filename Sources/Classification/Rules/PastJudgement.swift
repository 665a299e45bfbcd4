package import Measures

/// What a kept month end said of a unit, as far as its history shows it.
package struct PastJudgement: Sendable, Equatable {
    package var day: Day
    package var policyVersion: Int
    package var tier: Tier?
    /// What size alone would have made of it.
    package var size: Tier?
    package var safety: KeySafety?
    package var reason: TierReason
    package var revenue: Int64
    package var contribution: Int64
    package var value: Double?
    package var loyalty: Double?
}

extension [PastJudgement] {
    /// Each first month end of a tier, or of being secure in it, with the one before it.
    package var steps: [(before: PastJudgement?, now: PastJudgement)] {
        zip([nil] + map(Optional.some), self).filter { $0 == nil || $0?.tier != $1.tier || $0?.safety != $1.safety }.map
        { ($0, $1) }
    }
}
