/// The stories of the demo company, in the order of the tour.
package enum TourStory: String, Sendable, CaseIterable {
    case concentration, tiers, group, shrinking, burden, grown, seasonal, silent, overridden, today
}

/// A stop of the tour: a story, and the page that tells it.
package struct TourStop: Sendable, Hashable {
    package var story: TourStory
    /// With the place on it where the evidence is, as `/accounts/5#why`.
    package var path: String

    package init(_ story: TourStory, path: String) {
        self.story = story
        self.path = path
    }

    /// Leads to the page as a part of the tour.
    package var address: String { "/tour/\(story.rawValue)" }
}

/// Where a visitor is on the tour, as their browser keeps it.
struct TourPlace: Equatable {
    var story: TourStory
    /// Of the stop's page, without the place on it.
    var path: String

    init(_ stop: TourStop) {
        story = stop.story
        path = String(stop.path.prefix { $0 != "#" })
    }

    /// Nil for what is no stop of ours.
    init?(cookie: String) {
        let parts = cookie.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let story = TourStory(rawValue: String(parts[0])), parts[1].hasPrefix("/") else {
            return nil
        }
        self.story = story
        path = String(parts[1])
    }

    var cookie: String { "\(story.rawValue):\(path)" }
}
