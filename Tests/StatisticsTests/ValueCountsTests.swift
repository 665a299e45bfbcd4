import Statistics
import Testing

@Suite("How often values occur")
struct ValueCountsTests {
    @Test("A value stands where it stands among all, ties in the middle")
    func exact() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            let values = (0..<Int.random(in: 1...300, using: &generator)).map { _ in
                Double(Int.random(in: 0...40, using: &generator)) / 12
            }.sorted()
            let counts = ValueCounts(sorted: values, most: 41)
            #expect(counts.values.count == Set(values).count && counts.counts.reduce(0, +) == values.count)
            for probe in values + [-1, 0.04, 1.7, 99] {
                let (found, right) = (
                    counts.midRankPercentile(of: probe), midRankPercentile(of: probe, inSorted: values)
                )
                #expect(abs((found ?? -1) - (right ?? -2)) < 1e-9)
            }
        }
        #expect(ValueCounts().midRankPercentile(of: 1) == nil)
        #expect(ValueCounts(sorted: [], most: 3) == ValueCounts())
    }

    @Test("Of too many different ones evenly spread quantiles stand for all")
    func quantiles() throws {
        let values = (0..<10_000).map { Double($0 * $0) }
        let counts = ValueCounts(sorted: values, most: 400)
        #expect(counts.values.count == 401)
        #expect(counts.values.first == 0)
        #expect(counts.values.last == values.last)
        for place in stride(from: 0, to: 10_000, by: 77) {
            let found = try #require(counts.midRankPercentile(of: values[place]))
            #expect(abs(found - Double(place) / 100) < 0.26)
        }
    }
}
