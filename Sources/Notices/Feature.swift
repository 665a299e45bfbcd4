package import Site

/// What people are told.
package enum NoticesFeature {
    /// - Parameter hasPost: whether mail goes out at all.
    package static func feature(hasPost: Bool = false) -> Feature {
        Feature(
            name: "Notices", migrations: NoticesSchema.migrations,
            templates: [
                "notices": PackageResources.notices_mustache,
                "notice-settings": PackageResources.notice_settings_mustache,
            ], texts: NoticeText.self,
            navigation: [NavigationItem(.mine, "/settings/notices", title: NoticeText.wishTitle)],
            contributions: [FrameBell("/notices", title: NoticeText.title)],
            routes: {
                NoticeRoutes.hang($0)
                NoticeSettingsRoutes(hasPost: hasPost).hang($0)
            })
    }
}
