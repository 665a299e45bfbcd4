import Database
import Measures
package import Site

/// A person who signs in.
package struct User: Sendable, Equatable {
    package let id: Int
    package let username: String
    package let name: String
    package let role: NewUser.Role
    package let preferences: Preferences

    static let columns: SQL =
        "users.id, users.username, users.name, users.role, users.language, users.appearance, users.density"

    /// From a row that begins with `columns`.
    init(_ row: any Row) throws {
        id = try row.int(0)
        username = try row.text(1)
        name = try row.text(2)
        role = NewUser.Role(rawValue: try row.text(3)) ?? .member
        preferences = Preferences(
            language: Language(rawValue: try row.text(4)) ?? .en,
            appearance: Appearance(rawValue: try row.text(5)) ?? .auto,
            density: Density(rawValue: try row.text(6)) ?? .comfortable)
    }

    var viewer: Viewer {
        Viewer(
            user: id, username: username, name: name, isAdministrator: role == .administrator,
            preferences: preferences)
    }
}
