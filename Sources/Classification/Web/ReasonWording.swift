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
        case .unchanged: return say(.becauseUnchanged)
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
        if unit.judgement.contribution <= 0 {
            return visit.text(ClassificationText.placeBelowZero, ["rank": count(rank)])
        }
        if rank == 1 { return visit.text(ClassificationText.placeFirst) }
        return visit.text(ClassificationText.place, ["rank": count(rank), "share": percent(share)])
    }

    /// What would make a Key account secure.
    func missing(_ unit: JudgedUnit) -> [String] {
        unit.missingForSecure.map { input in
            let (now, bar) = (value(input.value), value(input.bar))
            let key: ClassificationText = input.name == "loyalty" ? .missingLoyalty : .missingTenure
            return visit.text(key, ["now": now, "bar": bar])
        }
    }

    /// What must be said beside it.
    func notes(_ unit: JudgedUnit) -> [String] {
        var notes: [String] = []
        let judgement = unit.judgement
        if judgement.notes.contains(.isProvisional) { notes.append(visit.text(ClassificationText.noteProvisional)) }
        if judgement.isActive {
            switch judgement.basis {
            case .cost: break
            case .partlyEstimated, .estimated:
                notes.append(
                    visit.text(
                        ClassificationText.noteEstimated, ["share": percent(judgement.costKnown ?? 0, digits: 0)]))
            case .revenue: notes.append(visit.text(ClassificationText.noteRevenue))
            }
        }
        if judgement.notes.contains(.beyondCap) {
            notes.append(visit.text(ClassificationText.noteBeyondCap, ["count": count(policy.tiers.mostKey)]))
        }
        if judgement.notes.contains(.otherCurrencies) {
            notes.append(visit.text(ClassificationText.noteOtherCurrencies))
        }
        let window = unit.ground.window
        if judgement.isActive, judgement.basis != .revenue || judgement.costs.total != 0,
            window.through != window.through.monthValue.last
        {
            let months = AccountMeasures.months(of: window, unit.evaluation.ledger)
            notes.append(
                visit.text(
                    ClassificationText.noteMonths, ["from": months.lowerBound.iso, "through": months.upperBound.iso]))
        }
        if judgement.notes.contains(.isSeasonal) { notes.append(visit.text(ClassificationText.noteSeasonal)) }
        if unit.ground.windowIsLonger {
            notes.append(
                visit.text(ClassificationText.noteWindow, ["day": unit.evaluation.ledger.from.iso]))
        }
        if judgement.tier == .key, unit.ground.waivesTenure {
            notes.append(
                visit.text(
                    ClassificationText.noteTenureWaived, ["count": count(policy.keySafety.waivedBelowMonths)]))
        }
        return notes
    }
}
