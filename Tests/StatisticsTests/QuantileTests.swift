import Statistics
import Testing

@Suite("Quantiles and ranks")
struct QuantileTests {
    @Test(
        "A quantile lies between its two neighbours",
        arguments: [(0, 1), (0.25, 1.75), (0.5, 2.5), (0.9, 3.7), (1, 4)] as [(Double, Double)])
    func type7(probability: Double, expected: Double) throws {
        let value = try #require(quantile(probability, ofSorted: [1, 2, 3, 4]))
        #expect(abs(value - expected) < 1e-12)
    }

    @Test("No values, no quantile")
    func undefined() {
        #expect(quantile(0.5, ofSorted: []) == nil)
        #expect(quantile(1.01, ofSorted: [1]) == nil)
        #expect(quantile(-0.01, ofSorted: [1]) == nil)
        #expect(quantile(.nan, ofSorted: [1]) == nil)
        #expect(quantile(0.3, ofSorted: [7]) == 7)
    }

    @Test(
        "Quintiles are equal groups by rank, ties in the order given",
        arguments: [
            ([10, 20, 30, 40, 50], false, [1, 2, 3, 4, 5]), ([10, 20, 30, 40, 50], true, [5, 4, 3, 2, 1]),
            ([7, 7, 7, 7, 7], false, [1, 2, 3, 4, 5]), ([7, 7, 7, 7, 7], true, [5, 4, 3, 2, 1]),
            ([3, 1, 2], false, [5, 2, 4]), ([9], false, [5]), ([9], true, [1]), ([], false, []),
            ([1, 2, 3, 4, 5, 6, 7], false, [1, 2, 3, 3, 4, 5, 5]),
        ] as [([Int], Bool, [Int])])
    func quintiles(values: [Int], reversed: Bool, scores: [Int]) {
        #expect(quintilesByRank(values, reversed: reversed) == scores)
    }

    @Test("A mid-rank percentile shares the rank among equals")
    func midRank() {
        #expect(midRankPercentiles([10, 30, 10, 20]) == [25, 87.5, 25, 62.5])
        #expect(midRankPercentile(of: 10, inSorted: [10, 10, 20, 30]) == 25)
        #expect(midRankPercentile(of: 15, inSorted: [10, 10, 20, 30]) == 50)
        #expect(midRankPercentile(of: 99, inSorted: [10, 10, 20, 30]) == 100)
        #expect(midRankPercentile(of: 1, inSorted: [Int]()) == nil)
        #expect(midRankPercentiles([Int]()) == [])
    }
}
