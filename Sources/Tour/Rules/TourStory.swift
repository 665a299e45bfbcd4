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
