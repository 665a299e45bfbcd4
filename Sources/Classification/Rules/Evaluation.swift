import Ledger
package import Measures

/// The judgements of all units as of a day: a pure function of their facts, the policy, the judgements of the month end
/// before and what people decided by then (SPEC P2).
package struct Evaluation: Sendable, Equatable {
    package var ground: EvaluationGround
    /// Ascending by unit.
    package var judgements: Pieces<Judgement>
    package var yardstick: Yardstick

    /// - Parameters:
    ///   - measured: every unit that has facts.
    ///   - former: the judgement of the month end before, by unit.
    ///   - decisions: what people decided by the day, in the order of their days.
    ///   - asks: whether there is somebody to ask about a unit's downgrade.
    package init(
        _ ground: EvaluationGround, _ measured: consuming MeasuredUnits,
        former: (Int) -> FormerJudgement?, decisions: [Int: [TierDecision]], asks: (Int) -> Bool
    ) {
        self.ground = ground
        var work = EvaluationWork(ground, consume measured)
        work.addContributions()
        work.addScores()
        work.addTiers(former: former, decisions: decisions, asks: asks)
        judgements = work.judgements
        yardstick = work.scoring.yardstick
    }

    /// Takes in what people decided after its day as well: month ends hold what was said by then, the current judgements
    /// what was said by now.
    /// - Parameters:
    ///   - decisions: all of a unit's, in the order of their days.
    ///   - former: as it was judged with, and so `asks`.
    package mutating func hear(
        _ decisions: [Int: [TierDecision]], former: (Int) -> FormerJudgement?, asks: (Int) -> Bool
    ) {
        if decisions.isEmpty { return }
        let (ground, yardstick) = (ground, yardstick)
        let scoring = Scoring(policy: ground.rules, currency: ground.currency, yardstick: yardstick)
        let steadiness = Steadiness(ground, cuts: yardstick.cuts)
        judgements.forEachInPlace { judgement in
            guard let own = decisions[judgement.unit] else { return }
            (judgement.tier, judgement.reason, judgement.safety) = (nil, .inactive, nil)
            judgement.settle(
                steadiness, former: former(judgement.unit), confirmed: own.lastConfirmation,
                asks: asks(judgement.unit))
            judgement.decide(own, on: ground.day)
            if judgement.tier == .key { judgement.safety = ground.safety(of: judgement, scoring) }
        }
    }

    package var activeUnits: Int { judgements.reduce(0) { $1.isActive ? $0 + 1 : $0 } }

    /// Units with orders that no exchange rate brings into the company's currency.
    package var leftOut: Int { judgements.reduce(0) { $1.notes.contains(.otherCurrencies) ? $0 + 1 : $0 } }

    /// Active units whose contribution is estimated, in whole or in part.
    package var estimated: Int {
        judgements.reduce(0) { $1.isActive && $1.basis.isEstimate ? $0 + 1 : $0 }
    }

    /// What the tiers come to, the largest first.
    package var totals: [TierTotal] { TierTotal.all(judgements, tiers: ground.rules.tiers.steps.count) }
}

/// An evaluation under way, step by step.
private struct EvaluationWork {
    let ground: EvaluationGround
    var judgements: Pieces<Judgement>
    var margins: Pieces<AccountMeasures.Margin>
    var scoring: Scoring

    init(_ ground: EvaluationGround, _ measured: consuming MeasuredUnits) {
        self.ground = ground
        judgements = measured.judgements
        margins = measured.margins
        var yardstick = Yardstick()
        yardstick.categoriesOffered = measured.categoriesSold
        scoring = Scoring(policy: ground.rules, currency: ground.currency, yardstick: yardstick)
    }

    mutating func addContributions() {
        var (costed, cost): (Int64, Int64) = (0, 0)
        for (judgement, margin) in zip(judgements, margins) where judgement.isActive {
            costed += margin.costedRevenue
            cost += margin.cost
        }
        let rule = ContributionRule(costedRevenue: costed, cost: cost)
        scoring.yardstick.companyMargin = rule.companyMargin
        var margin = margins.makeIterator()
        judgements.forEachInPlace { judgement in
            guard let margin = margin.next() else { return }
            (judgement.contribution, judgement.basis) = rule.contribution(
                revenue: judgement.revenue, margin, costs: judgement.costs)
        }
        margins = Pieces()
    }

    mutating func addScores() {
        sort(.frequency)
        means([.repeatPurchase, .breadth, .regularity]) { scoring, judgement, means in
            scoring.addBehaviour(to: &judgement)
            means[0].add(judgement.repeatPurchase)
            means[1].add(judgement.breadth.map { $0 * 100 })
            means[2].add(judgement.regularity)
        }
        forEachActive { scoring, judgement in judgement.loyalty = scoring.loyalty(of: judgement) }
        for (measure, criterion) in zip(Yardstick.Measure.allCases, ground.rules.value.all)
        where measure != .frequency && criterion.criterion.scale == .percentile {
            sort(measure)
        }
        means([.revenue, .contribution, .margin, .priceRealisation, .frequency, .loyalty]) {
            scoring, judgement, means in
            for (place, found) in scoring.criteria(of: judgement).enumerated() where !found.isEstimate {
                means[place].add(found.score)
            }
        }
        forEachActive { scoring, judgement in judgement.value = scoring.value(of: judgement) }
    }

    private mutating func forEachActive(_ body: (Scoring, inout Judgement) -> Void) {
        let scoring = scoring
        judgements.forEachInPlace { judgement in
            if judgement.isActive { body(scoring, &judgement) }
        }
    }

    /// All values of a measure, so that one can be placed among them.
    private mutating func sort(_ measure: Yardstick.Measure) {
        var values: [Double] = []
        for judgement in judgements where judgement.isActive {
            if let number = scoring.number(measure, of: judgement) { values.append(number) }
        }
        values.sort()
        scoring.yardstick.set(measure, to: values)
    }

    private mutating func means(
        _ parts: [Yardstick.Part], _ add: (Scoring, inout Judgement, inout [KnownMean]) -> Void
    ) {
        var means = [KnownMean](repeating: KnownMean(), count: parts.count)
        forEachActive { add($0, &$1, &means) }
        for (part, mean) in zip(parts, means) { scoring.yardstick.means[part] = mean.mean }
    }

    mutating func addTiers(
        former: (Int) -> FormerJudgement?, decisions: [Int: [TierDecision]], asks: (Int) -> Bool
    ) {
        let ranking = TierRanking(
            judgements.lazy.filter(\.isActive).map(\.contribution), policy: ground.rules.tiers)
        scoring.yardstick.cuts = ranking.cuts
        let steadiness = Steadiness(ground, cuts: ranking.cuts)
        var places = ranking.places.makeIterator()
        forEachActive { _, judgement in
            guard let found = places.next() else { return }
            judgement.rank = found.rank
            judgement.shareAbove = found.shareAbove
            judgement.size = found.tier
            if found.isBeyondCap { judgement.notes.insert(.beyondCap) }
            judgement.settle(
                steadiness, former: former(judgement.unit), confirmed: decisions[judgement.unit]?.lastConfirmation,
                asks: asks(judgement.unit))
        }
        let (ground, scoring) = (ground, scoring)
        judgements.forEachInPlace { judgement in
            judgement.decide(decisions[judgement.unit] ?? [], on: ground.day)
            if judgement.tier == .key { judgement.safety = ground.safety(of: judgement, scoring) }
        }
    }
}

extension Judgement {
    fileprivate mutating func settle(
        _ rule: Steadiness, former: FormerJudgement?, confirmed: Day?, asks: Bool
    ) {
        guard let size else { return }
        let outcome = rule.settle(
            size: size, contribution: contribution, tenureDays: tenureDays.map(Int.init),
            former: former, confirmed: confirmed, asks: asks)
        (steady, reason) = (outcome.tier, outcome.reason)
        (pending, waitingSince) = (outcome.pending, outcome.waitingSince)
        tier = steady
    }

    /// Whom a person put into a tier is there through the day they named.
    /// - Parameter decisions: what was said by the day, or by now.
    package mutating func decide(_ decisions: [TierDecision], on day: Day) {
        guard let tier = decisions.override(on: day) else { return }
        self.tier = tier
        reason = .overridden
    }
}

extension [TierDecision] {
    /// The last day somebody agreed to a downgrade.
    package var lastConfirmation: Day? { last { $0.kind == .confirm }?.day }

    /// The tier the latest decision holds a unit in on a day; nil when it has run out or there is none.
    package func override(on day: Day) -> Tier? {
        for decision in reversed() {
            if case .override(let tier, let through) = decision.kind {
                return through >= day ? tier : nil
            }
        }
        return nil
    }
}

extension Steadiness {
    fileprivate init(_ ground: EvaluationGround, cuts: [Int64?]) {
        self.init(policy: ground.rules.steadiness, day: ground.day, isMonthEnd: ground.isMonthEnd, cuts: cuts)
    }
}

extension EvaluationGround {
    /// How safely a Key account is Key (SPEC C4).
    package func safety(of judgement: Judgement, _ scoring: Scoring) -> KeySafety {
        guard scoring.isKnown(judgement.loyalty), let loyalty = judgement.loyalty else { return .notYetKnown }
        let isLoyal = loyalty.score >= rules.keySafety.loyalty && !judgement.notes.contains(.isSilent)
        return isLoyal && hasTenure(judgement) ? .secure : .atRisk
    }

    package func hasTenure(_ judgement: Judgement) -> Bool {
        if waivesTenure { return true }
        return Double(judgement.tenureDays ?? 0) >= Double(rules.keySafety.tenureMonths) * Self.monthLength
    }
}
