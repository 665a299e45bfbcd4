import Measures

extension Chart {
    /// What the chart shows in one sentence, for those who hear it: over which time, and from where to where each of its
    /// series goes.
    func sentence(title: String, _ language: Language) -> String {
        let facts = curve.map { [$0.mark?.text, $0.note].compactMap { $0 } } ?? span(language) + courses(language)
        let separator = language == .zh ? "，" : ", "
        return SiteText.texts.wording(
            SiteText.chartSentence, language, ["title": title, "facts": facts.joined(separator: separator)])
    }

    private func span(_ language: Language) -> [String] {
        guard let first = categories.first, let last = categories.last else { return [] }
        if first == last { return [first] }
        return [SiteText.texts.wording(SiteText.chartSpan, language, ["first": first, "last": last])]
    }

    private func courses(_ language: Language) -> [String] {
        series.map { series in
            let known = series.values.compactMap { $0 }
            guard let first = known.first, let last = known.last else {
                return SiteText.texts.wording(SiteText.chartUnknown, language, ["name": series.name])
            }
            let words = [
                "name": series.name, "first": printed(first, language), "last": printed(last, language),
            ]
            let key: SiteText = first == last ? .chartSame : first > last ? .chartFell : .chartRose
            return SiteText.texts.wording(key, language, words)
        }
    }

    private func printed(_ value: Double, _ language: Language) -> String {
        let style = NumberStyle(language)
        switch unit {
        case .share: return style.percent(value)
        case .number: return style.number(value, digits: value == value.rounded() ? 0 : 1)
        case .money(let code):
            guard let currency = Currency(code) else { return style.number(value, digits: 0) }
            let minor = Int64(exactly: (value * currency.minorPerMajor).rounded()) ?? 0
            return style.compactMoney(Money(minor: minor, currency: currency))
        }
    }
}

extension Currency {
    fileprivate var minorPerMajor: Double { (0..<minorDigits).reduce(1.0) { power, _ in power * 10 } }
}
