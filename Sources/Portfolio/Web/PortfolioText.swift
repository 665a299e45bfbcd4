package import Site

package enum PortfolioText: String, TextKey {
    case title, question, headline, noHeadline, lastMonths, thisYear, pastYear, all, from, to
    case dayHint, show, periods
    case revenue, revenueIn, accounts, gini, giniText, belowZero, covers, leftOut
    case curveTitle, curveX, curveY, curveGini, curveMark, topTitle, top, topPercent, accountCount, share, cumulative
    case largestTitle, rank, account, code, largestTotals
    case belowTitle, belowTotals
    case noOrdersTitle, noOrdersText, importOrders, emptyTitle, emptyText, showAll
    case todo, todoDetail

    package static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}
