import Measures
import Testing

@testable import Ledger

@Suite("Revenue and contribution by month")
struct RevenueMonthsTests {
    /// 100.00 of revenue a month at a cost of 60.00.
    private static func months(_ count: Int, through last: Month) -> [AccountMonth] {
        (0..<count).map { back in
            var facts = MonthlyFacts()
            (facts.revenue, facts.purchases, facts.cost, facts.costedRevenue) = (10_000, 10_000, 6_000, 10_000)
            return AccountMonth(month: last.advanced(by: -back), currency: .cny, facts: facts)
        }
    }

    /// - Parameter bought: how many months ago it bought last.
    private static func contributions(costs: [Int], bought: Int = 0) throws -> (contributions: [Int64?], through: Int?)
    {
        let last = try #require(Month(year: 2026, month: 10))
        let found = try #require(
            RevenueMonths(
                months(12, through: last.advanced(by: -bought)), currency: .cny,
                ledger: DayRange(from: last.advanced(by: -20).first, through: last.last),
                costs: Dictionary(uniqueKeysWithValues: costs.map { (last.advanced(by: -$0), 500 as Int64) })))
        let through = found.costsThrough.map { Int(last.index - $0.index) }
        return (Array(found.contributions.suffix(4)), through)
    }

    @Test("A month whose costs are not in yet has no contribution")
    func late() throws {
        let waiting = try Self.contributions(costs: [1, 2, 3])
        #expect(waiting.contributions == [3_500, 3_500, 3_500, nil] && waiting.through == 1)
        let two = try Self.contributions(costs: [2, 3, 4])
        #expect(two.contributions == [3_500, 3_500, nil, nil] && two.through == 2)
    }

    @Test("Whoever bought nothing since waits for no costs")
    func silent() throws {
        let silent = try Self.contributions(costs: [1, 2, 3], bought: 1)
        #expect(silent.contributions == [3_500, 3_500, 3_500, 0] && silent.through == nil)
    }

    @Test("Costs that are in, come now and then, or came to an end, leave nothing unknown")
    func known() throws {
        #expect(try Self.contributions(costs: [0, 1, 2]).contributions == [4_000, 3_500, 3_500, 3_500])
        #expect(try Self.contributions(costs: [0, 1, 2]).through == nil)
        #expect(try Self.contributions(costs: [2]).contributions == [4_000, 3_500, 4_000, 4_000])
        #expect(try Self.contributions(costs: []).contributions == [4_000, 4_000, 4_000, 4_000])
        #expect(try Self.contributions(costs: [3, 4, 5]).contributions == [3_500, 4_000, 4_000, 4_000])
        #expect(try Self.contributions(costs: [3, 4, 5]).through == nil)
    }
}
