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

    struct Suggestion: PageValue {
        let title: String
        let text: String
        let path: String
        let act: String
    }

    let stops: [Stop]
    let after: String
    let suggestions: [Suggestion]
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
        routes.get("tour/end") { visit in
            // The page of the tour says what could be next.
            var response = visit.redirect(to: "/tour#after")
            response.setCookie(.tour, "", seconds: 0, visit)
            return response
        }
        routes.get("tour/:story") { visit in
            let (stops, place) = try await place(visit)
            var response = visit.redirect(to: stops[place].path)
            response.setCookie(.tour, TourPlace(stops[place]).cookie, seconds: nil, visit)
            return response
        }
        routes.get("tour/:story/next") { visit in
            let (stops, place) = try await place(visit)
            return visit.redirect(to: place + 1 < stops.count ? stops[place + 1].address : "/tour/end")
        }
    }

    /// The stops, and which of them the address names.
    private static func place(_ visit: Visit) async throws -> ([TourStop], Int) {
        let stops = try await stops(visit)
        guard let place = stops.firstIndex(where: { $0.story.rawValue == visit.parameters.get("story") }) else {
            throw Refusal.notFound
        }
        return (stops, place)
    }

    /// The tour speaks of the whole company, so it is for those who see all of it.
    private static func stops(_ visit: Visit) async throws -> [TourStop] {
        let stops = try await TourStore(visit.database).stops()
        guard stops.isEmpty || isFor(visit) else { throw Refusal.forbidden }
        return stops
    }

    private static func isFor(_ visit: Visit) -> Bool { visit.scope.isEverything && visit.sees(.cost) }

    /// What a stop is about, above its page; above others the way back, until the tour goes on or ends.
    static let note = FrameNote { visit in
        guard isFor(visit), let found = place(of: visit), visit.path != "/tour" else { return nil }
        let (story, isHere) = (found.story, visit.path == found.path)
        let all = TourStory.allCases
        let place = (all.firstIndex(of: story) ?? 0) + 1
        let number = visit.text(TourText.place, ["number": String(place), "count": String(all.count)])
        func link(_ title: TourText, _ path: String, isMain: Bool = false) -> FrameNote.Words.Link {
            FrameNote.Words.Link(visit.text(title), path: path, isMain: isMain)
        }
        let next = place < all.count ? [link(.next, "/tour/\(story.rawValue)/next", isMain: true)] : []
        let back = isHere ? [] : [link(.page, "/tour/\(story.rawValue)")]
        return FrameNote.Words(
            number + " " + visit.text(story.title), isHere ? visit.text(story.text) : "",
            links: next + back + [link(.all, "/tour"), link(.end, "/tour/end", isMain: next.isEmpty)])
    }

    /// Where a visitor is; nil for who is not on the tour.
    private static func place(of visit: Visit) -> TourPlace? { visit.cookie(.tour).flatMap { TourPlace(cookie: $0) } }

    /// Whoever sees the demo company for the first time is led to it.
    static let today = TodaySource { visit in
        guard isFor(visit), place(of: visit) == nil, try await TourStore(visit.database).hasStops() else { return [] }
        return [
            TodayItem(
                visit.text(TourText.invitation), path: "/tour", detail: visit.text(TourText.invitationText),
                isHint: true)
        ]
    }
}

extension TourPage {
    init(_ stops: [TourStop], _ visit: Visit) {
        self.stops = stops.enumerated().map { place, stop in
            Stop(
                number: place + 1, title: visit.text(stop.story.title), text: visit.text(stop.story.text),
                path: stop.address, act: visit.text(TourText.look))
        }
        after = visit.text(TourText.after)
        suggestions = [
            Suggestion(
                title: visit.text(TourText.asOthers), text: visit.text(TourText.asOthersText), path: "/settings/people",
                act: visit.text(TourText.asOthersAct)),
            Suggestion(
                title: visit.text(TourText.goOn), text: visit.text(TourText.goOnText), path: "/",
                act: visit.text(TourText.goOnAct)),
            Suggestion(
                title: visit.text(TourText.own), text: visit.text(TourText.ownText), path: "/imports",
                act: visit.text(TourText.ownAct)),
        ]
    }
}
