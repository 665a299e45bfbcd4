import Measures
import Rights
import Site

/// The measures of an account (SPEC L3) as its page shows them: each with what it was counted from.
struct MeasuresPanel: PageValue {
    let measures: Markup
    let note: String
}

extension MeasuresPanel {
    init(_ found: AccountMeasures, currency: Currency, _ visit: Visit) {
        let style = NumberStyle(visit.language)
        func measure(_ name: LedgerText, _ value: String?, _ detail: String? = nil, isNegative: Bool = false) -> Fact {
            let value = value ?? NumberStyle.missing
            return Fact(visit.text(name), isNegative ? .negative(value) : .number(value), detail: detail)
        }
        func days(_ value: Double?) -> String? { value.map { style.number($0, digits: 1) } }
        let revenue = style.compactMoney(Money(minor: found.revenue, currency: currency))
        let spread = days(found.rhythm.intervalSpread).map { visit.text(LedgerText.intervalSpread, ["days": $0]) }
        let known = found.margin.knownShare.map {
            visit.text(LedgerText.marginDetail, ["share": style.percent($0, digits: 0)])
        }
        let facts = [
            measure(.revenue, revenue, isNegative: found.revenue < 0),
            measure(
                .growth, found.growth.map { ($0 > 0 ? "+" : "") + style.percent($0) },
                visit.text(found.growth == nil ? LedgerText.growthUnknown : .growthDetail),
                isNegative: (found.growth ?? 0) < 0),
        ]
        let margin = measure(
            .margin, found.margin.share.map { style.percent($0) }, known ?? visit.text(LedgerText.marginUnknown),
            isNegative: (found.margin.share ?? 0) < 0)
        let rhythm = [
            measure(
                .frequency, style.number(found.frequency, digits: 1),
                visit.text(
                    LedgerText.frequencyDetail, ["count": style.integer(found.orderDays)], count: found.orderDays)),
            measure(
                .interval, days(found.rhythm.meanInterval),
                found.rhythm.meanInterval == nil ? visit.text(LedgerText.intervalUnknown) : spread),
            measure(
                .breadth, found.categories.map { style.integer($0) },
                found.categories == nil
                    ? visit.text(LedgerText.breadthUnknown)
                    : found.breadth.map {
                        visit.text(LedgerText.breadthDetail, ["share": style.percent($0, digits: 0)])
                    }),
        ]
        measures = (facts + (visit.sees(.cost) ? [margin] : []) + rhythm).html()
        let range = DayStyle(visit.language).range(found.window)
        note = visit.text(LedgerText.measuresNote, ["range": range, "currency": currency.code])
    }
}
