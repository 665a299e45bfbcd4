import Accounts
import Hummingbird
import Measures
import Rights
import Site

/// `/portfolio`: concentration, its curve and its export.
struct PortfolioRoutes: Sendable {
    let reports: PortfolioReports

    func hang(_ routes: Routes) {
        routes.get("portfolio") { try await page($0) }
        routes.get("portfolio/curve.json") { visit in
            guard let found = try await found(visit) else { throw Refusal.notFound }
            // A file about days nobody asked for would be taken for the answer.
            if let problem = found.period.problems.first {
                return .text(problem.at(visit).text, status: .unprocessableContent)
            }
            return try visit.json(PortfolioPageMaker.chart(found.report.concentration, found.period, visit))
        }
        routes.export("portfolio") { visit in
            guard let found = try await found(visit) else { throw Refusal.notFound }
            guard found.period.problems.isEmpty else { return try await page(visit) }
            let ranking = RankingFile(
                store: PortfolioStore(visit.database), concentration: found.report.concentration, scope: visit.scope)
            return try await visit.send(ranking.file(of: found.period.range))
        }
    }

    private func page(_ visit: Visit) async throws -> Response {
        let found = try await found(visit)
        let hasProblems = found?.period.problems.isEmpty == false
        let page = Page(
            "portfolio", title: visit.text(PortfolioText.title), template: "portfolio",
            question: visit.text(PortfolioText.question), asOf: hasProblems ? nil : found?.asOf, place: .portfolio
        ).countingReach
        let value = try await value(found, visit)
        return try visit.page(page, value, status: hasProblems ? .formProblems : .ok)
    }

    private func value(_ found: Found?, _ visit: Visit) async throws -> PortfolioPage {
        guard let found else {
            return PortfolioPage(
                choices: [], fields: [], hasForm: false, result: nil, nothing: .noOrders(visit))
        }
        let form = PortfolioForm(visit: visit, period: found.period, known: found.known.days)
        let concentration = found.report.concentration
        // Figures of other days than those that were meant would be taken for the answer.
        guard found.period.problems.isEmpty else {
            return PortfolioPage(
                choices: form.choices, fields: form.fields, hasForm: true, result: nil, nothing: nil)
        }
        var result: PortfolioPage.Result?
        if !concentration.ranked.isEmpty {
            let names = try await PortfolioStore(visit.database)
                .names(
                    of: PortfolioPageMaker.shown(
                        concentration, from: PortfolioPageMaker.ranking(visit, found.period).start),
                    scope: visit.scope)
            result = PortfolioPageMaker(visit, found.period, found.report, names: names).result
        }
        return PortfolioPage(
            choices: form.choices, fields: form.fields, hasForm: true, result: result,
            nothing: result == nil ? .nothingThen(visit, known: found.known.days) : nil)
    }

    private struct Found {
        let period: PortfolioPeriod
        let report: PortfolioReport
        let known: PortfolioReports.Known

        /// What comes after the last order is not known here, whatever day was asked for.
        var asOf: Day { min(period.range.through, known.days.through) }
    }

    /// Nil before the first order.
    private func found(_ visit: Visit) async throws -> Found? {
        guard let known = try await reports.known(visit) else { return nil }
        let period = PortfolioPeriod(
            from: visit.query("from"), to: visit.query("to"), choice: visit.query("period"), known: known.days,
            today: visit.today)
        let report = try await reports.report(period.range, known.currency, visit)
        return Found(period: period, report: report, known: known)
    }
}

extension ListView.Empty {
    fileprivate static func noOrders(_ visit: Visit) -> ListView.Empty {
        .init(
            visit.text(PortfolioText.noOrdersTitle), text: visit.text(PortfolioText.noOrdersText),
            act: visit.may(.importing) ? visit.text(PortfolioText.importOrders) : nil, path: "/imports")
    }

    fileprivate static func nothingThen(_ visit: Visit, known: DayRange) -> ListView.Empty {
        .init(
            visit.text(PortfolioText.emptyTitle),
            text: visit.text(PortfolioText.emptyText, ["range": DayStyle(visit.language).range(known)]),
            act: visit.text(PortfolioText.showAll), path: "/portfolio?period=all")
    }
}

/// The ranked accounts as a file: all of them, names read a few thousand at a time.
struct RankingFile: Sendable {
    let store: PortfolioStore
    let concentration: Concentration
    let scope: Scope

    private static let columns: [ExportColumn] = [
        .number("rank"), .text("code"), .text("name"), .number("revenue"), .text("currency"), .number("share"),
        .number("cumulative_share"),
    ]

    func file(of range: DayRange) -> ListFile {
        let days = range.description.replacing("...", with: "_")
        return ListFile("portfolio_\(days)", Self.columns, for: scope) { try await read($0) }
    }

    private func read(_ take: ([[String]]) async throws -> Void) async throws {
        let ranked = concentration.ranked
        var sum: Int64 = 0
        for start in stride(from: 0, to: ranked.count, by: ListFile.pageSize) {
            let accounts = ranked[start..<min(start + ListFile.pageSize, ranked.count)]
            let names = try await store.names(of: accounts.map(\.id), scope: scope)
            var records: [[String]] = []
            for (offset, account) in accounts.enumerated() {
                sum += account.revenue
                records.append(record(start + offset + 1, account, names[account.id], sum))
            }
            try await take(records)
        }
    }

    private func record(
        _ rank: Int, _ account: Concentration.Account, _ name: (code: String, name: String)?, _ sum: Int64
    ) -> [String] {
        let currency = concentration.currency
        return [
            String(rank), name?.code ?? "", name?.name ?? "",
            Money(minor: account.revenue, currency: currency).decimalText, currency.code, share(account.revenue),
            share(sum),
        ]
    }

    private func share(_ minor: Int64) -> String {
        concentration.share(of: minor).map { decimalText(Int64(($0 * 1e6).rounded()), decimals: 6) } ?? ""
    }
}
