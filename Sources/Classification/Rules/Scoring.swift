package import Measures

/// The loyalty index and the value score of a unit, held against a yardstick (SPEC C1, Y1).
package struct Scoring: Sendable {
    package let policy: ClassificationPolicy
    /// Minor units in one of the company's currency, for scales are in major ones.
    package let minorPerMajor: Double
    package var yardstick: Yardstick

    package init(policy: ClassificationPolicy, currency: Currency, yardstick: Yardstick) {
        self.policy = policy
        var minor = 1.0
        for _ in 0..<currency.minorDigits { minor *= 10 }
        minorPerMajor = minor
        self.yardstick = yardstick
    }

    // MARK: Loyalty

    /// The parts of loyal behaviour that are known of a unit.
    package func addBehaviour(to judgement: inout Judgement) {
        judgement.breadth = judgement.categories.flatMap {
            yardstick.categoriesOffered > 0 ? min(1, Double($0) / Double(yardstick.categoriesOffered)) : nil
        }
        judgement.repeatPurchase = yardstick.percentile(frequency(of: judgement), .frequency)
    }

    package func loyalty(of judgement: Judgement) -> Index? {
        let weights = policy.loyalty.parts
        let behaviour = Index.of([
            part(weights.repeatPurchase, judgement.repeatPurchase, .repeatPurchase),
            part(weights.breadth, judgement.breadth.map { $0 * 100 }, .breadth),
            part(weights.regularity, judgement.regularity, .regularity),
        ])
        // Attitude and emotion join with the records they rest on; until then nobody has them.
        return Index.of([
            Index.Part(
                weight: policy.loyalty.behaviour, score: behaviour?.score, mean: behaviour?.score,
                coverage: behaviour?.coverage ?? 0)
        ])
    }

    /// Whether enough of an index is known to decide anything.
    package func isKnown(_ index: Index?) -> Bool { (index?.coverage ?? 0) * 100 >= policy.leastCoverage }

    // MARK: Value

    /// The scores of the value criteria, in the order of `ValueWeights.all` and of `Yardstick.Measure`.
    package func criteria(of judgement: Judgement) -> [CriterionScore] {
        let weights = policy.value
        let hasCost = yardstick.companyMargin != nil
        let loyalty = isKnown(judgement.loyalty) ? judgement.loyalty?.score : nil
        return [
            score(weights.revenue, major(judgement.revenue), .revenue, .revenue),
            score(
                weights.contribution, hasCost ? major(judgement.contribution) : nil, .contribution, .contribution,
                isEstimate: judgement.basis == .estimated),
            score(weights.margin, judgement.contributionShare, .margin, .margin),
            score(weights.priceRealisation, judgement.priceRealisation, .priceRealisation, .priceRealisation),
            score(weights.frequency, frequency(of: judgement), .frequency, .frequency),
            score(weights.loyalty, loyalty, .loyalty, .loyalty),
        ]
    }

    /// What a criterion's scale is given; nil where unknown.
    package func number(_ measure: Yardstick.Measure, of judgement: Judgement) -> Double? {
        criteria(of: judgement)[measure.rawValue - 1].number
    }

    package func value(of judgement: Judgement) -> Index? {
        Index.of(
            criteria(of: judgement).map { found in
                Index.Part(
                    weight: found.weight, score: found.score, mean: yardstick.means[found.part],
                    coverage: found.isEstimate ? 0 : 1)
            })
    }

    /// One criterion as it was scored.
    package struct CriterionScore: Sendable, Equatable {
        package var part: Yardstick.Part
        package var weight: Double
        package var scale: Scale
        /// What the scale was given: major units, a share, order days per month, or a score.
        package var number: Double?
        package var score: Double?
        package var isEstimate: Bool
    }

    /// Order days per month.
    package func frequency(of judgement: Judgement) -> Double {
        Double(judgement.orderDays) / Double(policy.windowMonths)
    }

    private func part(_ weight: Double, _ score: Double?, _ part: Yardstick.Part) -> Index.Part {
        Index.Part(weight: weight, score: score, mean: yardstick.means[part])
    }

    private func major(_ minor: Int64) -> Double { Double(minor) / minorPerMajor }

    private func score(
        _ criterion: Criterion, _ number: Double?, _ part: Yardstick.Part, _ measure: Yardstick.Measure,
        isEstimate: Bool = false
    ) -> CriterionScore {
        let score = number.map { number in
            criterion.scale.score(number, percentile: yardstick.percentile(number, measure) ?? 0)
        }
        return CriterionScore(
            part: part, weight: criterion.weight, scale: criterion.scale, number: number, score: score,
            isEstimate: isEstimate)
    }
}
