package import Judging
import Ledger

extension JudgedUnit {
    /// Gross margin, or what stands for it, less what serving the unit cost: the signed inputs add up to the result.
    /// Costs are given as they are recorded.
    package var contributionExplanation: Explanation {
        let costs = judgement.costs
        let before = judgement.contribution + costs.total
        let isRecorded = judgement.basis != .revenue && before == judgement.grossMargin ?? 0
        var inputs = [Explanation.Input(marginInput(isRecorded: isRecorded), money(before), sign: .plus)]
        let parts = [
            ("service_cost", costs.service), ("concessions", costs.concessions), ("financing", costs.financing),
            ("written_off", costs.writtenOff),
        ]
        inputs += parts.map { .init($0, money($1), sign: .minus) }
        // What is recorded of whole months, where the sum goes by another number.
        if !isRecorded { inputs.append(.init("recorded_margin", judgement.grossMargin.map { money($0) })) }
        inputs.append(.init("cost_known", judgement.costKnown.map { .share($0) }))
        return explanation(
            "contribution", result: money(judgement.contribution), reason: judgement.basis.code, rule: "L3, C3",
            inputs: inputs, before: (self.before?.contribution).map { money($0) })
    }

    private func marginInput(isRecorded: Bool) -> String {
        if isRecorded { return "gross_margin" }
        return switch judgement.basis {
        case .revenue: "revenue"
        // All of it was known by months when this was judged, and the window begins within one.
        case .cost: "scaled_margin"
        default: "estimated_margin"
        }
    }
}
