import Accounts
import Hummingbird
import Judging
import Ledger
import Measures
import Rights
import Site

/// `/tiers`: who is big and who is small, as of any day that was judged.
struct TiersRoutes: Sendable {
    private struct Question: Hashable, Sendable {
        let day: Day
        /// Made anew, it is another evaluation.
        let evaluation: Int
        let scope: Scope
    }

    private struct MoversQuestion: Hashable, Sendable {
        let overview: Question
        let choice: MoverChoice
        let start: Int
    }

    /// A page of those who moved.
    struct Movers: Sendable {
        var rows: [Mover] = []
        var count = 0
        /// Since when; nil where that month end was not judged.
        var before: StoredEvaluation?
    }

    private static let courseLength = 24
    private let kept = KeptAnswers<Question, TierOverview>()
    private let keptMovers = KeptAnswers<MoversQuestion, Movers>()

    func hang(_ routes: Routes) {
        routes.get("tiers") { try await page($0) }
        routes.get("tiers/course.json") { visit in
            guard let overview = try await overview(visit, day(visit).day) else { throw Refusal.notFound }
            return try visit.json(TiersPageMaker.chart(overview, visit))
        }
        routes.export("tiers") { try await export($0) }
        routes.export("tiers/movers") { try await exportMovers($0) }
    }

    /// The day asked for, today without one, and whether it could not be read.
    private func day(_ visit: Visit) -> (day: Day, isUnreadable: Bool) {
        // As reports and the interface call it, too.
        guard let text = visit.query("day") ?? visit.query("as_of") else { return (visit.today, false) }
        guard case .day(let day) = DayInput.read(text, today: visit.today) else { return (visit.today, true) }
        return (day, false)
    }

    private func page(_ visit: Visit) async throws -> Response {
        let (day, isUnreadable) = day(visit)
        let overview = try await overview(visit, day)
        let days = try await MovementStore(visit.database).days(scope: visit.scope)
        let query = ListQuery(visit, sorts: [], usual: "", filters: ["day"] + MoverChoice.filters, anchor: "movers")
        let wanted = MoverChoice { query.filters[$0] }
        let movers = try await movers(overview, query, wanted, visit)
        let views = try await visit.savedViews()
        let page = Page(
            "tiers", title: visit.text(ClassificationText.tiersTitle), template: "tiers",
            question: visit.text(ClassificationText.tiersQuestion), asOf: overview?.evaluation.day, place: .accounts
        ).countingReach
        let value = TiersPage(
            filters: days.isEmpty
                ? nil
                : ListFilters(query, fields: [choice(of: days, overview?.evaluation.day, isUnreadable, visit)]),
            result: overview.map { TiersPageMaker(visit, $0, movers, wanted, query, views, asked: day).result },
            nothing: overview == nil ? try await nothing(visit, first: days.first) : nil)
        return try visit.page(page, value, status: isUnreadable ? .formProblems : .ok)
    }

    /// The newest first; that one without its day, so that a view of it stays with the newest.
    private func choice(of days: [Day], _ chosen: Day?, _ isUnreadable: Bool, _ visit: Visit) -> FieldView {
        func value(_ day: Day) -> String { day == days.last ? "" : day.iso }
        return FieldView(
            "day", label: visit.text(ClassificationText.asOfDay),
            kind: .choice(days.reversed().map { .init(value($0), $0.iso) }), value: chosen.map(value) ?? "",
            problems: isUnreadable ? [FieldProblem("day", visit.text(ClassificationText.dayUnreadable))] : [])
    }

    private func nothing(_ visit: Visit, first: Day?) async throws -> ListView.Empty {
        guard let first else {
            if !visit.scope.isNothing, try await MovementStore(visit.database).hasOnlyReturns() {
                return .init(
                    visit.text(ClassificationText.noTiersTitle), text: visit.text(ClassificationText.noTiersReturns))
            }
            if visit.scope.isNothing { return .init(visit.text(ClassificationText.noAccountsToSee)) }
            return .init(
                visit.text(ClassificationText.noTiersTitle), text: visit.text(ClassificationText.noTiersText),
                act: visit.may(.importing) ? visit.text(ClassificationText.importOrders) : nil, path: "/imports")
        }
        return .init(
            visit.text(ClassificationText.noTiersThen, ["day": first.iso]),
            act: visit.text(ClassificationText.showLatest), path: "/tiers")
    }

    private func overview(_ visit: Visit, _ day: Day) async throws -> TierOverview? {
        let store = MovementStore(visit.database)
        let scope = visit.scope
        guard let evaluation = try await store.evaluation(through: day, scope: scope) else { return nil }
        let question = Question(day: evaluation.day, evaluation: evaluation.id, scope: scope)
        return try await kept.answer(question, version: try await visit.version(of: evaluation)) {
            let policy = try await store.policy(of: evaluation)
            let evaluation = try await store.totalled(evaluation, scope: scope)
            let lastMonth = try await comparison(
                store, evaluation, through: evaluation.day.monthValue.advanced(by: -1).last, scope)
            let lastYear = try await comparison(
                store, evaluation, through: evaluation.day.monthValue.advanced(by: -12).last, scope)
            return TierOverview(
                evaluation: evaluation, policy: policy, lastMonth: lastMonth, lastYear: lastYear,
                branchesElsewhere: try await store.branchesElsewhere(scope: scope),
                course: try await store.totals(through: evaluation.day, last: Self.courseLength, scope: scope))
        }
    }

    private func movers(
        _ overview: TierOverview?, _ query: ListQuery, _ choice: MoverChoice, _ visit: Visit
    ) async throws -> Movers {
        guard let overview, let before = choice.comparison(of: overview)?.before else { return Movers() }
        let now = overview.evaluation
        let (store, scope) = (MovementStore(visit.database), visit.scope)
        let start = query.start
        let question = MoversQuestion(
            overview: Question(day: now.day, evaluation: now.id, scope: scope), choice: choice, start: start)
        return try await keptMovers.answer(question, version: try await visit.version(of: now)) {
            Movers(
                rows: try await store.movers(
                    from: before, to: now, choice.units, skipping: start, limit: query.size, scope: scope),
                count: try await store.moverCount(from: before, to: now, choice.units, scope: scope), before: before)
        }
    }

    /// Against a kept month end; nil where that one was not judged.
    private func comparison(
        _ store: MovementStore, _ evaluation: StoredEvaluation, through day: Day, _ scope: Scope
    ) async throws -> TierOverview.Comparison? {
        guard let found = try await store.evaluation(through: day, scope: scope), found.day == day else { return nil }
        let before = try await store.totalled(found, scope: scope)
        return TierOverview.Comparison(
            before: before, movements: try await store.matrix(from: before, to: evaluation, scope: scope))
    }

    // MARK: Export

    private func export(_ visit: Visit) async throws -> Response {
        let (day, isUnreadable) = day(visit)
        if isUnreadable { return try await page(visit) }
        let store = MovementStore(visit.database)
        guard let evaluation = try await store.evaluation(through: day, scope: visit.scope) else {
            throw Refusal.notFound
        }
        let file = TierFile(
            store: JudgementStore(visit.database), evaluation: evaluation,
            policy: try await store.policy(of: evaluation), scope: visit.scope)
        return try await visit.send(file.file)
    }
}

extension Visit {
    /// Changes with whatever is judged or decided; nil where nothing may be kept.
    func version(of evaluation: StoredEvaluation) async throws -> String? {
        guard let books = try await companyBooks()?.version else { return nil }
        return "\(books) \(evaluation.id) \(try await MovementStore(database).decided())"
    }
}

extension TiersRoutes {
    /// All who moved, where the page shows the largest.
    private func exportMovers(_ visit: Visit) async throws -> Response {
        let (day, isUnreadable) = day(visit)
        if isUnreadable { return try await page(visit) }
        let choice = MoverChoice { visit.query($0) }
        guard let overview = try await overview(visit, day), let before = choice.comparison(of: overview)?.before else {
            throw Refusal.notFound
        }
        let movers = try await MovementStore(visit.database)
            .movers(from: before, to: overview.evaluation, choice.units, limit: .max, scope: visit.scope)
        let file = MoverFile(movers: movers, since: before.day, overview: overview)
        return try await visit.send(file.file(for: visit.scope))
    }
}

/// Which movers an address asks for: since the last month end or the same one a year before, all who moved, one way of
/// moving, or one cell of the matrix.
struct MoverChoice: Sendable, Hashable {
    static let filters = ["moved", "since", "from", "to"]

    var units: Mover.Choice
    var isSinceYear: Bool

    init(_ value: (String) -> String?) {
        let (from, to) = (value("from"), value("to"))
        units = Mover.Choice(value("moved").flatMap { Mover.Way(rawValue: $0) })
        if let from = from.flatMap(Mover.Choice.Place.init), let to = to.flatMap(Mover.Choice.Place.init) {
            units.cell = Mover.Choice.Cell(from: from, to: to)
        }
        isSinceYear = value("since") == "year"
    }

    func comparison(of overview: TierOverview) -> TierOverview.Comparison? {
        isSinceYear ? overview.lastYear : overview.lastMonth
    }

    /// Where a cell of the matrix opens.
    static func address(_ day: Day, _ cell: Mover.Choice.Cell, isSinceYear: Bool) -> String {
        var values = [("day", day.iso), ("from", cell.from.code), ("to", cell.to.code)]
        if isSinceYear { values.append(("since", "year")) }
        return "/tiers" + PercentEncoding.query(values) + "#movers"
    }
}

/// Who moved between two evaluations as a file.
struct MoverFile {
    let movers: [Mover]
    let since: Day
    let overview: TierOverview

    private var columns: [ExportColumn] {
        let judged = JudgementColumns(policy: overview.policy)
        return [
            .day("since"), .day("as_of"), .text("code"), .text("name"), judged.tier("tier_before"),
            JudgementColumns.code("safety_before"), judged.tier("tier"), JudgementColumns.code("safety"),
            JudgementColumns.code("reason"), .text("currency", .cost),
            .number("contribution_before", .cost), .number("contribution", .cost),
        ]
    }

    func file(for scope: Scope) -> ListFile {
        ListFile(
            "movers-\(overview.evaluation.day.iso)", columns, for: scope, records: movers.map { record($0) })
    }

    private func record(_ mover: Mover) -> [String] {
        let currency = overview.evaluation.currency
        func code(_ tier: Tier?) -> String { tier.map { overview.policy.tiers.code($0) } ?? "" }
        func contribution(_ standing: Mover.Standing) -> String {
            standing.contribution.map { Money(minor: $0, currency: currency).decimalText } ?? ""
        }
        return [
            since.iso, overview.evaluation.day.iso, mover.code, mover.name, code(mover.before.tier),
            mover.before.safety?.code ?? "", code(mover.now.tier), mover.now.safety?.code ?? "",
            mover.changesTier ? mover.reason.code : "safety", currency.code, contribution(mover.before),
            contribution(mover.now),
        ]
    }
}

/// Every judged unit of a day as a file.
struct TierFile: Sendable {
    let store: JudgementStore
    let evaluation: StoredEvaluation
    let policy: ClassificationPolicy
    let scope: Scope

    private var columns: [ExportColumn] {
        let judged = JudgementColumns(policy: policy)
        return [
            .day("as_of"), .text("code"), .text("name"), judged.tier("tier"), JudgementColumns.code("safety"),
            JudgementColumns.code("reason"), judged.tier("size"), .number("rank", .cost), .text("currency"),
            .number("revenue"), .number("contribution", .cost), JudgementColumns.code("contribution_basis", .cost),
            .number("value_score", .cost), .number("loyalty"), .number("loyalty_coverage"), .number("order_days"),
        ]
    }

    var file: ListFile {
        ListFile("tiers-\(evaluation.day.iso)", columns, for: scope) { (last: JudgementStore.Named?) in
            try await store.page(
                of: evaluation, after: last?.judgement.unit ?? 0, size: ListFile.pageSize + 1, scope: scope)
        } records: {
            [record($0)]
        }
    }

    private func record(_ row: JudgementStore.Named) -> [String] {
        let judgement = row.judgement
        func number(_ value: Double?, _ scale: Double, _ decimals: Int) -> String {
            value.map { decimalText(Int64(($0 * scale).rounded()), decimals: decimals) } ?? ""
        }
        func code(_ tier: Tier?) -> String { tier.map { policy.tiers.code($0) } ?? "" }
        return [
            evaluation.day.iso, row.code, row.name, code(judgement.tier), judgement.safety?.code ?? "",
            judgement.reason.code, code(judgement.size), judgement.rank.map { String($0) } ?? "",
            evaluation.currency.code, Money(minor: judgement.revenue, currency: evaluation.currency).decimalText,
            Money(minor: judgement.contribution, currency: evaluation.currency).decimalText, judgement.basis.code,
            number(judgement.value?.score, 10, 1), number(judgement.loyalty?.score, 10, 1),
            number(judgement.loyalty?.coverage, 100, 2), String(judgement.orderDays),
        ]
    }
}
