import Foundation
import Measures
import Testing

@Suite("Numbers in files")
struct ScaledNumberTests {
    @Test(
        "A number is read in thousandths, however it is dressed",
        arguments: [
            ("1", 1_000), ("0", 0), ("-0", 0), ("2.55", 2_550), ("-12", -12_000), ("+7.5", 7_500), ("007", 7_000),
            ("5.", 5_000),
            (".5", 500), ("-.5", -500), (" 12 ", 12_000), ("\u{A0}12\u{3000}", 12_000), ("−12", -12_000),
            ("12-", -12_000),
            ("(123.45)", -123_450), ("( 123.45 )", -123_450), ("1,234.50", 1_234_500), ("1 234.50", 1_234_500),
            ("1\u{202F}234", 1_234_000), ("1'234'567.8", 1_234_567_800), ("1,234", 1_234_000),
            ("12,34,567", 1_234_567_000),
            ("1,234,567", 1_234_567_000), ("¥5", 5_000), ("￥1,200", 1_200_000), ("$-5", -5_000), ("-$5", -5_000),
            ("€ 5", 5_000),
            ("£5.20", 5_200), ("5 €", 5_000), ("CNY 5", 5_000), ("5USD", 5_000), ("-5 GBP", -5_000), ("US$5", 5_000),
            ("(¥5)", -5_000),
            ("¥(5)", -5_000), ("5元", 5_000), ("¥5元", 5_000), ("RMB5", 5_000), ("１２．５", 12_500), ("１，２３４", 1_234_000),
            ("－３", -3_000),
            ("1.5E3", 1_500_000), ("1e-2", 10), ("1.5e+1", 15_000), ("0e99999", 0), ("2.0005", 2_001),
            ("2.0004999", 2_000),
            ("-2.0005", -2_001), ("-2.0004", -2_000), ("0.0005", 1), ("0.00049999999999999999999", 0), ("4e-4", 0),
            ("5e-4", 1),
            ("9223372036854775.700", 9_223_372_036_854_775_700), ("000000000000000000000000000001", 1_000),
            ("1.9999", 2_000),
            ("12345678901234567", nil), ("999999999999999999999", nil), ("1e30", nil), ("-9223372036854775.999", nil),
        ] as [(String, Int64?)])
    func thousandths(text: String, expected: Int64?) {
        #expect(parseScaled(text, decimals: 3, format: .pointDecimal) == expected.map { .value($0) } ?? .tooLarge)
    }

    @Test("Nothing there", arguments: ["", " ", "\u{3000}", "\t \u{A0}"])
    func empty(text: String) {
        #expect(parseScaled(text, decimals: 2, format: .pointDecimal) == .empty)
    }

    @Test(
        "What is no number is unreadable",
        arguments: [
            "abc", "12abc", "12ABC", "NaN", "inf", "-inf", "1.2.3", "--5", "-5-", "(-5)", "(5", "5)", "()", "-", "+",
            ".", "-.", ",",
            "1,23", "1,2345", "12,3456", ",123", "1,,234", "1,234,56", "1,234 567", "1.234,5", "12,34,56", "123,45,678",
            "$", "$$5",
            "$5€", "USD", "5 USD USD", "1e", "1e+", "e5", "1e5.5", "1E3E3", "5%", "0x10", "1_000", "½", "五", "5 5",
            "1 2", "\u{0}5",
            "5\u{1}", "#N/A", "#REF!", "1/2", "=1+1", "😀",
        ])
    func unreadable(text: String) {
        #expect(parseScaled(text, decimals: 2, format: .pointDecimal) == .unreadable)
    }

    @Test("Broken bytes and endless text are unreadable")
    func broken() {
        for bytes in [[0xFF], [0xE2, 0x82], [0x31, 0xC2], [0xC0, 0xB1], [UInt8](repeating: 0x31, count: 300)]
            as [[UInt8]]
        {
            #expect(
                bytes.withUnsafeBufferPointer { parseScaled($0, decimals: 2, format: .pointDecimal) } == .unreadable)
        }
    }

    @Test(
        "Decimal comma",
        arguments: [
            ("1.234,50", 123_450), ("1 234,50", 123_450), ("1234,5", 123_450), ("1.234", 123_400), ("-1,005", -101),
            ("1,234.50", nil), ("1.5", nil),
        ] as [(String, Int64?)])
    func comma(text: String, hundredths: Int64?) {
        #expect(parseScaled(text, decimals: 2, format: .commaDecimal) == hundredths.map { .value($0) } ?? .unreadable)
    }

    @Test(
        "What numbers show about their decimal mark: what fits all is settled, what fits two is open",
        arguments: [
            (["1,234.50", "12"], DecimalEvidence.Verdict.settled(.pointDecimal)),
            (["1.234,50", "12"], .settled(.commaDecimal)),
            (["2,55", "3,39"], .settled(.commaDecimal)), (["2.55", "3.39"], .settled(.pointDecimal)),
            (["1.234.567"], .settled(.commaDecimal)), (["0,125", "2,500"], .settled(.commaDecimal)),
            (["0.125", "2.500"], .settled(.pointDecimal)), (["1234.567"], .settled(.pointDecimal)),
            (["5", "12", "-7"], .settled(nil)), ([], .settled(nil)), (["", "x", "n/a"], .settled(nil)),
            (["7", "1,234"], .open(.init(text: "1,234", line: 2))),
            (["1.250", "12,50"], .settled(.commaDecimal)),
            (["12,5", "12.5"], .contradictory(.init(text: "12.5", line: 2), .init(text: "12,5", line: 1))),
        ])
    func evidence(numbers: [String], verdict: DecimalEvidence.Verdict) {
        var evidence = DecimalEvidence()
        for (place, number) in numbers.enumerated() { evidence.note(number, line: place + 1) }
        #expect(evidence.verdict == verdict)
    }

    @Test("Nobody groups behind a zero", arguments: ["0,125", "00,125", "-0,125", "0,000"])
    func groupsBehindZero(text: String) {
        #expect(parseScaled(text, decimals: 3, format: .pointDecimal) == .unreadable)
    }

    @Test("A format survives JSON")
    func coding() throws {
        let json = try JSONEncoder().encode(DecimalFormat.commaDecimal)
        let format = try JSONDecoder().decode(DecimalFormat.self, from: json)
        #expect(format == .commaDecimal)
        #expect(parseScaled("1,5", decimals: 1, format: format) == .value(15))
    }

    @Test("Random decimals agree with Foundation's Decimal")
    func random() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<5_000 {
            let whole =
                UInt64.random(in: 0...(1 << 40), using: &generator) >> UInt64.random(in: 0...40, using: &generator)
            let places = Int.random(in: 0...9, using: &generator)
            let fraction = (0..<places).map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
            let sign = Bool.random(using: &generator) ? "-" : ""
            let text = sign + String(whole) + (places > 0 ? "." + fraction : "")
            let decimals = Int.random(in: 0...6, using: &generator)
            let expected = ScaledNumber.value(try reference(text, decimals))
            for dressed in [text, " " + text, text + "e0", "USD" + text] {
                let number = parseScaled(dressed, decimals: decimals, format: .pointDecimal)
                guard number == expected else {
                    Issue.record("'\(dressed)' with \(decimals) decimals is \(number), not \(expected)")
                    return
                }
            }
        }
    }

    /// Decimal's "plain" rounding is half away from zero.
    private func reference(_ text: String, _ decimals: Int) throws -> Int64 {
        var exact = try #require(Decimal(string: text)) * pow(Decimal(10), decimals)
        var rounded = Decimal()
        NSDecimalRound(&rounded, &exact, 0, .plain)
        return try #require(Int64("\(rounded)"))
    }
}

@Suite("Amounts in forms")
struct AmountInputTests {
    @Test(
        "What people type for an amount in yuan, in fen",
        arguments: [
            ("1,234.50", 123_450), ("12.3万", 12_300_000), ("1.2亿", 12_000_000_000), ("5千", 500_000), ("3k", 300_000),
            ("2.5m", 250_000_000), ("￥1 200", 120_000), ("￥1 200元", 120_000), ("12.34567万元", 12_345_670),
            ("-3 K", -300_000),
            ("0", 0), (" 100 ", 10_000), ("(5)", -500), ("CNY 5", 500), ("5 CNY", 500), ("3w", 3_000_000),
            ("１２．５万", 12_500_000),
            ("2bn", 200_000_000_000), ("1百万", 100_000_000), ("0.5 亿", 5_000_000_000),
        ] as [(String, Int64)])
    func read(text: String, minor: Int64) {
        #expect(AmountInput.read(text, in: .cny) == .amount(Money(minor: minor, currency: .cny)))
    }

    @Test(
        "What is no amount says why",
        arguments: [
            ("", AmountProblem.empty), ("  ", .empty), ("abc", .unreadable), ("万", .unreadable), ("1.2.3", .unreadable),
            ("12万3", .unreadable), ("12.345", .tooManyDecimals), ("1.2345678万", .tooManyDecimals),
            ("99999999999亿", .tooLarge),
            ("£5", .otherCurrency), ("$5", .otherCurrency), ("5 USD", .otherCurrency),
        ])
    func refused(text: String, problem: AmountProblem) {
        #expect(AmountInput.read(text, in: .cny) == .problem(problem))
    }

    @Test("A currency without decimals, and its own sign")
    func otherCurrencies() throws {
        #expect(AmountInput.read("¥1200", in: .jpy).value?.minor == 1_200)
        #expect(AmountInput.read("1.5", in: .jpy) == .problem(.tooManyDecimals))
        #expect(AmountInput.read("£1.50", in: .gbp).value?.minor == 150)
        #expect(AmountInput.read("5元", in: .gbp) == .problem(.otherCurrency))
        #expect(AmountInput.read("5万元", in: .gbp) == .problem(.otherCurrency))
        let dollars = try #require(Currency("HKD"))
        #expect(AmountInput.read("HK$5", in: dollars).value?.minor == 500)
        #expect(AmountInput.read("US$5", in: dollars) == .problem(.otherCurrency))
    }

    @Test("Plain numbers are read as people type them")
    func plainNumbers() {
        let texts = ["1,234.5": 1_234.5, "0.7": 0.7, "12.3万": 123_000, "2000万": 2e7, "40%": 40, " 40 ％": 40, "-3": -3]
        for (text, number) in texts { #expect(NumberInput.read(text) == number, "\(text)") }
        for text in ["", "soon", "1.2.3", "NaN", "%", "99999999999999999999"] {
            #expect(NumberInput.read(text) == nil, "\(text)")
        }
    }
}
