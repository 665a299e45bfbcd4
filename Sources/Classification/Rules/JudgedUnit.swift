package import Accounts
package import Judging
import Ledger
import Measures

/// Everything a page, a command or the interface says of a unit: its judgement, what it was held against, and what was
/// said and decided before.
package struct JudgedUnit: Sendable, Equatable {
    package var judgement: Judgement
    package var evaluation: StoredEvaluation
    package var policy: PolicyVersion<ClassificationPolicy>
    /// What the month end before the evaluation's day said.
    package var before: PastJudgement?
    /// The month ends at which its tier changed, or its being secure in it, ascending.
    package var changes: [PastJudgement]
    /// In the order of their days.
    package var decisions: [TierDecision]
    /// The accounts judged as one, ascending.
    package var members: [Int]
    /// How much of it whoever asked may see.
    package private(set) var sight = Sight.whole

    package enum Sight: Sendable {
        case whole
        /// Nothing that costs tell: neither contribution nor the value score, whose parts would give it away.
        case withoutCosts
        /// It is a group's, of which they see a branch: its tier is the branch's tier, its figures are not for them.
        case tierOnly
    }

    package init(
        judgement: Judgement, evaluation: StoredEvaluation, policy: PolicyVersion<ClassificationPolicy>,
        before: PastJudgement?, changes: [PastJudgement], decisions: [TierDecision], members: [Int]
    ) {
        self.judgement = judgement
        self.evaluation = evaluation
        self.policy = policy
        self.before = before
        self.changes = changes
        self.decisions = decisions
        self.members = members
    }

    /// As far as somebody may see it.
    package func seen(_ sight: Sight) -> JudgedUnit {
        if sight == .whole { return self }
        var seen = self
        seen.sight = sight
        seen.judgement = judgement.withoutCosts
        seen.before = before?.withoutCosts
        seen.changes = changes.map(\.withoutCosts)
        guard sight == .tierOnly else { return seen }
        seen.judgement = .tierAlone(of: judgement)
        // What was decided and why speaks of the whole group, and so does how many it is.
        (seen.before, seen.changes, seen.decisions, seen.members) = (nil, [], [], [judgement.unit])
        return seen
    }

    package var ground: EvaluationGround {
        EvaluationGround(
            day: evaluation.day, policy: policy, currency: evaluation.currency, ledger: evaluation.ledger)
    }

    package var scoring: Scoring {
        Scoring(policy: policy.body, currency: evaluation.currency, yardstick: evaluation.yardstick)
    }

    package func code(_ tier: Tier?) -> Explanation.Value? { tier.map { .code(policy.body.tiers.code($0)) } }

    /// What would make a Key account a secure one, as far as it is missing (SPEC C4).
    package var missingForSecure: [Explanation.Input] {
        guard sight != .tierOnly, judgement.tier == .key, judgement.safety != .secure else { return [] }
        return safetyInputs.filter { input in
            switch (input.value, input.bar) {
            case (.score(let score)?, .score(let bar)?): score < bar
            case (.daysAtLeast(let days)?, .days(let bar)?): days < bar
            case (.days?, _): judgement.notes.contains(.isSilent)
            case (nil, .some): true
            default: false
            }
        }
    }

    /// What must be known beside the judgement.
    package var remarks: [JudgementRemark] {
        if sight == .tierOnly { return [] }
        let (notes, ground) = (judgement.notes, ground)
        // Kept before costs were known by day.
        let isMarginByMonth =
            judgement.isActive && judgement.basis == .cost
            && judgement.contribution + judgement.costs.total != judgement.grossMargin ?? 0
        var found: [JudgementRemark] = []
        func add(_ remark: JudgementRemark, if holds: Bool) { if holds { found.append(remark) } }
        add(.isProvisional, if: notes.contains(.isProvisional))
        add(.beyondCap, if: notes.contains(.beyondCap))
        add(.otherCurrencies, if: notes.contains(.otherCurrencies))
        add(.tenureWaived, if: judgement.tier == .key && ground.waivesTenure)
        if sight == .whole {
            add(.isEstimated, if: judgement.isActive && judgement.basis.isEstimate)
            add(.isByRevenue, if: judgement.isActive && judgement.basis == .revenue)
            add(.marginByMonth, if: isMarginByMonth)
        }
        add(.seasonsTakenOut, if: notes.contains(.isSeasonal))
        add(.windowIsLonger, if: ground.windowIsLonger)
        return found
    }

    /// The part of loyalty that holds it down most, with its score; nil where nothing is missing.
    package var weakestOfLoyalty: Explanation.Input? {
        func lost(_ input: Explanation.Input) -> Double { (input.weight ?? 0) * (100 - (input.score ?? 100)) }
        return loyaltyExplanation.inputs.max { lost($0) < lost($1) }.flatMap { lost($0) > 0 ? $0 : nil }
    }

    /// The override in force on the evaluation's day.
    package var override: TierDecision? {
        guard decisions.override(on: evaluation.day) != nil else { return nil }
        return decisions.last { $0.kind != .confirm }
    }
}

/// What must be known beside a judgement, the weightiest first.
package enum JudgementRemark: String, Sendable, CaseIterable {
    case isProvisional = "provisional"
    case beyondCap = "beyond_cap"
    case otherCurrencies = "other_currencies"
    case tenureWaived = "tenure_waived"
    case isEstimated = "estimated"
    case isByRevenue = "by_revenue"
    case marginByMonth = "margin_by_month"
    case seasonsTakenOut = "seasons_taken_out"
    case windowIsLonger = "window_longer_than_data"

    /// Without it the judgement itself would mislead.
    package var isWeighty: Bool {
        switch self {
        case .isProvisional, .beyondCap, .otherCurrencies, .tenureWaived: true
        default: false
        }
    }
}

/// An account with the judgement of its unit, as far as somebody may see them.
package struct JudgedAccount: Sendable {
    package let account: Account
    /// Of the group; the account itself where it stands alone.
    package let head: Account
    package let unit: JudgedUnit
    /// What every kept month end said, ascending.
    package let history: [PastJudgement]

    package init(_ account: Account, head: Account, _ unit: JudgedUnit, history: [PastJudgement]) {
        self.account = account
        self.head = head
        self.unit = unit
        self.history = history
    }
}

// MARK: Why

extension JudgedUnit {
    /// Tier, safety, value score, loyalty and contribution, each with what it rests on.
    package var explanations: [Explanation] {
        switch sight {
        case .whole:
            [tierExplanation] + [safetyExplanation].compactMap { $0 } + [
                valueExplanation, loyaltyExplanation, contributionExplanation,
            ]
        case .withoutCosts: [tierExplanation, safetyExplanation, loyaltyExplanation].compactMap { $0 }
        case .tierOnly: []
        }
    }

    func explanation(
        _ subject: String, result: Explanation.Value?, reason: String? = nil, rule: String,
        inputs: [Explanation.Input], before: Explanation.Value? = nil
    ) -> Explanation {
        Explanation(
            subject, result: result, reason: reason, rule: rule, policyVersion: policy.version, asOf: evaluation.day,
            inputs: inputs, before: before)
    }

    func money(_ minor: Int64) -> Explanation.Value {
        .money(Money(minor: minor, currency: evaluation.currency))
    }

    package var tierExplanation: Explanation {
        var inputs: [Explanation.Input] = []
        if sight == .whole {
            inputs = [
                Explanation.Input("contribution", judgement.isActive ? money(judgement.contribution) : nil),
                Explanation.Input("contribution_basis", judgement.isActive ? .code(judgement.basis.code) : nil),
            ]
        }
        if let rank = judgement.rank { inputs.append(.init("rank", .count(Int(rank)))) }
        if let share = judgement.shareAbove { inputs.append(.init("share_above", .share(share))) }
        inputs.append(.init("size", code(judgement.size)))
        if judgement.notes.contains(.beyondCap) {
            inputs.append(.init("most_key", .count(policy.body.tiers.mostKey)))
        }
        if let size = judgement.size, let cut = cut(size) { inputs.append(.init("least_of_size", money(cut))) }
        if let steady = judgement.steady, steady != judgement.size, let cut = cut(steady) {
            inputs.append(.init("least_of_tier", money(cut)))
        }
        if let pending = judgement.pending {
            inputs.append(.init("pending_tier", code(pending.tier)))
            inputs.append(
                .init(
                    "pending_month_ends", .count(Int(pending.monthEnds)),
                    bar: .count(policy.body.steadiness.monthEnds)))
        }
        if let since = judgement.waitingSince { inputs.append(.init("waiting_since", .day(since))) }
        if let override, case .override(let tier, let through) = override.kind {
            inputs.append(.init("steady_tier", code(judgement.steady)))
            inputs.append(.init("override_tier", code(tier)))
            inputs.append(.init("override_through", .day(through)))
        }
        return explanation(
            "tier", result: code(judgement.tier), reason: judgement.reason.code, rule: "C3, C6", inputs: inputs,
            before: code(before?.tier))
    }

    private func cut(_ tier: Tier) -> Int64? {
        guard sight == .whole else { return nil }
        let cuts = evaluation.yardstick.cuts
        return tier.place < cuts.count - 1 ? cuts[tier.place] : nil
    }

    private var safetyInputs: [Explanation.Input] {
        let rules = policy.body.keySafety
        let loyalty = scoring.isKnown(judgement.loyalty) ? judgement.loyalty : nil
        let tenure = Int((Double(rules.tenureMonths) * EvaluationGround.monthLength).rounded(.up))
        let silence = judgement.meanInterval.map { Int((rules.silentIntervals * $0).rounded(.down)) }
        return [
            .init("loyalty", loyalty.map { .score($0.score) }, bar: .score(rules.loyalty)),
            .init(
                // No start is recorded, so it counts from the first order that is known.
                "tenure_days", judgement.tenureDays.map { .daysAtLeast(Int($0)) },
                bar: ground.waivesTenure ? nil : .days(tenure)),
            .init(
                "recency_days", judgement.recencyDays.map { .days(Int($0)) },
                bar: rules.silentIntervals > 0 ? silence.map { .daysAtMost($0) } : nil),
        ]
    }

    package var safetyExplanation: Explanation? {
        guard let safety = judgement.safety else { return nil }
        return explanation(
            "safety", result: .code(safety.code), reason: ground.waivesTenure ? "tenure_waived" : nil, rule: "C4",
            inputs: safetyInputs, before: before?.safety.map { .code($0.code) })
    }

    package var valueExplanation: Explanation {
        let scoring = scoring
        let criteria = scoring.criteria(of: judgement)
        let available = criteria.filter { evaluation.yardstick.means[$0.part] != nil }.reduce(0) { $0 + $1.weight }
        let inputs = criteria.map { found in
            let mean = evaluation.yardstick.means[found.part]
            return Explanation.Input(
                found.part.code, found.number.map { value($0, of: found.part) }, score: found.score,
                weight: mean == nil || available == 0 ? 0 : found.weight / available * 100,
                standIn: found.score == nil ? mean : nil, scale: scale(of: found))
        }
        return explanation(
            "value", result: judgement.value.map { .score($0.score) }, rule: "C1", inputs: inputs,
            before: before?.value.map { .score($0) })
    }

    /// Nil for loyalty, which is a score already.
    private func scale(of found: Scoring.CriterionScore) -> Explanation.Input.Scale? {
        func end(_ number: Double) -> Explanation.Value {
            switch found.part {
            case .revenue, .contribution: money(Int64((number * scoring.minorPerMajor).rounded()))
            case .margin, .priceRealisation: .share(number)
            default: .number(number)
            }
        }
        if found.part == .loyalty { return nil }
        return switch found.scale {
        case .logarithmic(let from, let to): .init(.logarithmic, from: end(from), to: end(to))
        case .linear(let from, let to): .init(.linear, from: end(from), to: end(to))
        case .percentile: .init(.percentile)
        }
    }

    /// What a scale was given, as it is read by people.
    private func value(_ number: Double, of part: Yardstick.Part) -> Explanation.Value {
        switch part {
        case .revenue: money(judgement.revenue)
        case .contribution: money(judgement.contribution)
        case .margin, .priceRealisation: .share(number)
        case .loyalty: .score(number)
        default: .number(number)
        }
    }

    /// Parts of loyalty whose records nobody has: they are left out for all, and it is said that they are (SPEC P4).
    private var nobodys: [Explanation.Input] {
        let (loyalty, parts) = (policy.body.loyalty, policy.body.loyalty.parts)
        let weights = [
            ("share_of_wallet", parts.shareOfWallet), ("alive", parts.alive), ("attitude", loyalty.attitude),
            ("emotion", loyalty.emotion),
        ]
        return weights.filter { $0.1 > 0 }.map { .init($0.0, nil, weight: 0) }
    }

    package var loyaltyExplanation: Explanation {
        let weights = policy.body.loyalty.parts
        let means = evaluation.yardstick.means
        let parts: [(Yardstick.Part, Double, Explanation.Value?, Double?)] = [
            (.repeatPurchase, weights.repeatPurchase, .count(Int(judgement.orderDays)), judgement.repeatPurchase),
            (.breadth, weights.breadth, judgement.breadth.map { .share($0) }, judgement.breadth.map { $0 * 100 }),
            (
                .regularity, weights.regularity, judgement.variation.map { .number($0) }, judgement.regularity
            ),
        ]
        let available = parts.filter { means[$0.0] != nil }.reduce(0) { $0 + $1.1 }
        let inputs = parts.map { part, weight, value, score in
            Explanation.Input(
                part.code, value, score: score,
                weight: means[part] == nil || available == 0 ? 0 : weight / available * 100,
                standIn: score == nil ? means[part] : nil,
                scale: part == .repeatPurchase ? .init(.percentile) : nil)
        }
        return explanation(
            "loyalty", result: judgement.loyalty.map { .score($0.score) },
            reason: judgement.notes.contains(.isSeasonal) ? "seasons_taken_out" : nil, rule: "Y1, P4",
            inputs: inputs + nobodys,
            before: before?.loyalty.map { .score($0) })
    }
}

extension TierReason {
    package var code: String {
        switch self {
        case .first: "first"
        case .unchanged: "unchanged"
        case .notYetSteady: "not_yet_steady"
        case .held: "held"
        case .passedCut: "passed_cut"
        case .waitsForOwner: "waits_for_owner"
        case .waitsForManager: "waits_for_manager"
        case .confirmed: "confirmed"
        case .overridden: "overridden"
        case .inactive: "inactive"
        case .awaited: "awaits_evaluation"
        }
    }
}

extension Yardstick.Part {
    package var code: String {
        switch self {
        case .repeatPurchase: "repeat_purchase"
        case .breadth: "breadth"
        case .regularity: "regularity"
        case .revenue: "revenue"
        case .contribution: "contribution"
        case .margin: "margin"
        case .priceRealisation: "price_realisation"
        case .frequency: "frequency"
        case .loyalty: "loyalty"
        }
    }
}
