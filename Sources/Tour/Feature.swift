package import Site

/// The ten-minute tour through the demo company.
package enum TourFeature {
    package static var feature: Feature {
        Feature(
            name: "Tour", migrations: TourSchema.migrations, templates: ["tour": PackageResources.tour_mustache],
            texts: TourText.self, contributions: [TourRoutes.today, TourRoutes.note], routes: TourRoutes.hang)
    }
}
