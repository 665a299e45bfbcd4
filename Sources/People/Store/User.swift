import Database
import Measures
package import Site

/// A person who signs in, or did.
package struct User: Sendable, Equatable {
    package let id: Int
    package let username: String
    package let name: String
    /// The code of their role.
    package let role: String
    /// The team or department they are in.
    package let unit: Int?
    /// When they left, in unix seconds; nil as long as they are here.
    package let leftAt: Int?
    package let preferences: Preferences

    package var isHere: Bool { leftAt == nil }

    static let columns: SQL = """
        users.id, users.username, users.name, users.role_code, users.unit_id, users.left_at, users.language,
            users.appearance, users.density
        """
    static let columnCount = 9

    /// From a row that begins with `columns`.
    init(_ row: any Row) throws {
        id = try row.int(0)
        username = try row.text(1)
        name = try row.text(2)
        role = try row.text(3)
        unit = row.optionalInt(4)
        leftAt = row.optionalInt(5)
        preferences = Preferences(
            language: Language(rawValue: try row.text(6)) ?? .en,
            appearance: Appearance(rawValue: try row.text(7)) ?? .auto,
            density: Density(rawValue: try row.text(8)) ?? .comfortable)
    }
}
