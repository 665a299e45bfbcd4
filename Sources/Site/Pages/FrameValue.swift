import HTTPTypes
import Hummingbird
import Measures

/// Everything around a page's content.
struct FrameValue: PageValue {
    struct Link: PageValue {
        let title: String
        let path: String
        let icon: String
        let place: String
        let isCurrent: Bool
        let below: [Below]
    }

    struct Below: PageValue {
        let title: String
        let path: String
        let isCurrent: Bool
    }

    struct Crumb: PageValue {
        let title: String
        let path: String
    }

    struct Choice: PageValue {
        let value: String
        let title: String
        let isCurrent: Bool
    }

    struct Message: PageValue {
        let text: String
        let isProblem: Bool
    }

    struct User: PageValue {
        let name: String
        let initial: String
    }

    struct Files: PageValue {
        let style: String
        let script: String
        let icons: String
        let tabler: String
        let htmx: String
        let echarts: String
        let regularFont: String
        let boldFont: String
    }

    let name: String
    let title: String
    let question: String?
    let asOf: String?
    let crumbs: [Crumb]
    let newPath: String?
    let content: Markup
    let links: [Link]
    let phoneLinks: [Link]
    let hasSearch: Bool
    let searched: String?
    let otherLanguage: String
    let appearance: String
    /// Light until the script has asked the system.
    let theme: String
    let density: String
    let appearances: [Choice]
    let densities: [Choice]
    let flash: Message?
    let user: User?
    let here: String
    let files: Files

    init(page: Page, content: Markup, visit: Visit) {
        name = page.name
        title = page.title
        question = page.question
        asOf = page.asOf.map { visit.text(SiteText.asOf, ["day": $0.iso]) }
        crumbs = page.breadcrumbs.map { Crumb(title: $0.title, path: $0.path) }
        newPath = page.newPath
        self.content = content
        let all = visit.viewer == nil ? [] : visit.links(current: page.place)
        links = all
        phoneLinks = all.filter { link in Place.phoneBar.contains { $0.rawValue == link.place } }
        hasSearch = all.contains { $0.place == Place.accounts.rawValue }
        searched = visit.path == "/accounts" ? visit.query("q") : nil
        otherLanguage = visit.language == .zh ? "en" : "zh"
        appearance = visit.preferences.appearance.rawValue
        theme = visit.preferences.appearance == .dark ? "dark" : "light"
        density = visit.preferences.density.rawValue
        appearances = visit.appearanceChoices
        densities = visit.densityChoices
        flash = visit.flash.map { Message(text: $0.text, isProblem: $0.kind == .problem) }
        user = visit.viewer.map {
            User(name: $0.name, initial: String($0.name.prefix(1)))
        }
        here = visit.request.method == .get ? localPath(visit.request.uri.description) ?? "/" : "/"
        files = visit.site.assets.frameFiles
    }
}

extension Visit {
    fileprivate func links(current: Place?) -> [FrameValue.Link] {
        let items = site.features.flatMap(\.navigation)
        return Place.allCases.compactMap { place in
            let own = items.filter { $0.place == place }
            guard let first = own.first(where: { $0.title == nil }) ?? own.first else { return nil }
            let below = own.compactMap { item in
                item.title.map {
                    FrameValue.Below(title: $0(language), path: item.path, isCurrent: path.hasPrefix(item.path))
                }
            }
            return FrameValue.Link(
                title: text(place.title), path: first.path, icon: place.icon, place: place.rawValue,
                isCurrent: place == current, below: below)
        }
    }

    fileprivate var appearanceChoices: [FrameValue.Choice] {
        Appearance.allCases.map { choice in
            FrameValue.Choice(
                value: choice.rawValue, title: text(choice.title), isCurrent: choice == preferences.appearance)
        }
    }

    fileprivate var densityChoices: [FrameValue.Choice] {
        Density.allCases.map { choice in
            FrameValue.Choice(
                value: choice.rawValue, title: text(choice.title), isCurrent: choice == preferences.density)
        }
    }
}

extension Appearance {
    package var title: SiteText {
        switch self {
        case .auto: .appearanceAuto
        case .light: .appearanceLight
        case .dark: .appearanceDark
        }
    }
}

extension Density {
    package var title: SiteText {
        switch self {
        case .comfortable: .densityComfortable
        case .compact: .densityCompact
        }
    }
}
