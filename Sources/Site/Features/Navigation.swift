package import Measures
package import Rights

/// The places of the product in the order of a working week. A place shows when a feature contributed it.
package enum Place: String, CaseIterable, Sendable {
    case today, accounts, funnel, forecast, warnings, plans, portfolio, money, service, campaigns, reports, settings
    /// What is the visitor's own: it stands under their name, not in the bars.
    case mine

    var title: SiteText {
        switch self {
        case .today: .navToday
        case .accounts: .navAccounts
        case .funnel: .navFunnel
        case .forecast: .navForecast
        case .warnings: .navWarnings
        case .plans: .navPlans
        case .portfolio: .navPortfolio
        case .money: .navMoney
        case .service: .navService
        case .campaigns: .navCampaigns
        case .reports: .navReports
        case .settings: .navSettings
        case .mine: .settings
        }
    }

    /// The symbol's name in `icons.svg`.
    var icon: String { rawValue }

    /// The places of a phone's bottom bar, the first four that there are; the others are behind "More".
    static let phoneBar: [Place] = [.today, .accounts, .forecast, .warnings, .portfolio]
    static let phoneBarRoom = 4
}

/// One link of the navigation. The first item of a place is the place itself; further items stand below it.
package struct NavigationItem: Sendable {
    package var place: Place
    package var path: String
    /// The words of a further item; a place's own words come with the place.
    package var title: (@Sendable (Language) -> String)?
    /// Shown only to those whose role lets them do it.
    package var act: Act?
    /// Stands before the others of its place.
    package var leads = false

    package init(_ place: Place, _ path: String) {
        self.place = place
        self.path = path
    }

    package init<Key: TextKey>(_ place: Place, _ path: String, title: Key, for act: Act? = nil) {
        self.place = place
        self.path = path
        self.act = act
        self.title = { Key.texts.wording(title, $0) }
    }

    /// See `leads`.
    package var leading: NavigationItem {
        var item = self
        item.leads = true
        return item
    }
}
