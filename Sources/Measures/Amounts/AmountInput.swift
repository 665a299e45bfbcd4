/// An amount as a person types it into a form (INTERFACE, forms).
package enum AmountInput: Hashable, Sendable {
    case amount(Money)
    case problem(AmountProblem)

    /// Reads "1,234.50", "12.3万", "1.2亿", "5千", "3k", "2.5m", "￥1 200" as an amount of `currency`.
    ///
    /// Nothing is rounded: more decimals than the currency has are a problem, and so is the sign or code of another
    /// currency.
    package static func read(_ text: String, in currency: Currency) -> AmountInput {
        let trimmed = text.filter { !$0.isWhitespace || $0 == " " }
        let (number, exponent) = Multiplier.split(trimmed[...])
        let scan = scan(number, decimals: currency.minorDigits + exponent)
        if let mark = scan.mark, !mark.fits(currency) { return .problem(.otherCurrency) }
        switch scan.number {
        case .value(let minor) where scan.isExact: return .amount(Money(minor: minor, currency: currency))
        case .value: return .problem(.tooManyDecimals)
        case .empty: return .problem(trimmed.allSatisfy(\.isWhitespace) ? .empty : .unreadable)
        case .unreadable: return .problem(.unreadable)
        case .tooLarge: return .problem(.tooLarge)
        }
    }

    /// The amount, nil for a problem.
    package var value: Money? {
        if case .amount(let money) = self { money } else { nil }
    }

    private static func scan(_ number: String, decimals: Int) -> DecimalScan {
        var number = number
        return number.withUTF8 { DecimalScan.read($0, decimals: decimals, format: .pointDecimal) }
    }
}

/// A number as a person types it where it is neither money nor a count.
package enum NumberInput {
    /// Reads "1,234.5", "0.7", "12.3万", "40%" (as 40), to six decimals; nil for what is no number.
    package static func read(_ text: String) -> Double? {
        var trimmed = text.filter { !$0.isWhitespace }
        for sign in ["%", "％"] where trimmed.hasSuffix(sign) { trimmed.removeLast() }
        let (number, exponent) = Multiplier.split(trimmed[...])
        guard case .value(let scaled) = parseScaled(number, decimals: 6, format: .pointDecimal) else { return nil }
        return (0..<exponent).reduce(Double(scaled) / 1_000_000) { value, _ in value * 10 }
    }
}

/// Why a typed amount is none.
package enum AmountProblem: Hashable, Sendable {
    case empty, unreadable, tooManyDecimals, tooLarge, otherCurrency
}

/// The powers of ten that people write behind a number.
private enum Multiplier {
    private static let exponents: [(word: String, exponent: Int)] = [
        ("万亿", 12), ("千万", 7), ("百万", 6), ("十万", 5), ("亿", 8), ("万", 4), ("千", 3), ("百", 2), ("億", 8), ("萬", 4),
        ("bn", 9), ("mn", 6), ("k", 3), ("w", 4), ("m", 6), ("b", 9),
    ]

    /// The text without its multiplier, behind which a 元 may stand, and the power of ten that it means.
    static func split(_ text: Substring) -> (String, Int) {
        let whole = trimmed(text)
        let currency = whole.hasSuffix("元") ? "元" : ""
        let number = trimmed(whole.dropLast(currency.count))
        let lowercased = number.lowercased()
        for (word, exponent) in exponents where lowercased.hasSuffix(word) {
            let rest = trimmed(number.dropLast(word.count))
            // A letter before it makes it part of a currency code.
            if rest.last.map({ $0.isNumber || $0 == "." }) ?? false { return (rest + currency, exponent) }
        }
        return (String(whole), 0)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        text.last == " " ? trimmed(text.dropLast()) : text
    }
}
