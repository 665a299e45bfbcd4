import API
import Accounts
import Measures
package import Site

/// Where the revenue comes from, over all accounts.
package enum PortfolioFeature {
    package static var feature: Feature {
        let reports = PortfolioReports()
        let routes = PortfolioRoutes(reports: reports)
        return Feature(
            name: "Portfolio", templates: ["portfolio": PackageResources.portfolio_mustache],
            texts: PortfolioText.self, navigation: [NavigationItem(.portfolio, "/portfolio")],
            contributions: [TodaySource { try await today(reports, $0) }, ConcentrationAPI.operations],
            routes: { routes.hang($0) })
    }

    /// Accounts that sent back more than they bought are worth a look.
    private static func today(_ reports: PortfolioReports, _ visit: Visit) async throws -> [TodayItem] {
        guard let known = try await reports.known(visit) else { return [] }
        let range = PortfolioPeriod.Choice.months.range(known.days)
        let count = try await reports.report(range, known.currency, visit).concentration.negativeAccounts
        guard count > 0 else { return [] }
        let values = ["count": NumberStyle(visit.language).integer(count)]
        return [
            TodayItem(
                visit.text(PortfolioText.todo, values, count: count), path: "/portfolio#below-zero",
                detail: visit.text(PortfolioText.todoDetail, ["range": DayStyle(visit.language).range(range)]))
        ]
    }
}
