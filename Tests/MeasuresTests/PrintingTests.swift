import Measures
import Testing

@Suite("Numbers on pages")
struct PrintingTests {
    private let english = NumberStyle(.en)
    private let chinese = NumberStyle(.zh)

    @Test(
        "Money in full",
        arguments: [
            (830_006_581, "CNY", "¥8,300,065.81"), (830_006_581, "GBP", "GBP 8,300,065.81"),
            (-123_450, "CNY", "−¥1,234.50"),
            (-5, "GBP", "−GBP 0.05"), (0, "CNY", "¥0.00"), (1_234, "JPY", "JPY 1,234"),
            (1_234_567, "KWD", "KWD 1,234.567"),
            (99_999, "EUR", "€999.99"), (100_000, "USD", "USD 1,000.00"),
        ] as [(Int64, String, String)])
    func money(minor: Int64, code: String, text: String) throws {
        let money = Money(minor: minor, currency: try #require(Currency(code)))
        #expect(english.money(money) == text)
        #expect(chinese.money(money) == text)
    }

    @Test(
        "Money in short, by language",
        arguments: [
            (830_006_581, "8.3M", "830.01万"), (12_000_000_000, "120M", "1.2亿"), (1_234_500, "12.3K", "1.23万"),
            (95_000, "950", "950"),
            (99_949, "999", "999"), (99_950, "1K", "1,000"), (99_994_900, "999.9K", "99.99万"),
            (99_995_000, "1M", "100万"),
            (999_999_600_000, "10B", "100亿"), (9_999_995_000, "100M", "1亿"), (999_949, "10K", "9,999"),
            (999_950, "10K", "1万"),
            (-830_006_581, "−8.3M", "−830.01万"), (0, "0", "0"), (49, "0", "0"), (-49, "0", "0"),
            (123_456_789_012_345, "1,234.6B", "12,345.68亿"),
        ] as [(Int64, String, String)])
    func compact(minor: Int64, en: String, zh: String) {
        let money = Money(minor: minor, currency: .cny)
        #expect(english.compactAmount(money) == en)
        #expect(chinese.compactAmount(money) == zh)
    }

    @Test("Money in short keeps its currency")
    func compactMoney() {
        #expect(english.compactMoney(Money(minor: 830_006_581, currency: .gbp)) == "GBP 8.3M")
        #expect(chinese.compactMoney(Money(minor: -830_006_581, currency: .cny)) == "−¥830.01万")
        #expect(chinese.compactInteger(541_909) == "54.19万")
        #expect(english.compactMoney(Money(minor: .min, currency: .jpy)) == "−JPY 9,223,372,036.9B")
    }

    @Test(
        "Fractions as percent",
        arguments: [
            (0.299, 1, "29.9%"), (0.29925, 2, "29.93%"), (0, 1, "0.0%"), (1, 0, "100%"), (-0.5, 1, "−50.0%"),
            (-0.0001, 1, "0.0%"),
            (12.345, 0, "1,235%"), (.nan, 1, "–"), (.infinity, 1, "–"), (0.738471, 4, "73.8471%"),
        ] as [(Double, Int, String)])
    func percent(fraction: Double, digits: Int, text: String) {
        #expect(english.percent(fraction, digits: digits) == text)
    }

    @Test("Counts, quantities, prices, plain numbers")
    func others() {
        #expect(english.integer(541_909) == "541,909")
        #expect(english.integer(-1) == "−1")
        #expect(english.quantity(Quantity(thousandths: 1_200_500)) == "1,200.5")
        #expect(english.quantity(Quantity(thousandths: 6_000)) == "6")
        #expect(english.unitPrice(UnitPrice(millionths: 2_500_000)) == "2.50")
        #expect(english.unitPrice(UnitPrice(millionths: 1_234_567_890)) == "1,234.56789")
        #expect(english.number(0.71514, digits: 4) == "0.7151")
        #expect(english.percent(nil) == "–")
    }

    @Test("Machine text is ASCII")
    func machine() {
        #expect(Money(minor: -830_006_581, currency: .gbp).decimalText == "-8300065.81")
        #expect(Money(minor: 5, currency: .cny).decimalText == "0.05")
        #expect(Money(minor: .min, currency: .jpy).decimalText == "-9223372036854775808")
        #expect(Quantity(thousandths: -500).decimalText == "-0.5")
        #expect(UnitPrice(millionths: 2_550_000).decimalText == "2.55")
        #expect(UnitPrice(millionths: 2_000_000).decimalText == "2.00")
    }

    @Test("Money printed is read back the same")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 3)
        let currencies = Currency.all
        for _ in 0..<5_000 {
            let minor =
                Int64.random(in: -(1 << 60)...(1 << 60), using: &generator)
                >> Int64.random(in: 0...60, using: &generator)
            let money = Money(minor: minor, currency: try #require(currencies.randomElement(using: &generator)))
            let texts = [english.money(money), chinese.money(money), money.decimalText]
            guard texts.allSatisfy({ AmountInput.read($0, in: money.currency).value == money }) else {
                Issue.record("\(money) is not read back from \(texts)")
                return
            }
        }
    }

    @Test("Days, months, quarters in both languages")
    func days() throws {
        let day = try #require(Day(iso: "2011-12-09"))
        let range = try #require(DayRange(from: day.monthValue.first, through: day))
        let (en, zh) = (DayStyle(.en), DayStyle(.zh))
        #expect([en.day(day), zh.day(day)] == ["9 Dec 2011", "2011年12月9日"])
        #expect([en.month(day.monthValue), zh.month(day.monthValue)] == ["Dec 2011", "2011年12月"])
        #expect([en.quarter(day.monthValue.quarter), zh.quarter(day.monthValue.quarter)] == ["Q4 2011", "2011年第4季度"])
        #expect([en.range(range), zh.range(range)] == ["1 Dec 2011 – 9 Dec 2011", "2011年12月1日至2011年12月9日"])
    }

    @Test(
        "The language a browser asks for",
        arguments: [
            ("zh-CN,zh;q=0.9,en;q=0.8", Language.zh), ("en-GB,en;q=0.9", .en), ("fr, zh;q=0.3, en;q=0.5", .en),
            ("ZH", .zh),
            ("de, *;q=0.1", .en), ("en;q=0, zh;q=0.1", .zh), ("fr", nil), ("", nil), (";;q=,,", nil), ("zh_TW", .zh),
        ])
    func language(header: String, language: Language?) {
        #expect(Language(acceptLanguage: header) == language)
    }
}
