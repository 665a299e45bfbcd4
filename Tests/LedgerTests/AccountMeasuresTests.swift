import Ledger
import Measures
import Testing

@Suite("What an account did over a window")
struct AccountMeasuresTests {
    private let year = DayRange(from: day("2011-01-01"), through: day("2011-12-31"))!
    private let ledger = DayRange(from: day("2009-12-01"), through: day("2011-12-31"))!

    private func measures(_ book: FactsBook, ledger: DayRange? = nil, offered: Int = 4) -> AccountMeasures {
        AccountMeasures(
            book, account: 1, currency: .gbp, over: year, ledger: ledger ?? self.ledger, categoriesOffered: offered)
    }

    /// One order of one line.
    private func book(_ orders: [(String, Int64, cost: Int64?, category: Int?)], account: Int = 1) -> FactsBook {
        var book = FactsBook()
        for (date, amount, cost, category) in orders {
            let line = LedgerLine(
                product: 1, quantity: Quantity(thousandths: amount < 0 ? -1_000 : 1_000),
                unitPrice: UnitPrice(millionths: abs(amount) * 10_000), amount: amount, cost: cost)
            book.book(
                account: account, day: day(date), kind: .sale, currency: .gbp, lines: [line],
                categories: { _ in category }, .put)
        }
        return FactsBook().adding(book)
    }

    @Test func aYearIsCountedWithItsRhythm() {
        let found = measures(
            book([
                ("2010-06-01", 40_000, nil, nil), ("2011-01-01", 10_000, 6_000, 1), ("2011-01-11", 20_000, nil, 2),
                ("2011-02-10", -5_000, nil, 1), ("2011-12-01", 25_000, 20_000, 2), ("2012-01-05", 99_000, 1, 3),
            ]))
        #expect(found.revenue == 50_000 && found.purchases == 55_000)
        #expect(found.orders == 3 && found.orderDays == 3)
        #expect(found.growth == 0.25)
        #expect(found.frequency == 0.25)
        // Ten days, then 324.
        #expect(found.rhythm.meanInterval == 167)
        #expect(abs((found.rhythm.intervalSpread ?? 0) - 222.031_5) < 0.001)
        #expect(found.recencyDays == 30 && found.tenureDays == 578)
        #expect(found.margin.gross == 9_000 && abs((found.margin.share ?? 0) - 9.0 / 35) < 1e-12)
        #expect(found.margin.knownShare == 0.7)
        #expect(found.categories == 2 && found.breadth == 0.5)
    }

    @Test func unknownIsNotZero() {
        let none = measures(FactsBook(), offered: 0)
        #expect(none.revenue == 0)
        #expect(none.growth == nil)
        #expect(none.recencyDays == nil)
        #expect(none.tenureDays == nil)
        #expect(none.rhythm.meanInterval == nil)
        #expect(none.margin.gross == nil)
        #expect(none.margin.knownShare == nil)
        #expect(none.breadth == nil)
        let once = measures(book([("2011-05-05", 1_000, nil, nil)]))
        #expect(once.rhythm.meanInterval == nil)
        #expect(once.rhythm.intervalSpread == nil)
        #expect(once.growth == nil)
        let twice = measures(book([("2011-05-05", 1_000, nil, nil), ("2011-05-09", 1_000, nil, nil)]))
        #expect(twice.rhythm.meanInterval == 4 && twice.rhythm.intervalSpread == nil)
        let returnsOnly = measures(book([("2011-05-05", -1_000, nil, nil)]))
        #expect(returnsOnly.revenue == -1_000)
        #expect(returnsOnly.orderDays == 0)
        #expect(returnsOnly.recencyDays == nil)
    }

    @Test func growthNeedsAWholeWindowBefore() {
        let orders = book([("2010-06-01", 40_000, nil, nil), ("2011-06-01", 50_000, nil, nil)])
        #expect(measures(orders).growth == 0.25)
        let young = DayRange(from: day("2010-03-01"), through: day("2011-12-31"))!
        #expect(measures(orders, ledger: young).growth == nil)
    }

    @Test func othersAndOtherCurrenciesStayOut() {
        let found = measures(book([("2011-05-05", 1_000, nil, 1)], account: 2))
        #expect(found == measures(FactsBook()))
    }
}
