import Hummingbird
package import Measures

/// What a feature has for someone to do; the Today page asks every source.
package struct TodaySource: Contribution {
    package var items: @Sendable (Visit) async throws -> [TodayItem]
    /// The last day that what it says can speak of; nil for today.
    package var through: @Sendable (Visit) async throws -> Day?

    package init(
        items: @escaping @Sendable (Visit) async throws -> [TodayItem],
        through: @escaping @Sendable (Visit) async throws -> Day? = { _ in nil }
    ) {
        self.items = items
        self.through = through
    }
}

/// One thing to do: a sentence that leads straight to the act.
package struct TodayItem: PageValue {
    package let sentence: String
    package let path: String
    /// More words in small print, as who and since when.
    package let detail: String?
    /// No work, but a hint: it stands apart from what has to be done.
    let isHint: Bool

    package init(_ sentence: String, path: String, detail: String? = nil, isHint: Bool = false) {
        self.sentence = sentence
        self.path = path
        self.detail = detail
        self.isHint = isHint
    }
}

struct TodayPage: PageValue {
    let hints: [TodayItem]
    let items: [TodayItem]
    let isEmpty: Bool
    /// Where to look when nothing waits.
    let portfolio: String?
}

enum TodayRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("/") { visit in
            var items: [TodayItem] = []
            var through = visit.today
            for source in visit.site.contributions(TodaySource.self) {
                items += try await source.items(visit)
                through = min(through, try await source.through(visit) ?? through)
            }
            let page = Page(
                "today", title: visit.text(SiteText.navToday), template: "today",
                question: visit.text(SiteText.todayQuestion), asOf: through, place: .today
            ).countingReach
            let portfolio = visit.site.features.flatMap(\.navigation).first { $0.place == .portfolio }?.path
            let work = items.filter { !$0.isHint }
            return try visit.page(
                page,
                TodayPage(
                    hints: items.filter(\.isHint), items: work, isEmpty: work.isEmpty, portfolio: portfolio))
        }
    }
}
