package import Measures
package import Rights

/// The signed-in user a page is made for.
package struct Viewer: Sendable, Equatable {
    package var user: Int
    package var username: String
    package var name: String
    /// What their role lets them do.
    package var acts: Set<Act>
    /// What they may read, and what they may change.
    package var scope: Scope
    package var writing: Scope
    /// Rises with every change of rights or owners.
    package var rightsVersion: Int
    package var unreadNotices: Int
    /// Whether they are in a team or department.
    package var isInTeam: Bool
    package var preferences: Preferences

    package init(
        user: Int, username: String, name: String, acts: Set<Act>, scope: Scope, writing: Scope,
        rightsVersion: Int = 0, unreadNotices: Int = 0, isInTeam: Bool = false, preferences: Preferences
    ) {
        self.user = user
        self.username = username
        self.name = name
        self.acts = acts
        self.scope = scope
        self.writing = writing
        self.rightsVersion = rightsVersion
        self.unreadNotices = unreadNotices
        self.isInTeam = isInTeam
        self.preferences = preferences
    }
}

extension Visit {
    /// What this visitor may read.
    package var scope: Scope { viewer?.scope ?? .nothing }

    /// What this visitor may change.
    package var writing: Scope { viewer?.writing ?? .nothing }

    package func may(_ act: Act) -> Bool { viewer?.acts.contains(act) ?? false }

    /// Whether this visitor may see a column.
    package func sees(_ field: Field) -> Bool { scope.sees(field) }
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
