package import Measures

/// The signed-in user a page is made for.
package struct Viewer: Sendable, Equatable {
    package var user: Int
    package var username: String
    package var name: String
    package var isAdministrator: Bool
    package var preferences: Preferences

    package init(user: Int, username: String, name: String, isAdministrator: Bool, preferences: Preferences) {
        self.user = user
        self.username = username
        self.name = name
        self.isAdministrator = isAdministrator
        self.preferences = preferences
    }
}

/// How someone wants the product to speak and look.
package struct Preferences: Sendable, Hashable {
    package var language: Language
    package var appearance: Appearance
    package var density: Density

    package init(language: Language, appearance: Appearance = .auto, density: Density = .comfortable) {
        self.language = language
        self.appearance = appearance
        self.density = density
    }
}

package enum Appearance: String, Sendable, CaseIterable { case auto, light, dark }

package enum Density: String, Sendable, CaseIterable { case comfortable, compact }
