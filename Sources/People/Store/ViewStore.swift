package import Database
package import Site

/// Keeps the views of lists that people saved.
package struct ViewStore: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    package static let longestName = 60
    /// More would not be found again.
    package static let most = 100

    /// Those of a list that are somebody's own or shared with them, by name.
    package func views(of list: String, for user: Int) async throws -> [SavedView] {
        try await database.read { connection in
            let unit = try connection.integer("SELECT unit_id FROM users WHERE id = \(user)")
            let units = unit == nil ? [] : try OrganisationStore.organisation(in: connection).line(above: unit)
            return try connection.rows(
                """
                SELECT id, name, address, user_id = \(user), unit_id IS NOT NULL FROM saved_views
                WHERE list = \(list) AND (user_id = \(user) OR unit_id IN \(list: units)) ORDER BY name, id
                """
            ) {
                SavedView(
                    id: try $0.int(0), name: try $0.text(1), address: try $0.text(2), isOwn: try $0.bool(3),
                    isShared: try $0.bool(4))
            }
        }
    }

    /// Saves a view, or puts it in place of one of the same name; false when somebody has too many.
    /// - Parameters:
    ///   - list: the path at which the list's page was hung.
    ///   - address: that path and what is behind the question mark.
    ///   - sharing: everybody in the user's team, and below it, may use it.
    package func save(
        _ name: String, of list: String, address: String, sharing: Bool, by user: Int
    ) async throws -> Bool {
        try await database.write { connection in
            let count =
                try connection.integer(
                    "SELECT CAST(count(*) AS BIGINT) FROM saved_views WHERE user_id = \(user)") ?? 0
            let unit =
                sharing ? try connection.integer("SELECT unit_id FROM users WHERE id = \(user)") : nil
            let changed = try connection.execute(
                """
                UPDATE saved_views SET address = \(address), unit_id = \(unit)
                WHERE user_id = \(user) AND list = \(list) AND name = \(name)
                """)
            if changed > 0 { return true }
            guard count < Self.most else { return false }
            let id = try Identifiers.reserve(1, for: "saved_views", in: connection)
            try connection.execute(
                """
                INSERT INTO saved_views (id, user_id, unit_id, list, name, address)
                VALUES (\(id), \(user), \(unit), \(list), \(name), \(address))
                """)
            return true
        }
    }

    /// False when there is none of this user's own.
    package func remove(_ id: Int, of user: Int) async throws -> Bool {
        try await database.write {
            try $0.execute("DELETE FROM saved_views WHERE id = \(id) AND user_id = \(user)") == 1
        }
    }
}
