package import Measures

/// A decision about a tier as a person asks for it.
package struct TierDecisionDraft: Sendable, Equatable {
    package var account: Int
    /// The tier's code; nil agrees to the downgrade that waits.
    package var tier: String?
    /// The last day on which it holds; nil for a year.
    package var through: Day?
    package var reason: String
    package var day: Day
    package var user: Int?

    package init(account: Int, tier: String?, through: Day?, reason: String, day: Day, user: Int?) {
        self.account = account
        self.tier = tier
        self.through = through
        self.reason = reason
        self.day = day
        self.user = user
    }

    package enum Problem: Error, Sendable, Equatable {
        case notJudged
        case reasonMissing
        case reasonLong
        case tierUnknown(String)
        /// The last day lies before today.
        case over(Day)
        case tooLong(Day, last: Day)
        /// No downgrade waits for a word.
        case nothingWaits
    }

    package static let longestReason = 500

    /// - Parameter waitingSince: since when a downgrade waits.
    package func decision(tiers: TierPolicy, waitingSince: Day?) throws(Problem) -> TierDecision {
        let reason = self.reason.trimmed
        if reason.isEmpty { throw .reasonMissing }
        if reason.count > Self.longestReason { throw .reasonLong }
        guard let tier else {
            if waitingSince == nil { throw .nothingWaits }
            return TierDecision(.confirm, day: day, reason: reason, user: user)
        }
        guard let place = tiers.steps.firstIndex(where: { $0.code == tier }) else { throw .tierUnknown(tier) }
        let last = DayRange.year(through: day).count
        let end = through ?? day.advanced(by: last)
        if end < day { throw .over(end) }
        // A person's word is looked at again after a year at the latest.
        if end - day > 366 { throw .tooLong(end, last: day.advanced(by: last)) }
        return TierDecision(.override(Tier(place), through: end), day: day, reason: reason, user: user)
    }
}
