/// How many units went from one tier to another between two evaluations; nil stands for no tier.
package struct Movement: Sendable, Hashable {
    package var from: Tier?
    package var to: Tier?
    package var accounts: Int
    /// What they contribute now.
    package var contribution: Int64

    package init(from: Tier?, to: Tier?, accounts: Int, contribution: Int64) {
        self.from = from
        self.to = to
        self.accounts = accounts
        self.contribution = contribution
    }

    /// One for each pair of tiers.
    package static func sum(_ movements: [Movement]) -> [Movement] {
        struct Pair: Hashable { var from: Tier?, to: Tier? }
        return Dictionary(grouping: movements) { Pair(from: $0.from, to: $0.to) }.map { pair, all in
            Movement(
                from: pair.from, to: pair.to, accounts: all.reduce(0) { $0 + $1.accounts },
                contribution: all.reduce(0) { $0 + $1.contribution })
        }
    }
}

/// A unit that stands elsewhere than before.
package struct Mover: Sendable, Hashable {
    /// Towards the largest tier or away from it, having none being below all; or in its tier, secure or no more.
    package enum Way: String, Sendable, CaseIterable { case up, down, safety }

    package struct Standing: Sendable, Hashable {
        package var tier: Tier?
        package var safety: KeySafety?
        package var contribution: Int64?

        package init(tier: Tier?, safety: KeySafety?, contribution: Int64?) {
            self.tier = tier
            self.safety = safety
            self.contribution = contribution
        }
    }

    package var unit: Int
    package var code: String
    package var name: String
    package var before: Standing
    package var now: Standing
    package var reason: TierReason

    package init(unit: Int, code: String, name: String, before: Standing, now: Standing, reason: TierReason) {
        self.unit = unit
        self.code = code
        self.name = name
        self.before = before
        self.now = now
        self.reason = reason
    }

    /// Up is towards the largest tier; having none is below all.
    package var goesUp: Bool { (now.tier?.place ?? .max) < (before.tier?.place ?? .max) }
    package var changesTier: Bool { now.tier != before.tier }
}
