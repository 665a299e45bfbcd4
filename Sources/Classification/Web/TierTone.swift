import Accounts
import Site

/// The same tier has the same colour everywhere.
enum TierTone {
    static func of(_ place: Int) -> Tone { TierWords.Words.tone(place) }
}

extension Wording {
    /// The tier's badge, leading to its accounts.
    func linked(_ tier: Tier) -> ListCell {
        .badgeLink(self.tier(tier), TierTone.of(tier.place), path: "/accounts?tier=\(tier.place)")
    }
}
