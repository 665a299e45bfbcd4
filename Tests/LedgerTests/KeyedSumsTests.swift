import Ledger
import Measures
import Testing

@Suite("Sums by key")
struct KeyedSumsTests {
    @Test("In whatever sequence rows come, each key has the sum of its rows, and keys are in order")
    func anySequence() {
        var random = SeededNumbers(seed: 7)
        for round in 0..<200 {
            var sums = KeyedSums<CategoryMonthFacts>()
            var expected: [Int: Int64] = [:]
            var last = 0
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                // Some rounds come in order, as tables do, some nearly, some not at all.
                let step = round % 3 == 0 ? 0...2 : round % 3 == 1 ? -1...3 : -5...5
                last += Int.random(in: step, using: &random)
                let amount = Int64.random(in: 1...9, using: &random)
                sums.add(facts(amount), at: key(last))
                expected[last, default: 0] += amount
            }
            let settled = sums.settled
            #expect(settled.map(\.key.account) == expected.keys.sorted())
            #expect(settled.allSatisfy { expected[$0.key.account] == $0.facts.revenue })
            #expect(expected.allSatisfy { settled[key($0.key)]?.revenue == $0.value })
            #expect(settled[key(1_000)] == nil && settled[key(-1_000)] == nil)
            #expect(sums == settled)
        }
    }

    private func facts(_ revenue: Int64) -> CategoryMonthFacts {
        var facts = CategoryMonthFacts()
        facts.revenue = revenue
        return facts
    }

    private func key(_ account: Int) -> CategoryMonthFacts.Key {
        .init(account: account, category: 1, month: Month(index: 24_000), currency: .gbp)
    }
}
