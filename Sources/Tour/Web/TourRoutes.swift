import Hummingbird
import Rights
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
            let stops = try await stops(visit)
            if stops.isEmpty { throw Refusal.notFound }
            let page = Page(
                "tour", title: visit.text(TourText.title), template: "tour", question: visit.text(TourText.question),
                place: .today)
            return try visit.page(page, TourPage(stops, visit))
        }
        routes.get("tour/:story/next") { visit in
            guard let story = visit.parameters.get("story").flatMap(TourStory.init) else { throw Refusal.notFound }
            let stops = try await stops(visit)
            guard let place = stops.firstIndex(where: { $0.story == story }) else { throw Refusal.notFound }
            return visit.redirect(to: place + 1 < stops.count ? stops[place + 1].address : "/tour")
        }
    }

    /// The tour speaks of the whole company, so it is for those who see all of it.
    private static func stops(_ visit: Visit) async throws -> [TourStop] {
        isFor(visit) ? try await TourStore(visit.database).stops() : []
    }

    private static func isFor(_ visit: Visit) -> Bool { visit.scope.isEverything && visit.sees(.cost) }

    /// What a stop is about, above its page, and the way on.
    static let note = FrameNote { visit in
        guard isFor(visit), let story = visit.query("tour").flatMap(TourStory.init) else { return nil }
        let all = TourStory.allCases
        let place = (all.firstIndex(of: story) ?? 0) + 1
        let number = visit.text(TourText.place, ["number": String(place), "count": String(all.count)])
        let back = FrameNote.Words.Link(visit.text(TourText.title), path: "/tour")
        let next = FrameNote.Words.Link(visit.text(TourText.next), path: "/tour/\(story.rawValue)/next")
        return FrameNote.Words(
            number + " " + visit.text(story.title), visit.text(story.text),
            links: place < all.count ? [back, next] : [back])
    }

    /// Whoever sees the demo company for the first time is led to it.
    static let today = TodaySource { visit in
        guard isFor(visit), try await TourStore(visit.database).hasStops() else { return [] }
        return [TodayItem(visit.text(TourText.invitation), path: "/tour", detail: visit.text(TourText.invitationText))]
    }
}

extension TourPage {
    init(_ stops: [TourStop], _ visit: Visit) {
        self.stops = stops.enumerated().map { place, stop in
            Stop(
                number: place + 1, title: visit.text(stop.story.title), text: visit.text(stop.story.text),
                path: stop.address, act: visit.text(TourText.look))
        }
    }
}
