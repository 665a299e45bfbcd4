import Hummingbird
import Site

struct TourPage: PageValue {
    struct Stop: PageValue {
        let number: Int
        let title: String
        let text: String
        let path: String
        let act: String
    }

    let stops: [Stop]
}

/// `/tour`: the demo company's stories, one after the other.
enum TourRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("tour") { visit in
            let stops = try await TourStore(visit.database).stops()
            if stops.isEmpty { throw Refusal.notFound }
            let page = Page(
                "tour", title: visit.text(TourText.title), template: "tour", question: visit.text(TourText.question),
                place: .today)
            return try visit.page(page, TourPage(stops, visit))
        }
    }

    /// Whoever sees the demo company for the first time is led to it.
    static let today = TodaySource { visit in
        guard try await TourStore(visit.database).hasStops() else { return [] }
        return [TodayItem(visit.text(TourText.invitation), path: "/tour", detail: visit.text(TourText.invitationText))]
    }
}

extension TourPage {
    init(_ stops: [TourStop], _ visit: Visit) {
        self.stops = stops.enumerated().map { place, stop in
            Stop(
                number: place + 1, title: visit.text(stop.story.title), text: visit.text(stop.story.text),
                path: stop.path, act: visit.text(TourText.look))
        }
    }
}
