/// Numbers as machines read them: ASCII, point, no grouping, hyphen-minus; for CSV, JSON and forms.
///
/// `value` is in units of 10^-decimals; all decimals are written.
package func decimalText(_ value: Int64, decimals: Int) -> String {
    DigitText(value, decimals: decimals, minus: "-").text
}

extension Money {
    /// "8300065.81", with the decimals of the currency and without its code.
    package var decimalText: String { Measures.decimalText(minor, decimals: currency.minorDigits) }
}

extension Quantity {
    /// "12", "0.5": without trailing zeros.
    package var decimalText: String {
        DigitText(thousandths, decimals: Quantity.decimals, minus: "-").withoutTrailingZeros.text
    }
}

extension UnitPrice {
    /// "2.55": without trailing zeros beyond two decimals.
    package var decimalText: String {
        DigitText(millionths, decimals: UnitPrice.decimals, minus: "-").withoutTrailingZeros(keeping: 2).text
    }
}

/// The digits of a number on their way to be printed.
struct DigitText {
    let isNegative: Bool
    /// Without sign; at least one digit before the decimals.
    private(set) var digits: [UInt8]
    private(set) var decimals: Int
    let minus: String
    private(set) var isGrouped = false

    init(_ value: Int64, decimals: Int, minus: String) {
        isNegative = value < 0
        digits = Array(String(value.magnitude).utf8)
        if digits.count <= decimals {
            digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: decimals + 1 - digits.count), at: 0)
        }
        self.decimals = decimals
        self.minus = minus
    }

    var grouped: DigitText {
        var copy = self
        copy.isGrouped = true
        return copy
    }

    var withoutTrailingZeros: DigitText { withoutTrailingZeros(keeping: 0) }

    func withoutTrailingZeros(keeping least: Int) -> DigitText {
        var copy = self
        while copy.decimals > least, copy.digits.last == UInt8(ascii: "0") {
            copy.digits.removeLast()
            copy.decimals -= 1
        }
        return copy
    }

    var sign: String { isNegative ? minus : "" }

    var text: String { sign + unsigned }

    var unsigned: String {
        let whole = digits.count - decimals
        var text: [UInt8] = []
        text.reserveCapacity(digits.count + whole / 3 + 1)
        for (index, digit) in digits.enumerated() {
            if index == whole {
                text.append(UInt8(ascii: "."))
            } else if isGrouped, index > 0, index < whole, (whole - index) % 3 == 0 {
                text.append(UInt8(ascii: ","))
            }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
