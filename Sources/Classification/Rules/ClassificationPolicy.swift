package import Judging
package import Measures

/// How the company tells big customers from small ones (SPEC C, Y): weights, scales, cuts and what steadies them.
/// Weights are in per cent, amounts in major units of the company's currency.
package struct ClassificationPolicy: Policy {
    package static let kind = "classification"
    package static let usual = ClassificationPolicy()

    package enum Unit: String, Codable, Sendable, CaseIterable {
        /// Accounts with a recorded parent are judged with their whole group (SPEC C1).
        case group
        case account
    }

    /// How far back a judgement looks.
    package var windowMonths = 12
    package var unit = Unit.group
    package var value = ValueWeights()
    package var loyalty = LoyaltyWeights()
    package var tiers = TierPolicy()
    package var steadiness = SteadinessPolicy()
    package var keySafety = KeySafetyPolicy()
    /// An index of which less is really known is unknown and gates nothing (SPEC P4), in per cent.
    package var leastCoverage = 50.0

    package init() {}

    package var problems: [PolicyProblem] {
        var problems: [PolicyProblem] = []
        func range(_ place: String, _ number: Double, _ range: ClosedRange<Double>) {
            if !range.contains(number) { problems.append(.init(place, .outOfRange(range))) }
        }
        range("windowMonths", Double(windowMonths), 1...60)
        range("leastCoverage", leastCoverage, 0...100)
        return problems + value.problems + loyalty.problems + tiers.problems + steadiness.problems
            + keySafety.problems
    }
}

/// One criterion of an index: how much it counts and how a number becomes 0–100.
package struct Criterion: Codable, Sendable, Equatable {
    package var weight: Double
    package var scale: Scale

    package init(_ weight: Double, _ scale: Scale) {
        self.weight = weight
        self.scale = scale
    }
}

/// The value score's criteria (SPEC C1).
package struct ValueWeights: Codable, Sendable, Equatable {
    package var revenue = Criterion(25, .logarithmic(from: 1_000, to: 10_000_000))
    package var contribution = Criterion(25, .logarithmic(from: 200, to: 2_000_000))
    /// Contribution ÷ revenue.
    package var margin = Criterion(5, .linear(from: 0, to: 0.4))
    /// Net price ÷ list price.
    package var priceRealisation = Criterion(5, .linear(from: 0.7, to: 1))
    /// Order days per month.
    package var frequency = Criterion(15, .percentile)
    /// The loyalty index, 0–100.
    package var loyalty = Criterion(25, .linear(from: 0, to: 100))

    package init() {}

    package var all: [(name: String, criterion: Criterion)] {
        [
            ("revenue", revenue), ("contribution", contribution), ("margin", margin),
            ("priceRealisation", priceRealisation), ("frequency", frequency), ("loyalty", loyalty),
        ]
    }

    fileprivate var problems: [PolicyProblem] {
        PolicyProblem.weights(all.map { ("value." + $0.name + ".weight", $0.criterion.weight) }, at: "value")
            + all.flatMap { $0.criterion.scale.problems("value." + $0.name + ".scale") }
    }
}

/// The loyalty index (SPEC Y1–Y3). Parts whose records the product does not keep yet have their weight already; as
/// nobody has them, they are left out.
package struct LoyaltyWeights: Codable, Sendable, Equatable {
    package var behaviour = 60.0
    package var attitude = 20.0
    package var emotion = 20.0
    package var parts = BehaviourWeights()

    package init() {}

    fileprivate var problems: [PolicyProblem] {
        PolicyProblem.weights(
            [("loyalty.behaviour", behaviour), ("loyalty.attitude", attitude), ("loyalty.emotion", emotion)],
            at: "loyalty")
            + PolicyProblem.weights(
                [
                    ("loyalty.parts.repeatPurchase", parts.repeatPurchase),
                    ("loyalty.parts.shareOfWallet", parts.shareOfWallet), ("loyalty.parts.alive", parts.alive),
                    ("loyalty.parts.breadth", parts.breadth), ("loyalty.parts.regularity", parts.regularity),
                ], at: "loyalty.parts")
    }
}

/// What loyal behaviour is made of (SPEC Y1).
package struct BehaviourWeights: Codable, Sendable, Equatable {
    /// Order days, as a percentile within the segment.
    package var repeatPurchase = 25.0
    package var shareOfWallet = 30.0
    /// The probability of being alive.
    package var alive = 25.0
    /// Categories bought ÷ categories the company sells.
    package var breadth = 10.0
    /// 100 × (1 − min(1, variation of the intervals)).
    package var regularity = 10.0

    package init() {}
}

/// The tiers from the largest down (SPEC C3): by share of the cumulated positive contribution.
package struct TierPolicy: Codable, Sendable, Equatable {
    package struct Step: Codable, Sendable, Equatable {
        /// For commands and the interface.
        package var code: String
        package var en: String
        package var zh: String
        /// Up to which share of the contribution, in per cent; the last tier takes the rest.
        package var through: Double

        package init(_ code: String, en: String, zh: String, through: Double) {
            self.code = code
            self.en = en
            self.zh = zh
            self.through = through
        }
    }

    package var steps = [
        Step("key", en: "Key", zh: "关键客户", through: 50), Step("major", en: "Major", zh: "重点客户", through: 80),
        Step("medium", en: "Medium", zh: "普通客户", through: 95), Step("small", en: "Small", zh: "小客户", through: 100),
    ]
    /// How many accounts of the first tier the team can serve; 0 for any number. Those beyond it are in the second.
    package var mostKey = 0

    package init() {}

    package func name(_ tier: Tier, _ language: Language) -> String {
        guard steps.indices.contains(tier.place) else { return String(tier.place + 1) }
        return language == .zh ? steps[tier.place].zh : steps[tier.place].en
    }

    package func code(_ tier: Tier) -> String {
        steps.indices.contains(tier.place) ? steps[tier.place].code : String(tier.place + 1)
    }

    fileprivate var problems: [PolicyProblem] {
        var problems: [PolicyProblem] = []
        if !(2...9).contains(steps.count) { problems.append(.init("tiers.steps", .outOfRange(2...9))) }
        var last = 0.0
        for (place, step) in steps.enumerated() {
            let here = "tiers.steps.\(place)."
            if step.code.isEmpty { problems.append(.init(here + "code", .missing)) }
            if steps[..<place].contains(where: { $0.code == step.code }) {
                problems.append(.init(here + "code", .taken(step.code)))
            }
            for (key, name) in [("en", step.en), ("zh", step.zh)] where name.isEmpty {
                problems.append(.init(here + key, .missing))
            }
            if !(0...100).contains(step.through) {
                problems.append(.init(here + "through", .outOfRange(0...100)))
            } else if step.through <= last {
                problems.append(.init(here + "through", .outOfOrder))
            }
            last = step.through
        }
        if let end = steps.last, end.through != 100 {
            problems.append(.init("tiers.steps.\(steps.count - 1).through", .outOfRange(100...100)))
        }
        if mostKey < 0 { problems.append(.init("tiers.mostKey", .outOfRange(0...1_000_000))) }
        return problems
    }
}

/// What keeps a tier from changing on one look (SPEC C6).
package struct SteadinessPolicy: Codable, Sendable, Equatable {
    /// Month ends in a row at which another tier must hold.
    package var monthEnds = 2
    /// A cut passed by more than this changes the tier at once, in per cent.
    package var margin = 10.0
    /// From this tenure on a downgrade waits for its owner's word, in months.
    package var oldCustomerMonths = 36
    /// After so many days it waits for the manager's.
    package var managerAfterDays = 30

    package init() {}

    fileprivate var problems: [PolicyProblem] {
        [
            ("monthEnds", Double(monthEnds), 1...12), ("margin", margin, 0...100),
            ("oldCustomerMonths", Double(oldCustomerMonths), 0...1_200),
            ("managerAfterDays", Double(managerAfterDays), 0...365),
        ].compactMap { (name: String, value: Double, range: ClosedRange<Double>) in
            range.contains(value) ? nil : PolicyProblem("steadiness." + name, .outOfRange(range))
        }
    }
}

/// What makes a Key account a secure one (SPEC C4).
package struct KeySafetyPolicy: Codable, Sendable, Equatable {
    package var loyalty = 60.0
    package var tenureMonths = 12
    /// While the company's data reach back less, tenure is not asked for.
    package var waivedBelowMonths = 15
    /// Whoever has not ordered for more than so many of its own usual intervals is not secure, whatever its index
    /// (SPEC Y1); 0 asks for none.
    package var silentIntervals = 3.0

    package init() {}

    fileprivate var problems: [PolicyProblem] {
        [
            ("silentIntervals", silentIntervals, 0...100), ("loyalty", loyalty, 0...100),
            ("tenureMonths", Double(tenureMonths), 0...1_200),
            ("waivedBelowMonths", Double(waivedBelowMonths), 0...1_200),
        ].compactMap { (name: String, value: Double, range: ClosedRange<Double>) in
            range.contains(value) ? nil : PolicyProblem("keySafety." + name, .outOfRange(range))
        }
    }
}

extension PolicyProblem {
    /// Weights in per cent must add up to 100, none below 0.
    fileprivate static func weights(_ weights: [(place: String, weight: Double)], at place: String) -> [PolicyProblem] {
        let outside = weights.filter { !(0...100).contains($0.weight) }
            .map { PolicyProblem($0.place, .outOfRange(0...100)) }
        let sum = weights.reduce(0) { $0 + $1.weight }
        // A third is no number of decimals.
        return outside + (abs(sum - 100) < 0.005 ? [] : [PolicyProblem(place, .sum(is: sum, mustBe: 100))])
    }
}
