import Measures
import Synchronization

/// One place in the bars, as printed.
package struct NavigationLink: PageValue, Hashable {
    package struct Below: PageValue, Hashable {
        let title: String
        package let path: String
        let isCurrent: Bool
    }

    let title: String
    let path: String
    let icon: String
    let place: String
    let isCurrent: Bool
    let below: [Below]
    let hasBelow: Bool
}

/// The bars along a page's edges. They change only with their links and with the viewer, so each is printed once and
/// kept.
final class FrameBars: Sendable {
    struct Bars: PageValue {
        let side: Markup
        let phone: Markup
        let top: Markup
    }

    private struct Edge: Hashable {
        var links: [NavigationLink]
        var language: Language
    }

    private struct EdgeValues: PageValue {
        let links: [NavigationLink]
        let phoneLinks: [NavigationLink]
        let moreLinks: [NavigationLink]
    }

    private struct TopValues: PageValue {
        let hasSearch: Bool
        let searched: String?
        let bell: FrameBell.Words?
        let otherLanguage: String
        let userName: String
        let initial: String
        let appearances: Markup
        let densities: Markup
        let mine: [NavigationLink.Below]
    }

    private struct Top: Hashable {
        var user: String
        var preferences: Preferences
        var hasSearch: Bool
        var searched: String?
        var unread: Int
        var mine: [NavigationLink.Below]
    }

    private static let room = 500
    private let edges = Mutex<[Edge: (side: Markup, phone: Markup)]>([:])
    private let tops = Mutex<[Top: Markup]>([:])

    /// Nil before signing in.
    func bars(_ visit: Visit, _ current: Place?) throws(SiteError) -> Bars? {
        guard let viewer = visit.viewer else { return nil }
        let links = visit.links(current: current)
        let (side, phone) = try edge(Edge(links: links, language: visit.language), visit.site.pages)
        let top = Top(
            user: viewer.name, preferences: visit.preferences,
            hasSearch: links.contains { $0.place == Place.accounts.rawValue },
            searched: visit.path == "/accounts" ? visit.query("q") : nil, unread: viewer.unreadNotices,
            mine: visit.below(.mine))
        return Bars(side: side, phone: phone, top: try self.top(top, visit))
    }

    private func edge(_ edge: Edge, _ pages: PageLibrary) throws(SiteError) -> (side: Markup, phone: Markup) {
        if let known = edges.withLock({ $0[edge] }) { return known }
        let links = edge.links
        let there = Place.phoneBar.map(\.rawValue).filter { name in links.contains { $0.place == name } }
        let inBar = Set(there.prefix(Place.phoneBarRoom))
        let values = EdgeValues(
            links: links, phoneLinks: links.filter { inBar.contains($0.place) },
            moreLinks: links.filter { !inBar.contains($0.place) || $0.hasBelow })
        let bars = (
            side: Markup(try pages.render("side", values, around: [:], language: edge.language)),
            phone: Markup(try pages.render("phone-bar", values, around: [:], language: edge.language))
        )
        edges.withLock { $0.keep(bars, for: edge, room: FrameBars.room) }
        return bars
    }

    private func top(_ top: Top, _ visit: Visit) throws(SiteError) -> Markup {
        if let known = tops.withLock({ $0[top] }) { return known }
        let bell = visit.site.contributions(FrameBell.self).first
        let values = TopValues(
            hasSearch: top.hasSearch, searched: top.searched,
            bell: bell.map { FrameBell.Words($0, unread: top.unread, visit.language) },
            otherLanguage: visit.language.other.rawValue,
            userName: top.user, initial: String(top.user.prefix(1)),
            appearances: visit.choices("appearance", top.preferences.appearance, \.title),
            densities: visit.choices("density", top.preferences.density, \.title), mine: top.mine)
        let markup = Markup(try visit.site.pages.render("top", values, around: [:], language: visit.language))
        if top.searched == nil { tops.withLock { $0.keep(markup, for: top, room: FrameBars.room) } }
        return markup
    }
}

extension Dictionary {
    /// Begins anew when it is full: what is asked for often is soon there again.
    fileprivate mutating func keep(_ value: Value, for key: Key, room: Int) {
        if count >= room { self = [:] }
        self[key] = value
    }
}

extension Visit {
    /// Buttons of which one is pressed.
    fileprivate func choices<Choice: RawRepresentable<String> & CaseIterable & Equatable>(
        _ name: String, _ chosen: Choice, _ title: (Choice) -> SiteText
    ) -> Markup {
        Markup(
            Choice.allCases.map { choice in
                "<button form=\"frame-form\" name=\"\(name)\" value=\"\(choice.rawValue)\""
                    + " aria-pressed=\"\(choice == chosen)\">\(escaped(text(title(choice))))</button>"
            }.joined())
    }
}

extension Visit {
    /// The places that features brought, with the one the page belongs to marked.
    func links(current: Place?) -> [NavigationLink] {
        Place.allCases.filter { $0 != .mine }.compactMap { place in
            let own = items(of: place)
            guard let first = own.first(where: { $0.title == nil }) ?? own.first else { return nil }
            let below = below(place)
            return NavigationLink(
                title: text(place.title), path: first.path, icon: place.icon, place: place.rawValue,
                isCurrent: place == current, below: below, hasBelow: !below.isEmpty)
        }
    }

    /// The places that stand below another, as the company's settings below Administration.
    package func below(_ place: Place) -> [NavigationLink.Below] {
        items(of: place).compactMap { item in
            item.title.map {
                NavigationLink.Below(title: $0(language), path: item.path, isCurrent: path.hasPrefix(item.path))
            }
        }
    }

    /// Those the visitor may use.
    private func items(of place: Place) -> [NavigationItem] {
        let items = site.features.flatMap(\.navigation).filter { $0.place == place && $0.act.map(may) ?? true }
        return items.filter(\.leads) + items.filter { !$0.leads }
    }
}
