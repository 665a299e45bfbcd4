import HTTPTypes
import Hummingbird
import Measures

/// Everything around a page's content.
struct FrameValue: PageValue {
    struct Crumb: PageValue {
        let title: String
        let path: String
    }

    struct Message: PageValue {
        let text: String
        let isProblem: Bool
    }

    struct User: PageValue {
        let name: String
        let initial: String
    }

    let name: String
    let title: String
    let question: String?
    let asOf: String?
    let crumbs: [Crumb]
    let newPath: String?
    let content: Markup
    let side: Markup
    let phoneBar: Markup
    let hasSearch: Bool
    let searched: String?
    let otherLanguage: String
    let appearance: String
    /// Light until the script has asked the system.
    let theme: String
    let density: String
    let appearances: Markup
    let densities: Markup
    let flash: Message?
    let user: User?
    let here: String

    init(page: Page, content: Markup, visit: Visit) throws(SiteError) {
        name = page.name
        title = page.title
        question = page.question
        asOf = page.asOf.map { visit.text(SiteText.asOf, ["day": $0.iso]) }
        crumbs = page.breadcrumbs.map { Crumb(title: $0.title, path: $0.path) }
        newPath = page.newPath
        self.content = content
        let links = visit.viewer == nil ? [] : visit.links(current: page.place)
        let bars = try visit.site.bars.bars(links, visit.language, visit.site.pages)
        (side, phoneBar) = (bars.side, bars.phone)
        hasSearch = links.contains { $0.place == Place.accounts.rawValue }
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
        here = visit.place(of: page)
    }
}

extension Visit {
    /// Where this page can be had again. After a form that is its own address or where the form came from, for what
    /// forms are sent to is not always a page.
    fileprivate func place(of page: Page) -> String {
        let isRead = request.method == .get
        return localPath(isRead ? request.uri.description : page.path) ?? (isRead ? nil : cameFrom ?? localPath(path))
            ?? "/"
    }

    fileprivate var appearanceChoices: Markup {
        choices("appearance", Appearance.allCases.map { ($0.rawValue, $0.title) }, preferences.appearance.rawValue)
    }

    fileprivate var densityChoices: Markup {
        choices("density", Density.allCases.map { ($0.rawValue, $0.title) }, preferences.density.rawValue)
    }

    /// Buttons of which one is pressed.
    private func choices(_ name: String, _ choices: [(value: String, title: SiteText)], _ chosen: String) -> Markup {
        Markup(
            choices.map { value, title in
                "<button name=\"\(name)\" value=\"\(value)\" aria-pressed=\"\(value == chosen)\">"
                    + escaped(text(title)) + "</button>"
            }.joined())
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
