import Ledger
package import Measures

/// The judgements of all units as of a day: a pure function of their facts, the policy, the judgements of the month end
/// before and what people decided by then (SPEC P2).
package struct Evaluation: Sendable, Equatable {
    package var ground: EvaluationGround
    /// Ascending by unit.
    package var judgements: [Judgement]
    package var yardstick: Yardstick

    /// - Parameters:
    ///   - measured: every unit that has facts.
    ///   - former: the judgement of the month end before, by unit.
    ///   - decisions: what people decided by the day, in the order of their days.
    package init(
        _ ground: EvaluationGround, _ measured: consuming MeasuredUnits,
        former: (Int) -> FormerJudgement?, decisions: [Int: [TierDecision]]
    ) {
        self.ground = ground
        var work = EvaluationWork(ground, measured)
        work.addContributions()
        work.addScores()
        work.addTiers(former: former, decisions: decisions)
        judgements = work.judgements
        yardstick = work.scoring.yardstick
    }
}

/// An evaluation under way, step by step.
private struct EvaluationWork {
    let ground: EvaluationGround
    var judgements: [Judgement]
    let margins: [AccountMeasures.Margin]
    var scoring: Scoring

    init(_ ground: EvaluationGround, _ measured: MeasuredUnits) {
        self.ground = ground
        judgements = measured.judgements
        margins = measured.margins
        var yardstick = Yardstick()
        yardstick.categoriesOffered = measured.categoriesSold
        scoring = Scoring(policy: ground.rules, currency: ground.currency, yardstick: yardstick)
    }

    var yardstick: Yardstick {
        get { scoring.yardstick }
        set { scoring.yardstick = newValue }
    }

    mutating func addContributions() {
        var (costed, cost): (Int64, Int64) = (0, 0)
        for (judgement, margin) in zip(judgements, margins) where judgement.isActive {
            costed += margin.costedRevenue
            cost += margin.cost
        }
        let rule = ContributionRule(costedRevenue: costed, cost: cost)
        yardstick.companyMargin = rule.companyMargin
        for place in judgements.indices {
            (judgements[place].contribution, judgements[place].basis) = rule.contribution(
                revenue: judgements[place].revenue, margins[place], costs: judgements[place].costs)
        }
    }

    mutating func addScores() {
        sort(.frequency) { $0.scoring.frequency(of: $1) }
        means([.repeatPurchase, .breadth, .regularity]) { scoring, judgement in
            scoring.addBehaviour(to: &judgement)
            return [judgement.repeatPurchase, judgement.breadth.map { $0 * 100 }, judgement.regularity]
        }
        for place in judgements.indices where judgements[place].isActive {
            judgements[place].loyalty = scoring.loyalty(of: judgements[place])
        }
        let criteria = ground.rules.value
        for (measure, criterion) in [
            (Yardstick.Measure.revenue, criteria.revenue), (.contribution, criteria.contribution),
            (.margin, criteria.margin), (.priceRealisation, criteria.priceRealisation), (.loyalty, criteria.loyalty),
        ] where criterion.scale == .percentile {
            let place = criteria.all.firstIndex { $0.name == measure.name } ?? 0
            sort(measure) { $0.scoring.criteria(of: $1)[place].number }
        }
        means([.revenue, .contribution, .margin, .priceRealisation, .frequency, .loyalty]) { scoring, judgement in
            scoring.criteria(of: judgement).map { $0.isEstimate ? nil : $0.score }
        }
        for place in judgements.indices where judgements[place].isActive {
            judgements[place].value = scoring.value(of: judgements[place])
        }
    }

    /// All values of a measure, so that one can be placed among them.
    private mutating func sort(_ measure: Yardstick.Measure, _ number: (Self, Judgement) -> Double?) {
        var values: [Double] = []
        for judgement in judgements where judgement.isActive {
            if let number = number(self, judgement) { values.append(number) }
        }
        values.sort()
        yardstick.values[measure] = values
    }

    private mutating func means(
        _ parts: [Yardstick.Part], _ scores: (Scoring, inout Judgement) -> [Double?]
    ) {
        var means = [KnownMean](repeating: KnownMean(), count: parts.count)
        for place in judgements.indices where judgements[place].isActive {
            for (part, score) in scores(scoring, &judgements[place]).enumerated() { means[part].add(score) }
        }
        for (part, mean) in zip(parts, means) { yardstick.means[part] = mean.mean }
    }

    mutating func addTiers(former: (Int) -> FormerJudgement?, decisions: [Int: [TierDecision]]) {
        let active = judgements.indices.filter { judgements[$0].isActive }
        let ranking = TierRanking(active.map { judgements[$0].contribution }, policy: ground.rules.tiers)
        yardstick.cuts = ranking.cuts
        let steadiness = Steadiness(
            policy: ground.rules.steadiness, day: ground.day, isMonthEnd: ground.isMonthEnd, cuts: ranking.cuts)
        for (place, found) in zip(active, ranking.places) {
            judgements[place].rank = Int32(clamping: found.rank)
            judgements[place].shareAbove = found.shareAbove
            judgements[place].size = found.tier
            if found.isBeyondCap { judgements[place].notes.insert(.beyondCap) }
            let unit = judgements[place].unit
            judgements[place].settle(
                steadiness, former: former(unit), confirmed: decisions[unit]?.lastConfirmation)
        }
        for place in judgements.indices {
            judgements[place].decide(decisions[judgements[place].unit] ?? [], on: ground.day)
            if judgements[place].tier == .key {
                judgements[place].safety = ground.safety(of: judgements[place], scoring)
            }
        }
    }
}

extension Yardstick.Measure {
    /// As the value criterion is named.
    fileprivate var name: String {
        switch self {
        case .revenue: "revenue"
        case .contribution: "contribution"
        case .margin: "margin"
        case .priceRealisation: "priceRealisation"
        case .frequency: "frequency"
        case .loyalty: "loyalty"
        }
    }
}

extension Judgement {
    fileprivate mutating func settle(_ rule: Steadiness, former: FormerJudgement?, confirmed: Day?) {
        guard let size else { return }
        let outcome = rule.settle(
            size: size, contribution: contribution, tenureDays: tenureDays.map(Int.init),
            former: former, confirmed: confirmed)
        (steady, reason) = (outcome.tier, outcome.reason)
        (pending, waitingSince) = (outcome.pending, outcome.waitingSince)
        tier = steady
    }

    /// Whom a person put into a tier is there through the day they named.
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
            if case .override(let tier, let through) = decision.kind, decision.day <= day {
                return through >= day ? tier : nil
            }
        }
        return nil
    }
}

extension EvaluationGround {
    /// How safely a Key account is Key (SPEC C4).
    package func safety(of judgement: Judgement, _ scoring: Scoring) -> KeySafety {
        guard scoring.isKnown(judgement.loyalty), let loyalty = judgement.loyalty else { return .notYetKnown }
        return loyalty.score >= rules.keySafety.loyalty && hasTenure(judgement) ? .secure : .atRisk
    }

    package func hasTenure(_ judgement: Judgement) -> Bool {
        if waivesTenure { return true }
        return Double(judgement.tenureDays ?? 0) >= Double(rules.keySafety.tenureMonths) * Self.monthLength
    }
}
