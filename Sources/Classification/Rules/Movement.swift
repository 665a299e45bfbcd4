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

    /// Which units of a comparison a list shows: those who moved, or those of one cell of its matrix, which stayed as
    /// they were where both tiers are the same.
    package struct Choice: Sendable, Hashable {
        /// A tier, or none.
        package enum Place: Sendable, Hashable {
            case tier(Tier)
            case none

            /// As an address writes it: the place of a tier, or `none`.
            package init?(code: String) {
                if code == "none" {
                    self = .none
                } else if let place = Int(code), (0...9).contains(place), code == String(place) {
                    self = .tier(Tier(place))
                } else {
                    return nil
                }
            }

            package init(_ tier: Tier?) { self = tier.map { .tier($0) } ?? .none }

            package var code: String { tier.map { String($0.place) } ?? "none" }
            package var tier: Tier? { if case .tier(let tier) = self { tier } else { nil } }
        }

        package struct Cell: Sendable, Hashable {
            package var from: Place
            package var to: Place

            package init(from: Place, to: Place) {
                self.from = from
                self.to = to
            }
        }

        package var way: Way?
        package var cell: Cell?

        package init(_ way: Way? = nil, cell: Cell? = nil) {
            self.way = way
            self.cell = cell
        }
    }

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
