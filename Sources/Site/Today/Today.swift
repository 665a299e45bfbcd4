import Hummingbird

/// What a feature has for someone to do; the Today page asks every source.
package struct TodaySource: Contribution {
    package var items: @Sendable (Visit) async throws -> [TodayItem]

    package init(items: @escaping @Sendable (Visit) async throws -> [TodayItem]) { self.items = items }
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
            for source in visit.site.contributions(TodaySource.self) { items += try await source.items(visit) }
            let page = Page(
                "today", title: visit.text(SiteText.navToday), template: "today",
                question: visit.text(SiteText.todayQuestion), asOf: visit.today, place: .today
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
