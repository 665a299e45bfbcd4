/// A quantity of goods in thousandths (ARCHITECTURE, rounding).
@usableFromInline
package struct Quantity: Hashable, Sendable, Codable {
    @usableFromInline package let thousandths: Int64

    package static let decimals = 3
    package static let zero = Quantity(thousandths: 0)

    @inlinable
    package init(thousandths: Int64) {
        self.thousandths = thousandths
    }
}

/// A price of one unit in millionths of the currency's main unit (ARCHITECTURE, rounding).
@usableFromInline
package struct UnitPrice: Hashable, Sendable, Codable {
    @usableFromInline package let millionths: Int64

    package static let decimals = 6
    package static let zero = UnitPrice(millionths: 0)

    @inlinable
    package init(millionths: Int64) {
        self.millionths = millionths
    }
}

extension Quantity: Comparable {
    @inlinable
    package static func < (left: Quantity, right: Quantity) -> Bool { left.thousandths < right.thousandths }
}

extension UnitPrice: Comparable {
    @inlinable
    package static func < (left: UnitPrice, right: UnitPrice) -> Bool { left.millionths < right.millionths }
}

/// Quantity × price in minor units of a currency with `minorDigits` decimals (0...9), rounded half away from zero.
///
/// Exact: the product is never rounded before. Nil when the amount does not fit.
@inlinable
package func lineAmount(quantity: Quantity, unitPrice: UnitPrice, minorDigits: Int) -> Int64? {
    let (product, overflow) = quantity.thousandths.multipliedReportingOverflow(by: unitPrice.millionths)
    if minorDigits == 2, !overflow { return divideRounding(product, by: 10_000_000) }
    return wideLineAmount(quantity, unitPrice, minorDigits)
}

@usableFromInline
func wideLineAmount(_ quantity: Quantity, _ unitPrice: UnitPrice, _ minorDigits: Int) -> Int64? {
    guard (0...9).contains(minorDigits) else { return nil }
    let product = Int128(quantity.thousandths) * Int128(unitPrice.millionths)
    return Int64(exactly: divideRounding(product, by: Int128(powersOfTen[9 - minorDigits])))
}

/// Division rounded half away from zero; `divisor` is positive.
@inlinable
package func divideRounding<Value: FixedWidthInteger>(_ value: Value, by divisor: Value) -> Value {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    let rest = remainder < 0 ? 0 - remainder : remainder
    // rest ≥ half, written so that it cannot overflow.
    guard rest >= divisor - rest else { return quotient }
    return value < 0 ? quotient - 1 : quotient + 1
}

/// 10⁰ … 10¹⁸.
@usableFromInline
let powersOfTen: [Int64] = (0...18).map { exponent in
    (0..<exponent).reduce(Int64(1)) { power, _ in power * 10 }
}
