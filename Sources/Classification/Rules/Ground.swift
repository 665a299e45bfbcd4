package import Judging
package import Ledger
package import Measures

/// What a judgement of all units stands on, beside their facts.
package struct EvaluationGround: Sendable, Equatable {
    package var day: Day
    package var policy: PolicyVersion<ClassificationPolicy>
    /// The company's.
    package var currency: Currency
    /// The days the company's ledger covers.
    package var ledger: DayRange
    /// Of everything it rests on, so that a change can be told.
    package var version: String

    package init(
        day: Day, policy: PolicyVersion<ClassificationPolicy>, currency: Currency, ledger: DayRange,
        version: String = ""
    ) {
        self.version = version
        self.day = day
        self.policy = policy
        self.currency = currency
        self.ledger = ledger
    }

    package var rules: ClassificationPolicy { policy.body }
    package var isMonthEnd: Bool { day == day.monthValue.last }

    /// The months up to the day; wherever in a month it lies, as many months of days.
    package var window: DayRange {
        let civil = day.civil
        let month = day.monthValue.advanced(by: -rules.windowMonths)
        // A month end answers to a month end; the 31st to the 30th where there is no 31st.
        let same = isMonthEnd ? month.last : Day(year: month.year, month: month.month, day: civil.day) ?? month.last
        return DayRange(from: same.advanced(by: 1), through: day) ?? DayRange.year(through: day)
    }

    /// The ledger does not reach back over the whole window.
    package var windowIsLonger: Bool { ledger.from > window.from }

    /// The company's data are too young to ask for tenure (SPEC C4).
    package var waivesTenure: Bool {
        let months = rules.keySafety.waivedBelowMonths
        return Double(day - ledger.from) < Double(months) * Self.monthLength
    }

    static let monthLength = 365.25 / 12

    /// A unit's measures, ready to be judged.
    package func measured(_ unit: Int, _ facts: AccountFacts) -> (Judgement, AccountMeasures.Margin) {
        // What the company sells is known only when all are measured.
        let found = AccountMeasures(facts, over: window, ledger: ledger, categoriesOffered: 0)
        var judgement = Judgement(unit: unit)
        judgement.revenue = found.revenue
        judgement.revenueBefore = found.revenueBefore
        judgement.orders = Int32(clamping: found.orders)
        judgement.orderDays = Int32(clamping: found.orderDays)
        judgement.recencyDays = found.recencyDays.map { Int32(clamping: $0) }
        judgement.tenureDays = found.tenureDays.map { Int32(clamping: $0) }
        judgement.meanInterval = found.rhythm.meanInterval
        judgement.variation = found.rhythm.variation
        judgement.categories = found.categories.map { Int32(clamping: $0) }
        judgement.grossMargin = found.margin.gross
        judgement.costKnown = found.margin.knownShare
        judgement.priceRealisation = found.margin.priceRealisation
        judgement.costs = found.costs
        if facts.leavesOut { judgement.notes.insert(.otherCurrencies) }
        if found.rhythm.isSeasonal { judgement.notes.insert(.isSeasonal) }
        if isSilent(found) { judgement.notes.insert(.isSilent) }
        return (judgement, found.margin)
    }

    private func isSilent(_ found: AccountMeasures) -> Bool {
        let most = rules.keySafety.silentIntervals
        guard most > 0, let days = found.recencyDays, let interval = found.rhythm.usualInterval else { return false }
        return Double(days) > most * interval
    }
}

/// The measures of all units, gathered one by one, on their way to an evaluation.
package struct MeasuredUnits: Sendable {
    package private(set) var judgements = Pieces<Judgement>()
    package private(set) var margins = Pieces<AccountMeasures.Margin>()
    private var categories: Set<Int> = []
    private let ground: EvaluationGround
    private let months: ClosedRange<Month>

    package init(_ ground: EvaluationGround) {
        self.ground = ground
        months = ground.window.from.monthValue...ground.window.through.monthValue
    }

    package mutating func add(_ unit: Int, _ facts: AccountFacts) {
        let (judgement, margin) = ground.measured(unit, facts)
        judgements.append(judgement)
        margins.append(margin)
        var latest = -1
        for row in facts.categories where row.key.category != latest && months.contains(row.key.month) {
            latest = row.key.category
            categories.insert(latest)
        }
    }

    package mutating func add(_ other: consuming MeasuredUnits) {
        categories.formUnion(other.categories)
        margins.append(other.margins)
        judgements.append(other.judgements)
    }

    /// How many categories the company sold in the window.
    package var categoriesSold: Int { categories.count }
}
