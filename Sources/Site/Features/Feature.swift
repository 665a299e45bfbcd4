package import Database

/// What one business capability contributes to the product; `Mainstay` lists the features once.
package struct Feature: Sendable {
    package var name: String
    package var migrations: [Migration]
    /// Templates by the name pages and partials use, as their text.
    package var templates: [String: String]
    /// The keys of this feature's texts; `{{t.key}}` in its templates means these, then Site's.
    package var texts: (any TextKey.Type)?
    package var navigation: [NavigationItem]
    /// What the feature gives to places that gather from many features.
    package var contributions: [any Contribution]
    /// Who visitors are; only one feature may answer.
    package var reception: Reception?
    package var routes: @Sendable (Routes) -> Void

    package init(
        name: String, migrations: [Migration] = [], templates: [String: String] = [:],
        texts: (any TextKey.Type)? = nil, navigation: [NavigationItem] = [], contributions: [any Contribution] = [],
        reception: Reception? = nil, routes: @escaping @Sendable (Routes) -> Void = { _ in }
    ) {
        self.name = name
        self.migrations = migrations
        self.templates = templates
        self.texts = texts
        self.navigation = navigation
        self.contributions = contributions
        self.reception = reception
        self.routes = routes
    }
}

/// A thing given to an extension point. The place that gathers declares the type (`TodaySource`, an account panel, a
/// job), the features make values of it, and `site.contributions(TodaySource.self)` lists them in the features' order.
package protocol Contribution: Sendable {}

/// How Site learns who a visitor is and keeps what they prefer; `People` is the one who knows.
package struct Reception: Sendable {
    /// The user behind a session token at a time in unix seconds, nil when the session is unknown or over.
    package var viewer: @Sendable (_ session: String, _ now: Int, any Database) async throws -> Viewer?
    package var keep: @Sendable (Preferences, Viewer, any Database) async throws -> Void

    package init(
        viewer: @escaping @Sendable (String, Int, any Database) async throws -> Viewer?,
        keep: @escaping @Sendable (Preferences, Viewer, any Database) async throws -> Void
    ) {
        self.viewer = viewer
        self.keep = keep
    }
}
