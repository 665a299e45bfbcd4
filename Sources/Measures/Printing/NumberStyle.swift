/// How pages write numbers and money in a language: grouped by thousands, with a true minus sign.
package struct NumberStyle: Hashable, Sendable {
    package let language: Language

    static let minus = "\u{2212}"
    /// What stands where there is no number.
    package static let missing = "–"

    package init(_ language: Language) {
        self.language = language
    }

    /// "¥8,300,065.81", "GBP 8,300,065.81": a sign where it cannot be mistaken (`Currency.pageSymbol`), else the code.
    package func money(_ money: Money) -> String {
        withCurrency(DigitText(money.minor, decimals: money.currency.minorDigits, minus: Self.minus).grouped, money)
    }

    /// "GBP 8.3M", "¥830.01万": for charts and cards, where the exact amount is one step away.
    package func compactMoney(_ money: Money) -> String {
        let (digits, unit) = compact(money.minor, decimals: money.currency.minorDigits)
        return withCurrency(digits, money, unit: unit)
    }

    /// The amount alone, "8,300,065.81", where a heading names the currency.
    package func amount(_ money: Money) -> String {
        DigitText(money.minor, decimals: money.currency.minorDigits, minus: Self.minus).grouped.text
    }

    /// The amount alone, "8.3M" or "830.01万".
    package func compactAmount(_ money: Money) -> String {
        let (digits, unit) = compact(money.minor, decimals: money.currency.minorDigits)
        return digits.text + unit
    }

    /// "541,909".
    package func integer(_ value: some BinaryInteger) -> String {
        DigitText(Int64(clamping: value), decimals: 0, minus: Self.minus).grouped.text
    }

    /// "12.3K" or "1.23万".
    package func compactInteger(_ value: some BinaryInteger) -> String {
        let (digits, unit) = compact(Int64(clamping: value), decimals: 0)
        return digits.text + unit
    }

    /// "1,200.5": without trailing zeros.
    package func quantity(_ quantity: Quantity) -> String {
        DigitText(quantity.thousandths, decimals: Quantity.decimals, minus: Self.minus).withoutTrailingZeros.grouped
            .text
    }

    /// "2.55": two decimals, more where the price has them.
    package func unitPrice(_ price: UnitPrice) -> String {
        DigitText(price.millionths, decimals: UnitPrice.decimals, minus: Self.minus)
            .withoutTrailingZeros(keeping: 2).grouped.text
    }

    /// "29.9%" of the fraction 0.299, rounded half away from zero; `missing` for none, NaN and infinity.
    package func percent(_ fraction: Double?, digits: Int = 1) -> String {
        guard let text = decimal(fraction.map { $0 * 100 }, digits: digits) else { return Self.missing }
        return text + "%"
    }

    /// "0.7151": a number that is neither money nor a share, with `digits` decimals (0...9).
    package func number(_ value: Double?, digits: Int) -> String {
        decimal(value, digits: digits) ?? Self.missing
    }

    private func decimal(_ value: Double?, digits: Int) -> String? {
        let digits = min(max(digits, 0), 9)
        guard let value, let power = powersOfTen[safely: digits] else { return nil }
        guard let whole = nearest(value * Double(power)) else { return nil }
        return DigitText(whole, decimals: digits, minus: Self.minus).grouped.text
    }

    /// Rounded half away from zero; nil for what no Int64 holds.
    private func nearest(_ value: Double) -> Int64? {
        guard value.magnitude < 9e18 else { return nil }
        let whole = Int64(value)
        let rest = value - Double(whole)
        return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole
    }

    private func withCurrency(_ digits: DigitText, _ money: Money, unit: String = "") -> String {
        digits.sign + money.currency.pageMark + digits.unsigned + unit
    }
}

// MARK: Compact numbers

extension NumberStyle {
    /// The number in the largest unit that it reaches as printed: 999,949 is 999.9K and 999,950 is 1M.
    private func compact(_ value: Int64, decimals: Int) -> (DigitText, unit: String) {
        var chosen = Unit(name: "", exponent: 0, decimals: 0)
        var rounded = divideRounding(value, by: powersOfTen[safely: decimals] ?? 1)
        for unit in units {
            guard let least = powersOfTen[safely: unit.exponent - chosen.exponent + chosen.decimals],
                let power = powersOfTen[safely: decimals + unit.exponent - unit.decimals],
                rounded.magnitude >= least.magnitude
            else { break }
            chosen = unit
            rounded = divideRounding(value, by: power)
        }
        return (digits(rounded, chosen.decimals), chosen.name)
    }

    private func digits(_ value: Int64, _ decimals: Int) -> DigitText {
        DigitText(value, decimals: decimals, minus: Self.minus).withoutTrailingZeros.grouped
    }

    private struct Unit {
        let name: String
        let exponent: Int
        let decimals: Int
    }

    /// Smallest first.
    private var units: [Unit] {
        switch language {
        case .zh:
            [Unit(name: "万", exponent: 4, decimals: 2), Unit(name: "亿", exponent: 8, decimals: 2)]
        case .en:
            [
                Unit(name: "K", exponent: 3, decimals: 1), Unit(name: "M", exponent: 6, decimals: 1),
                Unit(name: "B", exponent: 9, decimals: 1),
            ]
        }
    }
}

extension Array {
    /// Nil where there is no such index.
    fileprivate subscript(safely index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
