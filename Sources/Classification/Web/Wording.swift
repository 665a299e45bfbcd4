import Accounts
import Judging
import Measures
import Site

/// Puts codes and numbers of judgements into the reader's words.
struct Wording {
    let visit: Visit
    let policy: ClassificationPolicy
    private let style: NumberStyle

    init(_ visit: Visit, _ policy: ClassificationPolicy) {
        self.visit = visit
        self.policy = policy
        style = NumberStyle(visit.language)
    }

    func tier(_ tier: Tier?) -> String {
        tier.map { policy.tiers.name($0, visit.language) } ?? visit.text(ClassificationText.noTier)
    }

    func badge(_ tier: Tier?, _ safety: KeySafety?) -> ListCell {
        guard let tier else { return .badge(visit.text(ClassificationText.noTier), .plain) }
        let suffix = safety.map { " · " + visit.text($0.text) } ?? ""
        return .badge(self.tier(tier) + suffix, TierWords.Words.tone(tier.place))
    }

    func score(_ score: Double?) -> String { style.number(score, digits: 1) }

    func money(_ minor: Int64, _ currency: Currency) -> String { style.money(Money(minor: minor, currency: currency)) }

    /// At a glance: the exact amount is one step away.
    func roundMoney(_ minor: Int64, _ currency: Currency) -> String {
        style.compactMoney(Money(minor: minor, currency: currency))
    }

    func percent(_ share: Double?, digits: Int = 1) -> String { style.percent(share, digits: digits) }

    /// In per cent; one that was rescaled is told so closely that the parts add up to what is printed.
    func weight(_ weight: Double) -> String {
        percent(weight / 100, digits: abs(weight - weight.rounded()) < 1e-9 ? 0 : 2)
    }

    func count(_ number: some BinaryInteger) -> String { style.integer(number) }

    /// "3" or "2.5".
    func plain(_ number: Double) -> String { style.number(number, digits: number == number.rounded() ? 0 : 1) }

    func day(_ day: Day) -> String { day.iso }

    func value(_ value: Explanation.Value?) -> String {
        switch value {
        case nil: visit.text(ClassificationText.unknown)
        case .money(let money)?: style.money(money)
        case .share(let share)?: style.percent(share)
        case .score(let score)?: style.number(score, digits: 1)
        case .number(let number)?: style.number(number, digits: 2)
        case .count(let count)?: style.integer(count)
        case .days(let days)?:
            visit.text(ClassificationText.days, ["count": style.integer(days)], count: days)
        case .daysAtLeast(let days)?:
            visit.text(ClassificationText.daysAtLeast, ["days": self.value(Explanation.Value.days(days))])
        case .daysAtMost(let days)?:
            visit.text(ClassificationText.daysAtMost, ["days": self.value(Explanation.Value.days(days))])
        case .day(let day)?: day.iso
        case .code(let code)?: self.code(code)
        }
    }

    /// How a score comes of a value; nil where it is plain.
    func scale(_ scale: Explanation.Input.Scale?) -> String? {
        guard let scale else { return nil }
        func end(_ value: Explanation.Value?) -> String {
            switch value {
            case .money(let money)?: style.compactMoney(money)
            case .share(let share)?: style.percent(share, digits: 0)
            default: self.value(value)
            }
        }
        let words = ["from": end(scale.from), "to": end(scale.to)]
        return switch scale.kind {
        case .logarithmic: visit.text(ClassificationText.scaleLogarithmic, words)
        case .linear: visit.text(ClassificationText.scaleLinear, words)
        case .percentile: visit.text(ClassificationText.scalePercentile)
        }
    }

    /// A tier's code, or one of the codes of judgements.
    func code(_ code: String) -> String {
        if let place = policy.tiers.steps.firstIndex(where: { $0.code == code }) { return tier(Tier(place)) }
        return JudgementTerms.codes[code].map { visit.text($0) } ?? code
    }

    /// - Parameter isByRevenue: no cost is recorded anywhere, so that revenue stands for contribution.
    func input(_ name: String, isByRevenue: Bool = false) -> String {
        let term = (isByRevenue ? JudgementTerms.revenueInputs[name] : nil) ?? JudgementTerms.inputs[name]
        return term.map { visit.text($0) } ?? name
    }

    func subject(_ name: String) -> String { JudgementTerms.subjects[name].map { visit.text($0) } ?? name }
}

extension KeySafety {
    var text: ClassificationText {
        switch self {
        case .secure: .secure
        case .atRisk: .atRisk
        case .notYetKnown: .notYetKnown
        }
    }
}
