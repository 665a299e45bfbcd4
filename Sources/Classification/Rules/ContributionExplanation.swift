package import Judging
import Ledger

extension JudgedUnit {
    /// Gross margin, or what stands for it, less what serving the unit cost. Costs are given as they are recorded.
    package var contributionExplanation: Explanation {
        let costs = judgement.costs
        let before = judgement.contribution + costs.total
        var inputs = [Explanation.Input("gross_margin", judgement.grossMargin.map { money($0) })]
        if judgement.basis == .revenue {
            inputs.append(.init("revenue", money(before)))
        } else if before != judgement.grossMargin {
            // All of it is known, but by months, and the window begins within one.
            let isKnown = judgement.basis == .cost
            inputs.append(.init(isKnown ? "scaled_margin" : "estimated_margin", money(before)))
        }
        inputs += [
            .init("service_cost", money(costs.service)), .init("concessions", money(costs.concessions)),
            .init("financing", money(costs.financing)), .init("written_off", money(costs.writtenOff)),
            .init("cost_known", judgement.costKnown.map { .share($0) }),
        ]
        return explanation(
            "contribution", result: money(judgement.contribution), reason: judgement.basis.code, rule: "L3, C3",
            inputs: inputs, before: (self.before?.contribution).map { money($0) })
    }
}
