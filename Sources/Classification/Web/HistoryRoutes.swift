import Accounts
import Hummingbird
import Judging
import Measures
import Rights
import Site

/// `/accounts/:id/tiers`: what every kept month end said of an account.
enum HistoryRoutes {
    struct HistoryPage: PageValue {
        let list: ListView
    }

    struct PastPage: PageValue {
        let judgement: JudgementPage
    }

    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("accounts/:id/tiers") { try await page($0) }
        routes.get("accounts/:id/tiers/:day") { try await past($0) }
        routes.export("accounts/:id/tiers") { try await $0.send(try await file($0)) }
    }

    private static func page(_ visit: Visit) async throws -> Response {
        let account = try await visit.account()
        let unit = try await visit.judgedUnit(of: account)
        if unit?.sight == .tierOnly { throw Refusal.notFound }
        let page = Page(
            "account-tiers", title: visit.text(ClassificationText.historyTitle), template: "account-tiers",
            question: visit.text(ClassificationText.historyQuestion), asOf: unit?.evaluation.day, place: .accounts,
            breadcrumbs: account.crumbs(visit))
        return try visit.page(page, HistoryPage(list: try await list(unit, account, visit)))
    }

    /// What a month end said, and why, by what was known then.
    private static func past(_ visit: Visit) async throws -> Response {
        let account = try await visit.account()
        let day = try visit.day("day")
        guard let unit = try await JudgementStore(visit.database).unit(of: account.id, asOf: day, scope: visit.scope),
            unit.evaluation.kind == .monthEnd, unit.evaluation.day == day, unit.sight != .tierOnly
        else { throw Refusal.notFound }
        let head = unit.judgement.unit
        let group =
            head == account.id ? nil : try await AccountStore(visit.database).account(head, scope: visit.scope)
        let page = Page(
            "account-tiers-day", title: visit.text(ClassificationText.pastTitle),
            template: "account-tiers-day", question: visit.text(ClassificationText.pastQuestion), asOf: day,
            place: .accounts,
            breadcrumbs: account.crumbs(visit) + [
                .init(visit.text(ClassificationText.historyTitle), "/accounts/\(account.id)/tiers")
            ])
        let panel = JudgementPanelMaker(visit, unit, account: account, head: group, mayDecide: false, isPast: true)
            .panel
        return try visit.page(page, PastPage(judgement: JudgementPage(panel: panel, visit)))
    }

    private static func history(_ unit: JudgedUnit, _ visit: Visit) async throws -> [PastJudgement] {
        try await JudgementStore(visit.database).history(of: unit, scope: visit.scope)
    }

    private static func query(_ visit: Visit) -> ListQuery {
        ListQuery(visit, sorts: [], usual: "-day", filters: ["show"])
    }

    /// All of them: there are twelve in a year.
    private static func list(_ unit: JudgedUnit?, _ account: Account, _ visit: Visit) async throws -> ListView {
        var history: [PastJudgement] = []
        if let unit { history = try await self.history(unit, visit) }
        let query = query(visit)
        let rows = history.asked(query)
        let table = unit.map { HistoryTable(visit, $0, account: account.id) }
        return ListView(
            "tiers", query: query, slice: ListSlice(rows: rows.reversed()),
            columns: table.map { $0.columns + $0.furtherColumns } ?? [],
            cells: { row in table.map { $0.cells(row.now, after: row.before) + $0.furtherCells(row.now) } ?? [] },
            chips: history.isEmpty
                ? []
                : [ListView.Chip(visit.text(ClassificationText.changesOnly), filter: "show", is: "changes", in: query)],
            exportPath: history.isEmpty ? nil : "/accounts/\(account.id)/tiers",
            views: history.isEmpty ? nil : try await visit.savedViews(),
            empty: .init(
                visit.text(ClassificationText.noTiersTitle), text: visit.text(ClassificationText.noTiersText),
                act: visit.may(.importing) ? visit.text(ClassificationText.importOrders) : nil, path: "/imports"))
    }

    private static func file(_ visit: Visit) async throws -> ListFile {
        let account = try await visit.account()
        guard let unit = try await visit.judgedUnit(of: account), unit.sight != .tierOnly else {
            throw Refusal.notFound
        }
        let columns = JudgementColumns(policy: unit.policy.body)
        return ListFile(
            "tiers-\(account.code)",
            [
                .day("month_end"), columns.tier("tier"), JudgementColumns.code("safety"),
                JudgementColumns.code("reason"),
                columns.tier("size"), .text("currency"),
                .number("revenue"), .number("contribution", .cost), .number("value_score", .cost),
                .number("loyalty"), .number("policy_version"),
            ], for: visit.scope,
            records: try await history(unit, visit).asked(query(visit)).reversed().map { record($0.now, unit) })
    }

    private static func record(_ past: PastJudgement, _ unit: JudgedUnit) -> [String] {
        let currency = unit.evaluation.currency
        func code(_ tier: Tier?) -> String { tier.map { unit.policy.body.tiers.code($0) } ?? "" }
        func score(_ score: Double?) -> String {
            score.map { decimalText(Int64(($0 * 10).rounded()), decimals: 1) } ?? ""
        }
        return [
            past.day.iso, code(past.tier), past.safety?.code ?? "", past.reason.code, code(past.size), currency.code,
            Money(minor: past.revenue, currency: currency).decimalText,
            Money(minor: past.contribution, currency: currency).decimalText, score(past.value), score(past.loyalty),
            String(past.policyVersion),
        ]
    }
}

extension [PastJudgement] {
    /// Every month end, or only those at which something changed, with what was before.
    fileprivate func asked(_ query: ListQuery) -> [(before: PastJudgement?, now: PastJudgement)] {
        query.filters["show"] == "changes" ? steps : map { (nil, $0) }
    }
}
