import Classification
import Measures
import Testing

@Suite("C3: tiers by contribution")
struct TierTests {
    private func tiers(_ contributions: [Int64], mostKey: Int = 0) -> [Int] {
        var policy = TierPolicy()
        policy.mostKey = mostKey
        return TierRanking(contributions, policy: policy).places.map(\.tier.place)
    }

    @Test(
        "Up to 50 % Key, 80 % Major, 95 % Medium, the rest Small; who crosses a line belongs to the higher tier",
        arguments: [
            ([50, 30, 15, 5], [0, 1, 2, 3]),
            // Equals cross the first line together and reach the second: nobody is Major.
            ([40, 20, 20, 10, 10], [0, 0, 0, 2, 2]), ([40, 21, 20, 10, 9], [0, 0, 1, 2, 2]),
            ([100], [0]), ([60, 40], [0, 1]), ([1, 1], [0, 0]),
            // Four equal ones share rank and tier.
            ([25, 25, 25, 25], [0, 0, 0, 0]),
            // What earns nothing or costs is Small, and does not lower the others' shares.
            ([90, 10, 0, -50], [0, 2, 3, 3]), ([-1, -2], [3, 3]), ([], []),
            ([5, 15, 30, 50], [3, 2, 1, 0]),
            // A share that meets the line exactly has used it up.
            ([8, 1, 1], [0, 2, 2]),
        ] as [([Int64], [Int])])
    func cuts(contributions: [Int64], expected: [Int]) {
        #expect(tiers(contributions) == expected)
    }

    @Test("The cap keeps those beyond it in the second tier, and says so")
    func cap() {
        var policy = TierPolicy()
        policy.mostKey = 2
        let found = TierRanking([30, 29, 28, 27, 26, 25], policy: policy)
        #expect(found.places.map(\.tier.place) == [0, 0, 1, 1, 1, 2])
        #expect(found.places.map(\.isBeyondCap) == [false, false, true, false, false, false])
        // Equals cannot be told apart: none of them fits.
        #expect(tiers([30, 30, 30], mostKey: 2) == [1, 1, 1])
        #expect(found.cuts == [29, 26, 25, 25])
    }

    @Test("Tiers are the policy's: another number of them, with other cuts")
    func otherTiers() {
        var policy = TierPolicy()
        policy.steps = [.init("a", en: "A", zh: "甲", through: 33.3), .init("b", en: "B", zh: "乙", through: 100)]
        let found = TierRanking([333, 333, 334], policy: policy)
        #expect(found.places.map(\.tier.place) == [1, 1, 0])
        #expect(policy.name(Tier(1), .zh) == "乙" && policy.code(.key) == "a")
    }

    @Test("Amounts beyond what a double holds are cut exactly")
    func exact() {
        let half: Int64 = 4_000_000_000_000_000_001
        #expect(tiers([half, half - 1]) == [0, 1])
        #expect(tiers([half, half - 1, 2]) == [0, 0, 3])
    }
}

@Suite("C3: contribution and its fallbacks")
struct ContributionTests {
    @Test("Costs known everywhere: margin to the minor unit")
    func known() {
        var company = SampleCompany()
        company.buy(1, "2026-03-05", 1_000, cost: 700)
        company.buy(1, "2026-03-09", -100, cost: -70)
        let found = company.evaluate("2026-03-31")[1]
        #expect(found.contribution == 27_000)
        #expect(found.basis == .cost)
        #expect(found.contributionShare == 0.3)
    }

    @Test("No cost anywhere: revenue stands for contribution, and it says so")
    func noCost() {
        var company = SampleCompany()
        company.buy(1, "2026-03-05", 1_000)
        company.buy(2, "2026-03-05", 500)
        let found = company.evaluate("2026-03-31")
        #expect(found[1].contribution == 100_000 && found[1].basis == .revenue)
        #expect(found.yardstick.companyMargin == nil && found[1].contributionShare == nil)
        // Counted as revenue already, it is not counted twice.
        #expect(found.yardstick.means[.contribution] == nil)
    }

    @Test("No cost in one account: its revenue at the company's margin, marked estimated")
    func estimated() {
        var company = SampleCompany()
        company.buy(1, "2026-03-05", 1_000, cost: 600)
        company.buy(2, "2026-03-05", 500)
        company.buy(3, "2026-03-05", 300, cost: 180)
        company.buy(3, "2026-03-06", 100)
        let found = company.evaluate("2026-03-31")
        #expect(found[2].contribution == 20_000)
        #expect(found[2].basis == .estimated)
        #expect(found[2].contributionShare == nil)
        #expect(found[3].contribution == 16_000 && found[3].basis == .partlyEstimated)
        #expect(found[3].costKnown == 0.75)
    }

    @Test("In the middle of a month the margin is that of the window's own days")
    func midMonth() {
        var company = SampleCompany()
        // Bought at other margins: what comes after the day must not count.
        company.buy(1, "2026-01-10", 1_000, cost: 500)
        company.buy(1, "2026-02-10", 1_000, cost: 700)
        company.buy(1, "2026-02-25", 9_000, cost: 0)
        let found = company.evaluate("2026-02-15")[1]
        #expect(found.revenue == 200_000)
        #expect(found.contribution == 80_000)
        #expect(found.basis == .cost)
    }

    @Test("A contribution is that of the window's orders, on any day")
    func exactDays() {
        var company = SampleCompany()
        company.buy(1, "2016-12-31", 1_000, cost: 1_500)
        company.buy(1, "2017-06-01", 1_000, cost: 500)
        company.buy(1, "2017-12-30", 10, cost: 5)
        company.buy(1, "2015-12-01", 10, cost: 5)
        #expect(company.evaluate("2017-12-30")[1].contribution == 500)
        #expect(company.evaluate("2017-12-31")[1].contribution == 50_500)
    }
}

@Suite("C1: value score and its scales")
struct ValueTests {
    @Test(
        "Ten times as much always adds the same",
        arguments: [(1_000.0, 0.0), (10_000, 25), (100_000, 50), (10_000_000, 100), (5, 0), (-3, 0), (1e12, 100)])
    func logarithmic(number: Double, expected: Double) {
        let scale = Scale.logarithmic(from: 1_000, to: 10_000_000)
        #expect(abs(scale.score(number, percentile: 0) - expected) < 1e-9)
    }

    @Test func linearAndPercentile() {
        #expect(abs(Scale.linear(from: 0.7, to: 1).score(0.85, percentile: 0) - 50) < 1e-9)
        #expect(Scale.linear(from: 0, to: 1).score(-1, percentile: 0) == 0)
        #expect(Scale.percentile.score(7, percentile: 62.5) == 62.5)
    }

    @Test("P4: what nobody has is left out, what some have is their mean, and not knowing never pays")
    func index() throws {
        let all = try #require(
            Index.of([
                .init(weight: 25, score: 80, mean: 50), .init(weight: 30, score: nil, mean: nil),
                .init(weight: 10, score: nil, mean: 40), .init(weight: 15, score: 20, mean: 60),
            ]))
        #expect(all.score == 54)
        #expect(all.coverage == 0.8)
        #expect(Index.of([.init(weight: 10, score: nil, mean: nil)]) == nil)
        #expect(Index.of([.init(weight: 0, score: 5, mean: 5)]) == nil)
    }

    @Test("Whoever buys ten times as much scores higher, and every score lies between 0 and 100")
    func order() throws {
        var company = SampleCompany()
        for unit in 1...6 {
            company.buyMonthly(
                unit, from: "2025-01-05", months: 12, Int64(unit * unit * 1_000), cost: Int64(unit * unit * 800),
                category: unit % 3)
        }
        let found = company.evaluate("2025-12-31")
        let scores = found.judgements.map { $0.value?.score ?? -1 }
        #expect(scores == scores.sorted() && scores.allSatisfy { (0...100).contains($0) })
        #expect(scores[5] > scores[0] + 20)
    }
}
