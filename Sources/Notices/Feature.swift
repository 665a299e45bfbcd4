package import Site

/// What people are told.
package enum NoticesFeature {
    package static var feature: Feature {
        Feature(
            name: "Notices", migrations: NoticesSchema.migrations,
            templates: ["notices": PackageResources.notices_mustache], texts: NoticeText.self,
            contributions: [FrameBell("/notices", title: NoticeText.title)], routes: NoticeRoutes.hang)
    }
}
