import Accounts
package import Database
import Judging
import Ledger
package import Measures

/// Judges all units as of a day, and keeps what is to be kept (ARCHITECTURE, the way of judging): month ends in
/// sequence, each resting on the one before, and the current judgements. A day out of sequence is answered and kept
/// nowhere.
package struct Evaluator: Sendable {
    private let database: any Database
    /// Unix seconds.
    private let now: @Sendable () -> Int
    private let progress: @Sendable (Double) -> Void
    private let processors: Int

    /// - Parameter processors: how many are kept busy; one leaves the others to whoever opens pages meanwhile.
    package init(
        _ database: any Database, now: @escaping @Sendable () -> Int, processors: Int = 2,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) {
        self.processors = processors
        self.database = database
        self.now = now
        self.progress = progress
    }

    package struct Outcome: Sendable {
        /// As of the day asked for.
        package var evaluation: Evaluation
        /// Month ends that were kept, ascending.
        package var kept: [Day]
        /// Whether the current judgements are now these.
        package var isCurrent: Bool
        package var spent: Spent
    }

    /// Where the time went.
    package struct Spent: Sendable {
        /// Facts from the store, and what is counted from each account's own.
        package var reading = Duration.zero
        /// The pure part: holding all against each other.
        package var judging = Duration.zero
        package var keeping = Duration.zero
    }

    /// - Parameters:
    ///   - asOf: nil for the last day the ledger knows, at most today, or the day that was judged already.
    ///   - rebuild: month ends from the day on, or all without a day, are judged anew and replaced.
    /// - Throws: `EvaluationProblem`; `PolicyRefused` for a policy that does not hold together.
    package func run(asOf: Day?, today: Day, rebuild: Bool = false) async throws -> Outcome {
        try await DayCosts.fill(database)
        // What rested on orders that are gone does not stand any more, whatever is asked for.
        try await database.write { try EvaluationStore.forgetGroundless(in: $0) }
        let known = try await database.read { try EvaluationState($0) }
        let plan = try EvaluationPlan(asOf: asOf, today: today, rebuild: rebuild, known)
        try await database.write { [now] connection in
            try PolicyStore.seed(ClassificationPolicy.self, now: now(), in: connection)
            // Whatever changes from here on is judged again; what changed before is read now.
            if plan.isCurrent || plan.current != nil { try ChangedAccounts.forgetAll(in: connection) }
        }
        var kept: [Day] = []
        var former = try await formers(plan.former)
        let asked = try await database.read { try AskedOwners(today: today, in: $0) }
        var spent = Spent()
        for (place, step) in plan.steps.enumerated() {
            let isLast = place == plan.steps.count - 1
            var evaluation = try await evaluation(as: step.day, known, former: former, asked, &spent)
            let start = ContinuousClock.now
            if step.isKept {
                let before = former
                try await database.write { [now, evaluation] connection in
                    try EvaluationStore.keepMonthEnd(evaluation, after: before, now: now(), in: connection)
                }
                kept.append(step.day)
            }
            if isLast, plan.isCurrent { try await keepCurrent(&evaluation, former: former, asked) }
            if step.isFormer { former = FormerJudgements(evaluation) }
            spent.keeping += ContinuousClock.now - start
            progress(Double(place + 1) / Double(plan.steps.count))
            guard isLast else { continue }
            if let day = plan.current {
                var current = try await self.evaluation(as: day, known, former: former, asked, &spent)
                try await keepCurrent(&current, former: former, asked)
            }
            return Outcome(evaluation: evaluation, kept: kept, isCurrent: plan.isCurrent, spent: spent)
        }
        throw EvaluationProblem.noOrders
    }

    /// Tries other rules on the day of the current judgements, and keeps nothing; nil where nobody was judged yet.
    package func effect(of policy: ClassificationPolicy, today: Day) async throws -> PolicyEffect? {
        let found = try await database.read { connection -> (EvaluationState, Day, [Day])? in
            guard let known = try? EvaluationState(connection), let day = known.current else { return nil }
            return (known, day, known.monthEnds.filter { $0 < day })
        }
        guard let (known, day, monthEnds) = found else { return nil }
        let former = try await formers(monthEnds.last)
        let asked = try await database.read { try AskedOwners(today: today, in: $0) }
        var spent = Spent()
        var tried = try await evaluation(as: day, known, former: former, asked, &spent, trying: policy)
        let (heard, current) = try await database.read { connection in
            (
                try DecisionStore.decisions(after: day, through: today, in: connection),
                try EvaluationStore.currentFormers(in: connection)
            )
        }
        tried.hear(heard, former: { former[$0] }, asks: { asked.asks($0, on: day) })
        return PolicyEffect(tried, current: current)
    }

    /// With what people decided since the evaluation's day.
    private func keepCurrent(_ evaluation: inout Evaluation, former: FormerJudgements, _ asked: AskedOwners)
        async throws
    {
        let day = evaluation.ground.day
        let heard = try await database.read { try DecisionStore.decisions(after: day, through: asked.today, in: $0) }
        evaluation.hear(heard, former: { former[$0] }, asks: { asked.asks($0, on: day) })
        try await database.write { [now, evaluation] connection in
            try EvaluationStore.keepCurrent(evaluation, now: now(), in: connection)
            try StandingWriter.write(evaluation, in: connection)
        }
    }

    private func formers(_ day: Day?) async throws -> FormerJudgements {
        guard let day else { return FormerJudgements() }
        return try await database.read { try EvaluationStore.formers(day, in: $0) }
    }

    private func evaluation(
        as day: Day, _ known: EvaluationState, former: FormerJudgements, _ asked: AskedOwners,
        _ spent: inout Spent, trying draft: ClassificationPolicy? = nil
    ) async throws -> Evaluation {
        let start = ContinuousClock.now
        let (ground, groups, decisions) = try await database.read { connection in
            var policy: PolicyVersion<ClassificationPolicy> = try PolicyStore.version(on: day, in: connection)
            if let draft { policy.body = draft }
            let ground = EvaluationGround(
                day: day, policy: policy, currency: known.currency,
                ledger: known.ledger, version: known.version)
            let groups = ground.rules.unit == .group ? try GroupStore.groups(in: connection) : .none
            return (ground, groups, try DecisionStore.decisions(through: day, in: connection))
        }
        let measured = try await UnitReading(database, stretches: processors).measured(ground, groups)
        let read = ContinuousClock.now
        spent.reading += read - start
        // Given away: a million judgements must not be there twice.
        let evaluation = Evaluation(
            ground, consume measured, former: { former[$0] }, decisions: decisions,
            asks: { asked.asks($0, on: day) })
        spent.judging += ContinuousClock.now - read
        return evaluation
    }
}

extension FormerJudgements {
    fileprivate init(_ evaluation: Evaluation) {
        self.init()
        for judgement in evaluation.judgements where judgement.steady != nil {
            append(judgement.unit, FormerJudgement(judgement))
        }
    }
}

/// Why nothing can be judged.
package enum EvaluationProblem: Error, Sendable, Equatable {
    case noOrders
    /// Only returns came in so far.
    case noPurchases
    /// The day lies after today.
    case future(Day, today: Day)
    /// The day lies before the first order.
    case beforeLedger(Day, first: Day)
    /// Only month ends are kept, so only they can be judged anew.
    case notAMonthEnd(Day)
}

/// Whom a downgrade may wait for (SPEC C6): owners are asked in judgements made on their day, and reconstructed history
/// waits for nobody.
struct AskedOwners: Sendable {
    /// A month end judged after more days than these is history: the month after it has been judged by then.
    static let longestDelay = 31

    let today: Day
    /// Accounts with an owner, ascending.
    private let owned: [Int]

    init(today: Day, in connection: any Connection) throws {
        self.today = today
        owned = try CircleStore.owned(in: connection)
    }

    func asks(_ unit: Int, on day: Day) -> Bool {
        guard today - day <= Self.longestDelay else { return false }
        var (low, high) = (0, owned.count)
        while low < high {
            let middle = (low + high) / 2
            if owned[middle] < unit { low = middle + 1 } else { high = middle }
        }
        return low < owned.count && owned[low] == unit
    }
}

/// What is known before anything is judged.
struct EvaluationState: Sendable {
    var currency: Currency
    /// From the first to the last day any account bought.
    var ledger: DayRange
    /// The month ends that are kept, ascending.
    var monthEnds: [Day]
    /// The day of the current judgements.
    var current: Day?
    var version: String

    init(_ connection: any Connection) throws {
        guard let currency = try CompanySettings.currency(in: connection) else { throw EvaluationProblem.noOrders }
        guard let ledger = try LedgerExtent.days(in: connection) else {
            throw try LedgerExtent.hasOrders(in: currency, connection)
                ? EvaluationProblem.noPurchases : EvaluationProblem.noOrders
        }
        self.currency = currency
        self.ledger = ledger
        monthEnds = try EvaluationStore.monthEnds(in: connection)
        current = try EvaluationStore.current(in: connection)?.day
        version = try EvaluationStore.groundVersion(in: connection)
    }

    init(currency: Currency, ledger: DayRange, monthEnds: [Day], current: Day?, version: String = "") {
        self.version = version
        self.currency = currency
        self.ledger = ledger
        self.monthEnds = monthEnds
        self.current = current
    }
}

/// Which days are judged, in which order, and what becomes of them.
struct EvaluationPlan: Sendable, Equatable {
    struct Step: Sendable, Equatable {
        var day: Day
        var isKept: Bool
        /// The next step rests on it.
        var isFormer: Bool
    }

    /// The kept month end that the first step rests on.
    private(set) var former: Day?
    private(set) var steps: [Step] = []
    /// The last step becomes the current judgements.
    private(set) var isCurrent = false
    /// A day whose current judgements must be made anew, after month ends before it were.
    private(set) var current: Day?

    init(asOf: Day?, today: Day, rebuild: Bool, _ known: EvaluationState) throws {
        let day = asOf ?? min(today, max(known.ledger.through, known.current ?? known.ledger.through))
        if day > today { throw EvaluationProblem.future(day, today: today) }
        if day < known.ledger.from { throw EvaluationProblem.beforeLedger(day, first: known.ledger.from) }
        let isMonthEnd = day == day.monthValue.last
        if rebuild, asOf != nil, !isMonthEnd { throw EvaluationProblem.notAMonthEnd(day) }
        let firstAnew = rebuild ? (asOf ?? known.ledger.from) : nil
        // What stays as it is: month ends before those judged anew.
        let standing = known.monthEnds.filter { $0 < min(firstAnew ?? day, day) }
        former = standing.last
        let lastKept = known.monthEnds.last
        let isNext = lastKept.map { day > $0 } ?? true
        // A rebuilt history goes on to where it went before.
        let end = rebuild ? max(day, lastKept ?? day) : day
        let keeps = asOf == nil || rebuild || (isMonthEnd && isNext)
        for month in Self.monthEnds(after: former, from: known.ledger.from, through: end) {
            // What was kept stays unless it is to be judged anew, whatever rules reach back over it.
            let isKept = keeps && (rebuild || !known.monthEnds.contains(month))
            steps.append(Step(day: month, isKept: isKept, isFormer: true))
        }
        if steps.last?.day != end { steps.append(Step(day: end, isKept: false, isFormer: false)) }
        isCurrent = keeps && end >= (known.current ?? end)
        if keeps, !isCurrent, rebuild { current = known.current }
    }

    private static func monthEnds(after former: Day?, from first: Day, through end: Day) -> [Day] {
        var month = former.map { $0.monthValue.advanced(by: 1) } ?? first.monthValue
        var days: [Day] = []
        while month.last <= end {
            days.append(month.last)
            month = month.advanced(by: 1)
        }
        return days
    }
}
