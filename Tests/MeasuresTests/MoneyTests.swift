import Foundation
import Measures
import Testing

@Suite("Money and currencies")
struct MoneyTests {
    @Test(
        "A currency knows the decimals of its minor unit",
        arguments: [
            ("CNY", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("USD", 2), ("VND", 0), ("TND", 3), ("ISK", 0), ("HUF", 2),
        ])
    func minorDigits(code: String, digits: Int) throws {
        let currency = try #require(Currency(code))
        #expect(currency.minorDigits == digits)
        #expect(currency.code == code)
    }

    @Test("Codes that are no currency", arguments: ["", "CN", "CNYY", "cny", "XXX", "ABC", "XAU", "人民币", "RMB"])
    func unknown(code: String) {
        #expect(Currency(code) == nil)
    }

    @Test("The table has no code twice and the shortcuts are in it")
    func table() {
        #expect(Currency.all.count == Set(Currency.all).count)
        #expect(Currency.all.count > 170)
        for currency in [Currency.cny, .eur, .gbp, .jpy, .usd] { #expect(Currency(currency.code) == currency) }
        #expect(Currency.gbp.symbol == "£")
        #expect(Currency.gbp.name(in: .zh) == "英镑")
        #expect(Currency("BHD")?.name(in: .en) == "BHD")
    }

    @Test("Unlike currencies do not add, and sums do not wrap")
    func adding() throws {
        let yuan = Money(minor: 1_050, currency: .cny)
        #expect(try yuan.adding(Money(minor: -50, currency: .cny)) == Money(minor: 1_000, currency: .cny))
        #expect(try yuan.subtracting(yuan) == .zero(.cny))
        #expect(throws: MoneyProblem.unlikeCurrencies(.cny, .gbp)) { try yuan.adding(.zero(.gbp)) }
        #expect(throws: MoneyProblem.overflow) { try yuan.adding(Money(minor: .max, currency: .cny)) }
        #expect(throws: MoneyProblem.overflow) { try Money(minor: .min, currency: .cny).subtracting(yuan) }
    }

    @Test("Money in JSON")
    func coding() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let money = Money(minor: 830_006_581, currency: .gbp)
        let json = try encoder.encode(money)
        #expect(String(decoding: json, as: UTF8.self) == #"{"currency":"GBP","minor":830006581}"#)
        #expect(try JSONDecoder().decode(Money.self, from: json) == money)
    }
}

@Suite("Line amounts")
struct LineAmountTests {
    @Test(
        "Quantity × price, rounded half away from zero",
        arguments: [
            (6_000, 2_550_000, 2, 1_530), (-6_000, 2_550_000, 2, -1_530), (1_000, 5_000, 2, 1), (1_000, 4_999, 2, 0),
            (-1_000, 5_000, 2, -1), (-1_000, 4_999, 2, 0), (3_000, 1_500_000, 0, 5), (333, 1_000_000, 3, 333),
            (1_000, 1, 6, 1), (1, 1, 9, 1), (0, 9_999_999, 2, 0), (1_000, 129_696_000, 2, 12_970),
        ] as [(Int64, Int64, Int, Int64)])
    func byHand(thousandths: Int64, millionths: Int64, minorDigits: Int, amount: Int64) {
        #expect(
            lineAmount(
                quantity: Quantity(thousandths: thousandths), unitPrice: UnitPrice(millionths: millionths),
                minorDigits: minorDigits) == amount)
    }

    @Test("What does not fit is nil")
    func overflow() {
        let most = Quantity(thousandths: .max)
        #expect(lineAmount(quantity: most, unitPrice: UnitPrice(millionths: .max), minorDigits: 2) == nil)
        #expect(lineAmount(quantity: most, unitPrice: UnitPrice(millionths: 1_000_000), minorDigits: 4) == nil)
        #expect(lineAmount(quantity: most, unitPrice: UnitPrice(millionths: 1_000_000), minorDigits: 3) == .max)
        #expect(lineAmount(quantity: .zero, unitPrice: .zero, minorDigits: 10) == nil)
        #expect(
            lineAmount(
                quantity: Quantity(thousandths: .min), unitPrice: UnitPrice(millionths: 1_000_000), minorDigits: 3)
                == .min)
    }

    @Test("Random lines agree with exact long division on decimal digits")
    func random() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            let quantity =
                Int64.random(in: -(1 << 40)...(1 << 40), using: &generator)
                >> Int64.random(in: 0...39, using: &generator)
            let price =
                Int64.random(in: -(1 << 50)...(1 << 50), using: &generator)
                >> Int64.random(in: 0...49, using: &generator)
            let digits = Int.random(in: 0...4, using: &generator)
            let expected = reference(quantity, price, digits)
            let amount = lineAmount(
                quantity: Quantity(thousandths: quantity), unitPrice: UnitPrice(millionths: price), minorDigits: digits)
            guard amount == expected else {
                Issue.record(
                    "\(quantity) × \(price) in 10^-\(digits): \(String(describing: amount)), not \(expected.map(String.init) ?? "nil")"
                )
                return
            }
        }
    }

    /// The product by addition of shifted decimal digits, cut and rounded as text.
    private func reference(_ quantity: Int64, _ price: Int64, _ minorDigits: Int) -> Int64? {
        var product = [Int](repeating: 0, count: 40)
        for (left, first) in String(quantity.magnitude).reversed().enumerated() {
            for (right, second) in String(price.magnitude).reversed().enumerated() {
                product[left + right] += (first.wholeNumberValue ?? 0) * (second.wholeNumberValue ?? 0)
            }
        }
        for place in 0..<39 {
            product[place + 1] += product[place] / 10
            product[place] %= 10
        }
        let cut = 9 - minorDigits
        let kept = product[cut...].reversed().map(String.init).joined()
        let roundsUp = product[cut - 1] >= 5
        let sign = (quantity < 0) != (price < 0) ? "-" : ""
        guard let magnitude = Int64(sign + kept) else { return nil }
        return roundsUp ? magnitude + (sign.isEmpty ? 1 : -1) : magnitude
    }
}
