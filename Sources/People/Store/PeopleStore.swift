package import Database
import Measures
package import Site

/// Who works with the product.
package struct PeopleStore: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    package func hasUsers() async throws -> Bool {
        try await database.read { try $0.integer("SELECT id FROM users LIMIT 1") != nil }
    }

    /// The users a person may see, by name.
    package func users(_ scope: Scope) async throws -> [User] {
        if scope.isNothing { return [] }
        return try await database.read { connection in
            try connection.rows("SELECT \(User.columns) FROM users ORDER BY username") { try User($0) }
        }
    }

    /// What people are called, by id.
    package func names(of users: [Int]) async throws -> [Int: String] {
        if users.isEmpty { return [:] }
        return try await database.read { connection in
            let rows = try connection.rows("SELECT id, name FROM users WHERE id IN \(list: users)") {
                (try $0.int(0), try $0.text(1))
            }
            return Dictionary(uniqueKeysWithValues: rows)
        }
    }

    /// Adds a user and answers the id, or what is wrong.
    package func add(_ user: NewUser, now: Int) async throws -> Added {
        try await add(user, now: now, onlyFirst: false)
    }

    /// Adds the first user of all; `.taken` when there is one already.
    package func addFirst(_ user: NewUser, now: Int) async throws -> Added {
        try await add(user, now: now, onlyFirst: true)
    }

    package enum Added: Sendable, Equatable {
        case user(Int)
        case problems([UserProblem])
        /// Someone else was first.
        case taken
    }

    private func add(_ user: NewUser, now: Int, onlyFirst: Bool) async throws -> Added {
        guard user.problems.isEmpty else { return .problems(user.problems) }
        let hash = try await PasswordHash.make(user.password)
        return try await database.write { connection in
            if onlyFirst, try connection.integer("SELECT id FROM users LIMIT 1") != nil { return .taken }
            let same = try connection.integer("SELECT id FROM users WHERE username = \(user.username)")
            guard same == nil else { return .problems([.usernameTaken]) }
            let id = try Identifiers.reserve(1, for: "users", in: connection)
            try connection.execute(
                """
                INSERT INTO users (id, username, name, password, role, language, appearance, density, created)
                VALUES (\(id), \(user.username), \(user.name), \(hash.stored), \(user.role.rawValue),
                    \(user.language.rawValue), \(Appearance.auto.rawValue), \(Density.comfortable.rawValue), \(now))
                """)
            return .user(id)
        }
    }

    package func password(of username: String) async throws -> (user: Int, hash: PasswordHash)? {
        try await database.read { connection in
            try connection.first("SELECT id, password FROM users WHERE username = \(NewUser.folded(username))") {
                (user: try $0.int(0), hash: PasswordHash(stored: try $0.text(1)))
            }
        }
    }

    /// Changes the password and ends every other session of the user.
    package func setPassword(_ password: String, of user: Int, keeping session: String?) async throws {
        let hash = try await PasswordHash.make(password)
        let kept = session.map { SessionStore.hash($0) } ?? ""
        try await database.write { connection in
            try connection.execute("UPDATE users SET password = \(hash.stored) WHERE id = \(user)")
            try connection.execute("DELETE FROM sessions WHERE user_id = \(user) AND token_hash <> \(kept)")
        }
    }

    package func keep(_ preferences: Preferences, of user: Int) async throws {
        _ = try await database.write { connection in
            try connection.execute(
                """
                UPDATE users SET language = \(preferences.language.rawValue),
                    appearance = \(preferences.appearance.rawValue), density = \(preferences.density.rawValue)
                WHERE id = \(user)
                """)
        }
    }
}
