import Classification
import Judging
import Ledger
import Measures

func day(_ iso: String) -> Day { Day(iso: iso) ?? Day(0) }

/// A company made of named purchases, judged without a database.
struct SampleCompany {
    private var book = FactsBook()
    private var first: Day?
    private var last: Day?
    /// The company's books reach further than these purchases.
    var ledger: DayRange?
    var policy = ClassificationPolicy()

    /// One order of one line, in yuan; a negative amount is a return.
    mutating func buy(
        _ unit: Int, _ date: Day, _ amount: Int64, cost: Int64? = nil, category: Int? = nil, discount: Int64? = nil,
        currency: Currency = .cny
    ) {
        let line = LedgerLine(
            product: 1, quantity: Quantity(thousandths: amount < 0 ? -1_000 : 1_000),
            unitPrice: UnitPrice(millionths: abs(amount) * 1_000_000), amount: amount * 100,
            cost: cost.map { $0 * 100 }, discount: discount.map { $0 * 100 })
        var order = FactsBook()
        order.book(
            account: unit, day: date, kind: .sale, currency: currency, lines: [line], categories: { _ in category },
            .put)
        book = book.adding(order)
        guard amount > 0, currency == .cny else { return }
        first = min(first ?? date, date)
        last = max(last ?? date, date)
    }

    mutating func buy(_ unit: Int, _ iso: String, _ amount: Int64, cost: Int64? = nil, category: Int? = nil) {
        buy(unit, day(iso), amount, cost: cost, category: category)
    }

    /// A cost of serving a unit, in yuan.
    mutating func spend(_ unit: Int, _ iso: String, _ amount: Int64, _ kind: CostKind) {
        var spent = FactsBook()
        spent.costs.book(
            Cost(account: unit, day: day(iso), kind: kind, currency: .cny, amount: amount * 100, note: ""))
        book = book.adding(spent)
    }

    /// The same amount on a day of every month.
    mutating func buyMonthly(
        _ unit: Int, from start: String, months: Int, _ amount: Int64, cost: Int64? = nil, category: Int? = nil
    ) {
        let first = day(start)
        for place in 0..<months {
            let month = first.monthValue.advanced(by: place)
            buy(
                unit, Day(year: month.year, month: month.month, day: first.dayOfMonth) ?? month.last, amount,
                cost: cost, category: category)
        }
    }

    func ground(on date: Day) -> EvaluationGround {
        let known = DayRange(from: first ?? date, through: max(last ?? date, first ?? date))
        return EvaluationGround(
            day: date, policy: PolicyVersion(version: 1, effective: day("0001-01-01"), body: policy), currency: .cny,
            ledger: ledger ?? known ?? DayRange.year(through: date))
    }

    func evaluate(
        _ iso: String, former: Evaluation? = nil, decisions: [Int: [TierDecision]] = [:], reversed: Bool = false,
        asks: (Int) -> Bool = { _ in true }
    ) -> Evaluation {
        let ground = ground(on: day(iso))
        var units = MeasuredUnits(ground)
        var facts: [(Int, AccountFacts)] = []
        book.forEachAccount(in: .cny) { facts.append(($0, $1)) }
        for (unit, facts) in reversed ? facts.reversed() : facts { units.add(unit, facts) }
        let before = Dictionary(
            uniqueKeysWithValues: (former?.judgements ?? Pieces()).map { ($0.unit, FormerJudgement($0)) })
        return Evaluation(ground, units, former: { before[$0] }, decisions: decisions, asks: asks)
    }

    /// Month end after month end, each resting on the one before.
    func history(from first: String, months: Int, decisions: [Int: [TierDecision]] = [:]) -> [Evaluation] {
        var found: [Evaluation] = []
        for place in 0..<months {
            let date = day(first).monthValue.advanced(by: place).last
            let known = decisions.mapValues { $0.filter { $0.day <= date } }
            found.append(evaluate(date.iso, former: found.last, decisions: known))
        }
        return found
    }
}

extension Evaluation {
    subscript(unit: Int) -> Judgement {
        judgements.first { $0.unit == unit } ?? Judgement(unit: -1)
    }

    /// "key", "major" … of a unit; "none" for none.
    func tier(_ unit: Int) -> String {
        self[unit].tier.map { ground.rules.tiers.code($0) } ?? "none"
    }
}
