import Judging
import Ledger
import Measures
import Site

extension Wording {
    /// Why a unit is in its tier, in one or two sentences.
    func reason(_ unit: JudgedUnit) -> String {
        let (judgement, rules) = (unit.judgement, policy.steadiness)
        let margin = percent(rules.margin / 100, digits: 0)
        func say(_ key: ClassificationText, _ more: [String: String] = [:]) -> String {
            let common = ["size": tier(judgement.size), "tier": tier(judgement.tier), "margin": margin]
            return visit.text(key, common.merging(more) { $1 })
        }
        switch judgement.reason {
        case .first: return say(.becauseFirst)
        case .unchanged: return say(judgement.basis == .revenue ? .becauseUnchangedRevenue : .becauseUnchanged)
        case .notYetSteady:
            return say(
                .becauseNotYetSteady,
                ["count": count(judgement.pending?.monthEnds ?? 0), "needed": count(rules.monthEnds)])
        case .held: return say(.becauseHeld, ["needed": count(rules.monthEnds)])
        case .passedCut: return say(.becausePassedCut)
        case .waitsForOwner: return say(.becauseWaitsForOwner, ["day": judgement.waitingSince?.iso ?? ""])
        case .waitsForManager: return say(.becauseWaitsForManager, ["day": judgement.waitingSince?.iso ?? ""])
        case .confirmed:
            let word = unit.decisions.last { $0.kind == .confirm }
            return say(.becauseConfirmed, ["day": word?.day.iso ?? "", "reason": sentence(word?.reason ?? "")])
        case .overridden: return overridden(unit)
        case .inactive:
            return visit.text(
                ClassificationText.becauseInactive, ["count": count(policy.windowMonths)], count: policy.windowMonths)
        case .awaited: return say(.becauseAwaited)
        }
    }

    /// A reason as people typed it, ended once.
    private func sentence(_ reason: String) -> String {
        let ending: Set<Character> = [".", "。", "!", "！", "?", "？", "…"]
        guard let last = reason.last, !ending.contains(last) else { return reason }
        return reason + (visit.language == .zh ? "。" : ".")
    }

    private func overridden(_ unit: JudgedUnit) -> String {
        guard let decision = unit.override, case .override(_, let through) = decision.kind else {
            return visit.text(ClassificationText.becauseUnchanged, ["size": tier(unit.judgement.size)])
        }
        return visit.text(
            ClassificationText.becauseOverridden,
            [
                "day": decision.day.iso, "through": through.iso, "reason": sentence(decision.reason),
                "tier": tier(unit.judgement.steady),
            ])
    }

    /// Where it stands among the others; nil for a unit without a rank.
    func place(_ unit: JudgedUnit) -> String? {
        guard let rank = unit.judgement.rank, let share = unit.judgement.shareAbove else { return nil }
        let contribution = unit.judgement.contribution
        if contribution <= 0 {
            let loss = roundMoney(-contribution, unit.evaluation.currency)
            return visit.text(
                contribution == 0 ? ClassificationText.placeZero : .placeBelowZero,
                ["rank": count(rank), "loss": loss])
        }
        let isByRevenue = unit.judgement.basis == .revenue
        if rank == 1 { return visit.text(isByRevenue ? ClassificationText.placeFirstRevenue : .placeFirst) }
        return visit.text(
            isByRevenue ? ClassificationText.placeRevenue : .place, ["rank": count(rank), "share": percent(share)])
    }

    /// What would make a Key account secure.
    func missing(_ unit: JudgedUnit) -> [String] {
        unit.missingForSecure.map { input in
            let (now, bar) = (value(input.value), value(input.bar))
            if input.name == "recency_days" { return silence(now, unit) }
            let isLoyalty = input.name == "loyalty"
            let words = ["now": now, "bar": bar]
            guard isLoyalty, input.value != nil, let weakest = unit.weakestOfLoyalty else {
                return visit.text(isLoyalty ? ClassificationText.missingLoyalty : .missingTenure, words)
            }
            return visit.text(
                ClassificationText.missingLoyaltyMost,
                words.merging(["part": self.input(weakest.name), "score": score(weakest.score)]) { $1 })
        }
    }

    /// Why an account that did not order for long is not secure.
    private func silence(_ now: String, _ unit: JudgedUnit) -> String {
        let words = ["now": now, "count": plain(policy.keySafety.silentIntervals)]
        guard let interval = unit.judgement.meanInterval else {
            return visit.text(ClassificationText.missingSilenceBefore, words)
        }
        let every = value(.days(max(1, Int(interval.rounded()))))
        return visit.text(ClassificationText.missingSilence, words.merging(["every": every]) { $1 })
    }

    /// What must be said beside it.
    func remark(_ remark: JudgementRemark, of unit: JudgedUnit) -> String {
        func say(_ key: ClassificationText, _ words: [String: String] = [:]) -> String { visit.text(key, words) }
        switch remark {
        case .isProvisional: return say(.noteProvisional)
        case .beyondCap: return say(.noteBeyondCap, ["count": count(policy.tiers.mostKey)])
        case .otherCurrencies: return say(.noteOtherCurrencies)
        case .tenureWaived: return say(.noteTenureWaived, ["count": count(policy.keySafety.waivedBelowMonths)])
        case .isEstimated: return say(.noteEstimated, ["share": percent(unit.judgement.costKnown ?? 0, digits: 0)])
        case .isByRevenue: return say(.noteRevenue)
        case .marginByMonth:
            let months = AccountMeasures.months(of: unit.ground.window, unit.evaluation.ledger)
            return say(.noteMonths, ["from": months.lowerBound.iso, "through": months.upperBound.iso])
        case .seasonsTakenOut: return say(.noteSeasonal)
        case .windowIsLonger: return say(.noteWindow, ["day": unit.evaluation.ledger.from.iso])
        }
    }
}
