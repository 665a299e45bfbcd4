package import Site

/// Users, sign-in and sessions, the first-run set-up, and what a person may see.
package enum PeopleFeature {
    /// - Parameter setUpToken: what `serve` printed on the console when no user existed yet; nil closes `/setup`.
    package static func feature(setUpToken: String? = nil) -> Feature {
        let throttle = SignInThrottle()
        return Feature(
            name: "People", migrations: PeopleSchema.migrations,
            templates: [
                "sign-in": PackageResources.sign_in_mustache, "set-up": PackageResources.set_up_mustache,
                "settings": PackageResources.settings_mustache,
            ],
            texts: PeopleText.self, navigation: [NavigationItem(.settings, "/settings")],
            reception: Reception(
                viewer: { session, now, database in
                    try await SessionStore(database).viewer(token: session, now: now)
                },
                keep: { preferences, viewer, database in
                    try await PeopleStore(database).keep(preferences, of: viewer.user)
                }),
            routes: { routes in
                SignInRoutes(throttle: throttle).hang(routes)
                SetUpRoutes(token: setUpToken, throttle: throttle).hang(routes)
                SettingsRoutes(throttle: throttle).hang(routes)
            })
    }
}
