package import Measures
package import Site

/// What the feature that judges tells those who stand below it: the tiers by name, and the day it speaks of. Accounts
/// print, filter and sort by a standing without knowing how it came about.
package struct TierWords: Contribution {
    package struct Words: Sendable {
        /// The largest first.
        package var names: [String]
        package var codes: [String]
        /// The day the standings speak of.
        package var asOf: Day
        /// Of the first tier: at risk and not yet known; secure goes without saying.
        package var atRisk: String
        package var notYetKnown: String
        package var secure: String

        package init(names: [String], codes: [String], asOf: Day, atRisk: String, notYetKnown: String, secure: String) {
            self.names = names
            self.codes = codes
            self.asOf = asOf
            self.atRisk = atRisk
            self.notYetKnown = notYetKnown
            self.secure = secure
        }

        /// "Key · at risk" in the tier's colour; unknown for an account in no tier.
        package func badge(tier: Int?, safety: Int?) -> ListCell {
            guard let tier else { return .unknown }
            let name = names.indices.contains(tier) ? names[tier] : String(tier + 1)
            return .badge(name + suffix(safety), Self.tone(tier))
        }

        package func suffix(_ safety: Int?) -> String {
            switch safety {
            case 2: " · " + atRisk
            case 3: " · " + notYetKnown
            default: ""
            }
        }

        package static func tone(_ tier: Int) -> Tone {
            [Tone.key, .major, .medium].indices.contains(tier) ? [Tone.key, .major, .medium][tier] : .small
        }
    }

    /// Nil as long as nobody was judged.
    package var words: @Sendable (Visit) async throws -> Words?

    package init(words: @escaping @Sendable (Visit) async throws -> Words?) { self.words = words }
}

extension Visit {
    package func tierWords() async throws -> TierWords.Words? {
        try await site.contributions(TierWords.self).first?.words(self)
    }
}
