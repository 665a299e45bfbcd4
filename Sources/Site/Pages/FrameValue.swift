import HTTPTypes
import Hummingbird
import Measures
import Rights

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

    let name: String
    let title: String
    let question: String?
    let asOf: String?
    let standing: Markup?
    /// Nil for who sees all accounts.
    let reach: String?
    let crumbs: [Crumb]
    let newPath: String?
    let content: Markup
    /// Nil before signing in.
    let bars: FrameBars.Bars?
    let otherLanguage: String
    let appearance: String
    /// Light until the script has asked the system.
    let theme: String
    let density: String
    let flash: Message?
    let note: FrameNote.Words?
    let here: String

    init(page: Page, content: Markup, visit: Visit) throws(SiteError) {
        name = page.name
        title = page.title
        question = page.question
        asOf = page.asOf.map { visit.text(SiteText.asOf, ["day": $0.iso]) }
        standing = page.standing.isEmpty ? nil : Markup(page.standing.map(\.html.html).joined(separator: " "))
        reach = page.countsReach && !visit.scope.isEverything ? visit.text(SiteText.withinReach) : nil
        crumbs = page.breadcrumbs.map { Crumb(title: $0.title, path: $0.path) }
        newPath = page.newPath
        self.content = content
        bars = try visit.site.bars.bars(visit, page.place)
        otherLanguage = visit.language.other.rawValue
        appearance = visit.preferences.appearance.rawValue
        theme = visit.preferences.appearance == .dark ? "dark" : "light"
        density = visit.preferences.density.rawValue
        flash = visit.flash.map { Message(text: $0.text, isProblem: $0.kind == .problem) }
        note = visit.site.contributions(FrameNote.self).lazy.compactMap { $0.words(visit) }.first
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
