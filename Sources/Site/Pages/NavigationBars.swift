import Measures
import Synchronization

/// One place in the bars, as printed.
struct NavigationLink: PageValue, Hashable {
    struct Below: PageValue, Hashable {
        let title: String
        let path: String
        let isCurrent: Bool
    }

    let title: String
    let path: String
    let icon: String
    let place: String
    let isCurrent: Bool
    let below: [Below]
}

/// The bars along a page's edges. They change only with the language and the links, so each is printed once and kept.
final class NavigationBars: Sendable {
    struct Bars: Sendable {
        var side: Markup
        var phone: Markup
    }

    private struct Question: Hashable {
        var links: [NavigationLink]
        var language: Language
    }

    private struct Values: PageValue {
        let links: [NavigationLink]
        let phoneLinks: [NavigationLink]
    }

    private static let room = 500
    private let kept = Mutex<[Question: Bars]>([:])

    func bars(_ links: [NavigationLink], _ language: Language, _ pages: PageLibrary) throws(SiteError) -> Bars {
        let question = Question(links: links, language: language)
        if let known = kept.withLock({ $0[question] }) { return known }
        let phoneLinks = links.filter { link in Place.phoneBar.contains { $0.rawValue == link.place } }
        let values = Values(links: links, phoneLinks: phoneLinks)
        let bars = Bars(
            side: Markup(try pages.render("side", values, around: [:], language: language)),
            phone: Markup(try pages.render("phone-bar", values, around: [:], language: language)))
        kept.withLock { kept in
            if kept.count >= Self.room { kept = [:] }
            kept[question] = bars
        }
        return bars
    }
}

extension Visit {
    /// The places that features brought, with the one the page belongs to marked.
    func links(current: Place?) -> [NavigationLink] {
        let items = site.features.flatMap(\.navigation)
        return Place.allCases.compactMap { place in
            let own = items.filter { $0.place == place }
            guard let first = own.first(where: { $0.title == nil }) ?? own.first else { return nil }
            let below = own.compactMap { item in
                item.title.map {
                    NavigationLink.Below(title: $0(language), path: item.path, isCurrent: path.hasPrefix(item.path))
                }
            }
            return NavigationLink(
                title: text(place.title), path: first.path, icon: place.icon, place: place.rawValue,
                isCurrent: place == current, below: below)
        }
    }
}
