/// What a field of a file holds where a number is expected.
@usableFromInline
package enum ScaledNumber: Hashable, Sendable {
    /// The number × 10^decimals, rounded half away from zero.
    case value(Int64)
    /// Nothing but spaces.
    case empty
    case unreadable
    /// A number that does not fit.
    case tooLarge
}

/// Reads a decimal number as an integer of 10^-decimals, rounded half away from zero (ARCHITECTURE, rounding).
///
/// Plain ASCII numbers take the short way here; signs, currencies, grouping, full-width digits, accounting
/// parentheses and exponents go through `DecimalScan`. `decimals` is 0...18. NaN, infinity, percent and text are
/// `unreadable`.
@inlinable
package func parseScaled(
    _ bytes: UnsafeBufferPointer<UInt8>, decimals: Int, format: DecimalFormat
) -> ScaledNumber {
    var position = bytes.first == UInt8(ascii: "-") ? 1 : 0
    let isNegative = position == 1
    var value: Int64 = 0
    let wholeDigits = readDigits(bytes, from: &position, atMost: 19, into: &value)
    // With 18 digits in all nothing can overflow.
    guard wholeDigits > 0, decimals >= 0, wholeDigits &+ decimals <= 18, bytes.count <= 64 else {
        return parseScaledWithCare(bytes, decimals: decimals, format: format)
    }
    var missing = decimals
    if position < bytes.count, bytes[position] == format.decimalByte {
        position &+= 1
        missing &-= readDigits(bytes, from: &position, atMost: decimals, into: &value)
        var dropped: Int64 = 0
        if readDigits(bytes, from: &position, atMost: 1, into: &dropped) == 1, dropped >= 5 { value &+= 1 }
        while position < bytes.count, isDigit(bytes[position]) { position &+= 1 }
    }
    guard position == bytes.count else { return parseScaledWithCare(bytes, decimals: decimals, format: format) }
    while missing > 0 {
        value &*= 10
        missing &-= 1
    }
    return .value(isNegative ? 0 &- value : value)
}

/// Appends ASCII digits to `value`; how many there were.
@inlinable
func readDigits(
    _ bytes: UnsafeBufferPointer<UInt8>, from position: inout Int, atMost limit: Int, into value: inout Int64
) -> Int {
    let start = position
    let end = min(bytes.count, start &+ limit)
    while position < end, isDigit(bytes[position]) {
        value = value &* 10 &+ Int64(bytes[position] &- UInt8(ascii: "0"))
        position &+= 1
    }
    return position &- start
}

/// The same for a text.
package func parseScaled(
    _ text: String, decimals: Int, format: DecimalFormat
) -> ScaledNumber {
    var text = text
    return text.withUTF8 { parseScaled($0, decimals: decimals, format: format) }
}

/// An amount of `currency`; nil where another currency's sign or code stands beside it.
package func parseAmount(
    _ bytes: UnsafeBufferPointer<UInt8>, decimals: Int, format: DecimalFormat, of currency: Currency
) -> ScaledNumber? {
    // Nothing stands beside a number that begins and ends with a digit.
    let start = bytes.first == UInt8(ascii: "-") ? 1 : 0
    if start < bytes.count, isDigit(bytes[start]), isDigit(bytes[bytes.count - 1]) {
        return parseScaled(bytes, decimals: decimals, format: format)
    }
    let scan = DecimalScan.read(bytes, decimals: decimals, format: format)
    return scan.mark.map { $0.fits(currency) } ?? true ? scan.number : nil
}

@usableFromInline
func parseScaledWithCare(
    _ bytes: UnsafeBufferPointer<UInt8>, decimals: Int, format: DecimalFormat
) -> ScaledNumber {
    DecimalScan.read(bytes, decimals: decimals, format: format).number
}
