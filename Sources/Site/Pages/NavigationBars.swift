import Measures
import Synchronization

/// One place in the bars, as printed.
package struct NavigationLink: PageValue, Hashable {
    package struct Below: PageValue, Hashable {
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
    let hasBelow: Bool
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
        let moreLinks: [NavigationLink]
    }

    private static let room = 500
    private let kept = Mutex<[Question: Bars]>([:])

    func bars(_ links: [NavigationLink], _ language: Language, _ pages: PageLibrary) throws(SiteError) -> Bars {
        let question = Question(links: links, language: language)
        if let known = kept.withLock({ $0[question] }) { return known }
        let there = Place.phoneBar.map(\.rawValue).filter { name in links.contains { $0.place == name } }
        let inBar = Set(there.prefix(Place.phoneBarRoom))
        let values = Values(
            links: links, phoneLinks: links.filter { inBar.contains($0.place) },
            moreLinks: links.filter { !inBar.contains($0.place) || $0.hasBelow })
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
            let below = below(place)
            return NavigationLink(
                title: text(place.title), path: first.path, icon: place.icon, place: place.rawValue,
                isCurrent: place == current, below: below, hasBelow: !below.isEmpty)
        }
    }

    /// The places that stand below another, as the company's settings below the settings.
    package func below(_ place: Place) -> [NavigationLink.Below] {
        site.features.flatMap(\.navigation).filter { $0.place == place }.compactMap { item in
            item.title.map {
                NavigationLink.Below(title: $0(language), path: item.path, isCurrent: path.hasPrefix(item.path))
            }
        }
    }
}
