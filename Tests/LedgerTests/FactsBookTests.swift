import Accounts
import Ledger
import Measures
import Testing

private let january = day("2011-01-15")
private let gbp = Currency.gbp

@Suite("Facts are sums that can be taken back")
struct FactsBookTests {
    @Test("An order puts its lines into month, day and category")
    func oneOrder() throws {
        var book = FactsBook()
        book.book(
            account: 7, day: january, kind: .sale, currency: gbp,
            lines: [
                line(1, 2_000, 5_000_000, 1_000, cost: 600), line(2, -1_000, 3_000_000, -300), line(1, 1_000, 0, 0),
            ][...],
            categories: { $0.product == 1 ? 11 : nil }, .put)
        let facts = FactsBook().adding(book)
        let month = try #require(facts.months[.init(account: 7, month: january.monthValue, currency: gbp)])
        #expect(month.orders == 1)
        #expect(month.lines == 3)
        #expect(month.quantity == 2_000)
        #expect(month.revenue == 700 && month.purchases == 1_000)
        #expect(month.cost == 600 && month.costedRevenue == 1_000)
        #expect(month.orderDays == 1 && month.categories == 1)
        let dayFacts = try #require(facts.days[.init(account: 7, day: january, currency: gbp)])
        #expect(dayFacts.purchases == 1_000 && dayFacts.returns == -300)
        #expect(facts.categories.count == 1)
    }

    @Test("A cancellation counts in revenue and never as a purchase; a void order counts nowhere")
    func kinds() throws {
        var book = FactsBook()
        let lines = [line(1, 1_000, 2_000_000, 200)]
        book.book(
            account: 1, day: january, kind: .cancellation, currency: gbp, lines: lines[...], categories: { _ in nil },
            .put)
        book.book(
            account: 2, day: january, kind: .void, currency: gbp, lines: lines[...], categories: { _ in nil }, .put)
        let facts = FactsBook().adding(book)
        let month = try #require(facts.months.first?.facts)
        #expect(facts.months.count == 1)
        #expect(month.revenue == 200)
        #expect(month.purchases == 0)
        #expect(month.orders == 0)
        #expect(month.orderDays == 0)
    }

    @Test("Putting orders in and taking them out in any sequence leaves what was there")
    func inverse() {
        var random = SeededNumbers(seed: 20_111_209)
        for _ in 0..<50 {
            let orders = (0..<20).map { _ in Order(&random) }
            var kept = FactsBook()
            orders.prefix(8).forEach { $0.book(into: &kept, .put) }
            var all = FactsBook()
            orders.shuffled(using: &random).forEach { $0.book(into: &all, .put) }
            let before = FactsBook().adding(all)
            var taken = FactsBook()
            orders.dropFirst(8).forEach { $0.book(into: &taken, .takeOut) }
            #expect(before.adding(taken) == FactsBook().adding(kept))
        }
    }

    @Test("Totals are of one currency, with the first and last day that bought")
    func totals() {
        var book = FactsBook()
        let sale = [line(1, 1_000, 1_000_000, 100)]
        for (text, currency) in [("2011-01-15", gbp), ("2011-03-01", gbp), ("2011-05-05", .eur)] {
            book.book(
                account: 1, day: day(text), kind: .sale, currency: currency, lines: sale[...], categories: { _ in nil },
                .put)
        }
        let refund = [line(1, -1_000, 1_000_000, -100)]
        book.book(
            account: 1, day: day("2011-09-09"), kind: .cancellation, currency: gbp, lines: refund[...],
            categories: { _ in nil }, .put)
        let totals = FactsBook().adding(book).totals(in: gbp)
        #expect(totals[1]?.revenue == 100 && totals[1]?.orders == 2)
        #expect(
            totals[1]?.firstDay == Int(day("2011-01-15").number) && totals[1]?.lastDay == Int(day("2011-03-01").number))
    }
}

private struct Order {
    let account: Int
    let date: Day
    let kind: OrderKind
    let currency: Currency
    let lines: [LedgerLine]

    init(_ random: inout SeededNumbers) {
        account = Int.random(in: 1...3, using: &random)
        date = january.advanced(by: Int.random(in: 0...60, using: &random))
        kind = [.sale, .sale, .cancellation, .void].randomElement(using: &random) ?? .sale
        currency = Bool.random(using: &random) ? .gbp : .eur
        lines = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            let quantity = Int64.random(in: -3...9, using: &random) * 1_000
            return line(
                Int.random(in: 1...4, using: &random), quantity, 1_500_000, quantity * 150 / 1_000,
                cost: Bool.random(using: &random) ? 77 : nil)
        }
    }

    func book(into book: inout FactsBook, _ direction: FactsBook.Direction) {
        book.book(
            account: account, day: date, kind: kind, currency: currency, lines: lines[...],
            categories: { $0.product == 4 ? nil : $0.product % 2 }, direction)
    }
}
