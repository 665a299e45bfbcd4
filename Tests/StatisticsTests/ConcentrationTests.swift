import Statistics
import Testing

@Suite("Concentration")
struct ConcentrationTests {
    @Test(
        "Gini of small tables, worked by hand",
        arguments: [
            ([5, 5, 5, 5], 0), ([0, 0, 0, 10], 0.75), ([1, 2, 3, 4], 0.25), ([4, 1, 3, 2], 0.25), ([7], 0),
            ([-1, 1, 2], 1), ([-10, 0, 12], 22.0 / 3),
        ] as [([Int64], Double)])
    func giniByHand(values: [Int64], expected: Double) throws {
        let value = try #require(gini(values))
        #expect(abs(value - expected) < 1e-12)
    }

    @Test("No Gini without a positive total", arguments: [[], [0], [0, 0], [-5, 5], [-5, 2]] as [[Int64]])
    func noGini(values: [Int64]) {
        #expect(gini(values) == nil)
        #expect(topShare(percent: 20, ofDescending: values.sorted(by: >)) == nil)
        #expect(concentrationCurve(ofDescending: values.sorted(by: >), limit: 10).isEmpty)
    }

    @Test("Sums beyond Int64 are exact")
    func large() {
        #expect(gini([.max, .max, .max, .max]) == 0)
        #expect(topShare(percent: 50, ofDescending: [.max, .max, .max, .max])?.share == 0.5)
    }

    @Test("Gini is the mean difference of all pairs over twice the mean")
    func meanDifference() throws {
        let values: [Int64] = [812, -40, 3, 3, 77, 1_500, 0, 42, 9_001, 250]
        var differences: Int64 = 0
        for left in values { for right in values { differences += abs(left - right) } }
        let count = Double(values.count)
        let expected = Double(differences) / (2 * count * Double(values.reduce(0, +)))
        #expect(abs(try #require(gini(values)) - expected) < 1e-12)
    }

    @Test(
        "The top share takes the accounts rounded up, of the net total",
        arguments: [(1, 1, 0.5), (20, 1, 0.5), (21, 2, 0.8), (40, 2, 0.8), (60, 3, 1.0), (80, 4, 1.1), (100, 5, 1)])
    func top(percent: Int, accounts: Int, share: Double) throws {
        let top = try #require(topShare(percent: percent, ofDescending: [50, 30, 20, 10, -10]))
        #expect(top.percent == percent)
        #expect(top.accounts == accounts)
        #expect(abs(top.share - share) < 1e-12)
        #expect(topShare(percent: 101, ofDescending: [1]) == nil)
    }

    @Test("How many accounts make so much of the total")
    func reaching() {
        let values: [Int64] = [50, 30, 20, 10, -10]
        #expect(accountsReaching(percent: 50, ofDescending: values) == 1)
        #expect(accountsReaching(percent: 51, ofDescending: values) == 2)
        #expect(accountsReaching(percent: 80, ofDescending: values) == 2)
        #expect(accountsReaching(percent: 100, ofDescending: values) == 3)
    }

    @Test("The curve keeps both ends and every point on the way")
    func curve() {
        let curve = concentrationCurve(ofDescending: [50, 30, 20, 10, -10], limit: 10)
        #expect(curve.map(\.accounts) == [0, 1, 2, 3, 4, 5])
        #expect(curve.map(\.accountShare) == [0, 0.2, 0.4, 0.6, 0.8, 1])
        #expect(curve.map(\.valueShare) == [0, 0.5, 0.8, 1, 1.1, 1])
        let lorenz = lorenzPoints(ofAscending: [1, 2, 3, 4], limit: 3)
        #expect(lorenz.map(\.valueShare) == [0, 0.3, 1])
    }

    @Test("A long curve is thinned to the limit", arguments: [2, 3, 50, 101, 1000, 5000])
    func thinned(limit: Int) {
        let curve = concentrationCurve(ofDescending: Array(repeating: 1, count: 1000), limit: limit)
        #expect(curve.count == min(limit, 1001))
        #expect(curve.first?.accounts == 0 && curve.first?.valueShare == 0)
        #expect(curve.last?.accounts == 1000 && curve.last?.valueShare == 1)
        #expect(curve.allSatisfy { $0.accountShare == $0.valueShare })
    }
}
