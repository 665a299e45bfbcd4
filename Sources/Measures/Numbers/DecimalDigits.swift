/// The digits of a number without sign: whole part with checked grouping, decimals, exponent.
struct DecimalDigits {
    typealias Text = Slice<UnsafeBufferPointer<UInt8>>

    private let whole: Text
    private let fraction: Text
    private let exponent: Int

    /// Nil where it is no number, or the grouping is not one that people use.
    init?(_ text: Text, format: DecimalFormat) {
        let (mantissa, exponentText) = DecimalDigits.split(text) { $0 | 0x20 == UInt8(ascii: "e") }
        let (whole, fraction) = DecimalDigits.split(mantissa) { $0 == format.decimalByte }
        guard fraction?.allSatisfy(isDigit) ?? true, DecimalDigits.isGrouped(whole, format) else { return nil }
        guard whole.contains(where: isDigit) || !(fraction ?? whole).isEmpty else { return nil }
        guard let exponent = DecimalDigits.exponent(exponentText) else { return nil }
        self.whole = whole
        self.fraction = fraction ?? mantissa[mantissa.endIndex...]
        self.exponent = exponent
    }

    /// The number × 10^decimals rounded half away from zero; a nil magnitude does not fit.
    func scaled(by decimals: Int) -> (magnitude: Int64?, isExact: Bool) {
        var scaled = ScaledDigits(places: whole.count(where: isDigit) + exponent + decimals)
        scaled.append(whole)
        scaled.append(fraction)
        return (scaled.finished(), scaled.isExact)
    }

    private static func split(_ text: Text, where isMark: (UInt8) -> Bool) -> (Text, Text?) {
        guard let mark = text.firstIndex(where: isMark) else { return (text, nil) }
        return (text[..<mark], text[(mark + 1)...])
    }

    /// No exponent is 0; one beyond ±400 is taken as 400, which no digits here can bring back.
    private static func exponent(_ text: Text?) -> Int? {
        guard let text else { return 0 }
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
        guard let value = wholeNumber(digits) else { return nil }
        return isNegative ? -min(value, 400) : min(value, 400)
    }

    /// Digits only, or groups of three with a first one of 1 to 3, or the Indian 12,34,567; one kind of mark, and never
    /// behind a zero: "0,125" is an eighth and not 125.
    private static func isGrouped(_ text: Text, _ format: DecimalFormat) -> Bool {
        guard let mark = text.first(where: { !isDigit($0) }) else { return true }
        guard format.groups(mark), text.first != UInt8(ascii: "0"), let firstMark = text.firstIndex(of: mark) else {
            return false
        }
        let first = firstMark - text.startIndex
        var (length, middleTwos, middleThrees, middles) = (0, 0, 0, 0)
        for byte in text[(firstMark + 1)...] {
            if isDigit(byte) {
                length += 1
            } else {
                guard byte == mark else { return false }
                middles += 1
                middleTwos += length == 2 ? 1 : 0
                middleThrees += length == 3 ? 1 : 0
                length = 0
            }
        }
        let isWestern = (1...3).contains(first) && middleThrees == middles
        let isIndian = (1...2).contains(first) && middleTwos == middles
        return length == 3 && (isWestern || isIndian)
    }
}

/// Digits gathered into an integer, of which the first `places` count and the next one rounds.
private struct ScaledDigits {
    private var places: Int
    private var value: Int64 = 0
    private var roundsUp = false
    private var fits = true
    private(set) var isExact = true

    init(places: Int) {
        self.places = places
    }

    mutating func append(_ text: DecimalDigits.Text) {
        for byte in text where isDigit(byte) {
            let digit = byte - UInt8(ascii: "0")
            if places > 0 {
                append(digit)
            } else {
                if places == 0 { roundsUp = digit >= 5 }
                if digit != 0 { isExact = false }
            }
            places -= 1
        }
    }

    /// The integer with the zeros that are missing; nil when it does not fit.
    mutating func finished() -> Int64? {
        while places > 0, value != 0, fits {
            append(0)
            places -= 1
        }
        return fits ? value + (roundsUp ? 1 : 0) : nil
    }

    /// The last units of Int64 are kept free, so that rounding up needs no check.
    private mutating func append(_ digit: UInt8) {
        let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
        fits = fits && !overflow && tens < Int64.max - 9
        value = fits ? tens + Int64(digit) : value
    }
}
