import Classification
import Judging
import Ledger
import Measures
import Testing

@Suite("Y1: loyal behaviour")
struct LoyaltyTests {
    @Test("Order days as a percentile within the segment, ties in the middle")
    func repeatPurchase() {
        var company = SampleCompany()
        for unit in 1...4 { company.buyMonthly(unit, from: "2025-01-10", months: unit == 4 ? 3 : unit, 100) }
        let found = company.evaluate("2025-12-31")
        #expect((1...4).map { found[$0].repeatPurchase } == [12.5, 37.5, 75, 75])
    }

    @Test("Breadth against what the company sold in the window; unknown where nothing has a category")
    func breadth() {
        var company = SampleCompany()
        company.buy(1, "2025-01-10", 100, category: 1)
        company.buy(1, "2025-02-10", 100, category: 2)
        company.buy(2, "2025-02-10", 100, category: 4)
        company.buy(2, "2023-02-10", 100, category: 5)
        company.buy(3, "2025-02-10", 100)
        let found = company.evaluate("2025-12-31")
        #expect(found.yardstick.categoriesOffered == 3)
        #expect(found[1].breadth == 2.0 / 3)
        #expect(found[2].breadth == 1.0 / 3)
        #expect(found[3].breadth == nil)
    }

    @Test("Regularity: evenly spaced is 100, at random about 0, below four intervals unknown")
    func regularity() {
        var company = SampleCompany()
        for place in 0..<20 { company.buy(1, day("2025-01-05").advanced(by: place * 14), 100) }
        for place in [0, 1, 3, 100, 101, 300, 301, 302] { company.buy(2, day("2025-01-05").advanced(by: place), 100) }
        company.buyMonthly(3, from: "2025-01-05", months: 4, 100)
        let found = company.evaluate("2025-12-31")
        #expect(found[1].regularity == 100)
        #expect(found[2].regularity == 0)
        #expect(found[3].regularity == nil && found[3].orderDays == 4)
    }

    @Test("A steady seasonal buyer is regular once two years show its season")
    func seasons() throws {
        var company = SampleCompany()
        for year in 2023...2025 {
            // Every other week from March to October, nothing in winter.
            let start = try #require(Day(year: year, month: 3, day: 3))
            for place in 0..<17 { company.buy(1, start.advanced(by: place * 14), 1_000) }
        }
        company.buyMonthly(2, from: "2023-01-10", months: 36, 10)
        let young = company.evaluate("2024-04-30")[1]
        let old = company.evaluate("2025-12-31")[1]
        // The winter counts in full at first: 14 days apart, and once 144.
        #expect(!young.notes.contains(.isSeasonal) && (young.regularity ?? 100) < 5)
        #expect(old.notes.contains(.isSeasonal) && (old.regularity ?? 0) > 60)
        let spring = company.evaluate("2025-05-31")[1]
        #expect((spring.regularity ?? 0) > 60, "the winter lies in the window")
    }

    @Test("The clock of the seasons runs a year in a year")
    func clock() {
        for counts in [Array(repeating: 0, count: 12), [9, 0, 3, 4, 4, 4, 4, 4, 3, 2, 0, 0]] {
            let clock = SeasonalClock(orderDays: counts)
            let year = clock.time(from: day("2025-01-01"), to: day("2026-01-01"))
            #expect(abs(year - 365) < 1.5, "\(year)")
        }
        #expect(SeasonalClock(orderDays: Array(repeating: 0, count: 12)).weights.allSatisfy { abs($0 - 1) < 1e-12 })
        let spring = SeasonalClock(orderDays: [5, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        #expect(spring.weights[0] == spring.weights[1])
        #expect(spring.weights[0] > 2)
        #expect(spring.weights[5] < 1)
    }

    @Test("Known for all of what is known: coverage counts the parts somebody has")
    func coverage() {
        var company = SampleCompany()
        company.buyMonthly(1, from: "2025-01-05", months: 12, 100, category: 1)
        company.buy(2, "2025-06-05", 100)
        let found = company.evaluate("2025-12-31")
        #expect(found[1].loyalty?.coverage == 1)
        // Of repeat purchase 25, breadth 10 and regularity 10 only the first.
        #expect(abs((found[2].loyalty?.coverage ?? 0) - 25.0 / 45) < 1e-12)
        // The means of the others stand in: nothing is gained by not being known.
        let regularity = found[1].regularity ?? 0
        let expected: Double = (25 * 25 + 10 * 100 + 10 * regularity) / 45
        #expect(abs((found[2].loyalty?.score ?? 0) - expected) < 1e-5)
    }
}

@Suite("Whatever comes in, a stated result")
struct BadInputTests {
    private func expectSound(_ found: Evaluation) {
        for judgement in found.judgements {
            let numbers = [
                judgement.value?.score, judgement.value?.coverage, judgement.loyalty?.score,
                judgement.loyalty?.coverage, judgement.shareAbove, judgement.growth, judgement.contributionShare,
                judgement.costKnown, judgement.breadth, judgement.regularity, judgement.variation,
            ].compactMap { $0 }
            #expect(numbers.allSatisfy { $0.isFinite }, "\(judgement)")
            #expect(judgement.isActive == (judgement.steady != nil))
        }
        let active = found.judgements.filter(\.isActive)
        let totals = TierTotal.all(found.judgements, tiers: found.ground.rules.tiers.steps.count)
        #expect(totals.reduce(0) { $0 + $1.accounts } == active.count)
        #expect(totals.reduce(0) { $0 + $1.revenue } == active.reduce(0) { $0 + $1.revenue })
    }

    @Test func oneOrderOnly() {
        var company = SampleCompany()
        company.buy(1, "2025-06-05", 100)
        let found = company.evaluate("2025-06-30")
        expectSound(found)
        #expect(found.tier(1) == "key")
        #expect(found[1].value != nil)
        #expect(found.ground.windowIsLonger)
    }

    @Test func returnsOnly() {
        var company = SampleCompany()
        company.buy(1, "2025-06-05", -100)
        company.buy(2, "2025-06-05", 100)
        let found = company.evaluate("2025-06-30")
        expectSound(found)
        #expect(found.tier(1) == "none" && found[1].revenue == -10_000)
    }

    @Test func negativeAndZeroRevenue() {
        var company = SampleCompany()
        company.buy(1, "2025-06-05", 100)
        company.buy(1, "2025-06-09", -300)
        company.buy(2, "2025-06-05", 100)
        company.buy(2, "2025-06-09", -100)
        let found = company.evaluate("2025-06-30")
        expectSound(found)
        // Nothing is earned at all: everybody is of the last tier.
        #expect(found.tier(1) == "small")
        #expect(found.tier(2) == "small")
        #expect(found[1].shareAbove == nil)
    }

    @Test func costAboveRevenue() {
        var company = SampleCompany()
        company.buy(1, "2025-06-05", 100, cost: 150)
        company.buy(2, "2025-06-05", 100)
        let found = company.evaluate("2025-06-30")
        expectSound(found)
        #expect(found[2].contribution == -5_000 && found.tier(2) == "small")
    }

    @Test func currenciesAreNeverAdded() {
        var company = SampleCompany()
        company.buy(1, "2025-06-05", 100)
        company.buy(1, day("2025-06-06"), 90_000, currency: .usd)
        company.buy(2, day("2025-06-06"), 90_000, currency: .usd)
        let found = company.evaluate("2025-06-30")
        expectSound(found)
        #expect(found[1].revenue == 10_000 && found[1].notes.contains(.otherCurrencies))
        #expect(found.tier(2) == "none" && found[2].notes.contains(.otherCurrencies))
    }

    @Test func nobodyAtAll() {
        let found = SampleCompany().evaluate("2025-06-30")
        #expect(found.judgements.isEmpty && found.yardstick.means.isEmpty)
    }

    @Test func laterDaysDoNotCount() {
        var company = SampleCompany()
        company.buyMonthly(1, from: "2025-01-10", months: 12, 100, cost: 60, category: 1)
        let before = company.evaluate("2025-05-31")
        company.buyMonthly(1, from: "2026-01-10", months: 6, 9_000, cost: 1, category: 2)
        company.buy(2, "2025-06-01", 100_000, cost: 10)
        var after = company.evaluate("2025-05-31")
        after.ground.ledger = before.ground.ledger
        #expect(after.judgements.filter(\.isActive) == before.judgements.filter(\.isActive))
    }

    @Test(
        "A policy that does not hold together is refused",
        arguments: [
            (#"{"value": {"revenue": {"weight": 30}}}"#, "value"),
            (#"{"value": {"revenue": {"weight": -25}}}"#, "value.revenue.weight"),
            (#"{"loyalty": {"behaviour": 70}}"#, "loyalty"),
            (#"{"loyalty": {"parts": {"breadth": 20}}}"#, "loyalty.parts"),
            (#"{"windowMonths": 0}"#, "windowMonths"), (#"{"leastCoverage": 101}"#, "leastCoverage"),
            (#"{"tiers": {"mostKey": -1}}"#, "tiers.mostKey"),
            (
                #"""
                {"tiers": {"steps": [{"code": "a", "en": "A", "zh": "A", "through": 60},
                    {"code": "b", "en": "B", "zh": "B", "through": 50}, {"code": "c", "en": "C", "zh": "C", "through": 100}]}}
                """#, "tiers.steps.1.through"
            ),
            (
                #"{"tiers": {"steps": [{"code": "a", "en": "A", "zh": "A", "through": 60}, {"code": "a", "en": "B", "zh": "B", "through": 100}]}}"#,
                "tiers.steps.1.code"
            ),
            (#"{"tiers": {"steps": []}}"#, "tiers.steps"),
            (#"{"steadiness": {"monthEnds": 0}}"#, "steadiness.monthEnds"),
            (#"{"keySafety": {"loyalty": 120}}"#, "keySafety.loyalty"),
            (
                #"{"value": {"revenue": {"scale": {"kind": "logarithmic", "from": 0, "to": 5}}}}"#,
                "value.revenue.scale.from"
            ),
            (#"{"value": {"revenue": {"scale": {"kind": "linear", "from": 9, "to": 5}}}}"#, "value.revenue.scale.to"),
            (#"{"value": {"revenue": {"scale": {"kind": "cubic"}}}}"#, "value.revenue.scale.kind"),
            (#"{"values": {}}"#, "values"),
        ])
    func policies(text: String, place: String) {
        #expect {
            _ = try PolicyDocument.read(text, as: ClassificationPolicy.self)
        } throws: { error in
            (error as? PolicyRefused)?.problems.contains { $0.place == place } ?? false
        }
    }

    @Test func theUsualPolicyHoldsTogetherAndReadsBack() throws {
        #expect(ClassificationPolicy.usual.problems.isEmpty)
        let text = try PolicyDocument.write(ClassificationPolicy.usual)
        #expect(try PolicyDocument.read(text, as: ClassificationPolicy.self) == .usual)
    }
}

@Suite("Properties over random companies")
struct PropertyTests {
    /// SplitMix64: the same numbers for the same seed, everywhere.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
            return value ^ value >> 31
        }
    }

    private func company(seed: UInt64) -> SampleCompany {
        var numbers = Numbers(state: seed)
        var company = SampleCompany()
        let hasCosts = seed % 3 != 0
        for unit in 1...14 {
            let rate = Int.random(in: 1...12, using: &numbers)
            for _ in 0..<rate {
                let date = day("2024-01-01").advanced(by: Int.random(in: 0..<700, using: &numbers))
                let amount = Int64.random(in: -200...5_000, using: &numbers) * Int64(unit)
                guard amount != 0 else { continue }
                let known = hasCosts && Bool.random(using: &numbers)
                company.buy(
                    unit, date, amount, cost: known ? amount * 7 / 10 : nil,
                    category: Bool.random(using: &numbers) ? Int.random(in: 1...5, using: &numbers) : nil,
                    discount: Bool.random(using: &numbers) ? abs(amount) / 20 : nil)
            }
        }
        return company
    }

    @Test("The same facts in another order give the same judgement", arguments: 1...20 as ClosedRange<UInt64>)
    func order(seed: UInt64) {
        let company = company(seed: seed)
        let one = company.evaluate("2025-06-30")
        let other = company.evaluate("2025-06-30", reversed: true)
        #expect(Array(one.judgements) == other.judgements.sorted { $0.unit < $1.unit })
        #expect(one.yardstick == other.yardstick)
    }

    @Test("Tiers partition the active accounts; shares and ranks add up", arguments: 1...20 as ClosedRange<UInt64>)
    func partition(seed: UInt64) {
        for found in company(seed: seed).history(from: "2024-01-31", months: 24) {
            let active = found.judgements.filter(\.isActive)
            #expect(found.judgements.allSatisfy { $0.isActive == ($0.tier != nil) })
            let positive = active.reduce(0) { $0 + max(0, $1.contribution) }
            let ranked = active.sorted { ($0.rank ?? 0, $0.unit) < ($1.rank ?? 0, $1.unit) }
            var above: Int64 = 0
            var (sizes, last) = ([Int](), Int64.max)
            for judgement in ranked {
                #expect(judgement.contribution <= last)
                if judgement.contribution < last {
                    if let share = judgement.shareAbove {
                        #expect(abs(share * Double(positive) - Double(above)) < 1)
                    }
                }
                last = judgement.contribution
                above += max(0, judgement.contribution)
                sizes.append(judgement.size?.place ?? -1)
            }
            #expect(above == positive && sizes == sizes.sorted())
            for judgement in active {
                #expect(judgement.value.map { (0...100).contains($0.score) } ?? true)
                #expect(judgement.loyalty.map { (0...100).contains($0.score) && (0...1).contains($0.coverage) } ?? true)
            }
        }
    }
}
