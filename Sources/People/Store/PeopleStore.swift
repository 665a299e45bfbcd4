import Audit
package import Database
import Measures
package import Rights
package import Site

/// Who works with the product.
package struct PeopleStore: Sendable {
    let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// Whether anybody can manage the product: until then the first-run set-up is open to whoever holds its token.
    package func hasAdministrator() async throws -> Bool {
        try await database.read { try Self.hasAdministrator(in: $0) }
    }

    private static func hasAdministrator(in connection: any Connection) throws -> Bool {
        try connection.integer(
            "SELECT id FROM users WHERE role_code = \(Role.administratorCode) AND left_at IS NULL LIMIT 1") != nil
    }

    /// Everybody, those who left among them, by username: colleagues are no secret to each other.
    package func users(_ scope: Scope) async throws -> [User] {
        try await users(scope) { _ in "TRUE" }
    }

    /// Those of a list; those who left stand behind those who are here.
    package func users(_ listing: PeopleListing, _ scope: Scope) async throws -> [User] {
        try await users(scope, by: "users.left_at IS NOT NULL, username") { connection in
            var conditions: [SQL] = ["TRUE"]
            if !listing.search.isEmpty {
                let pattern = listing.pattern
                conditions.append(
                    "(lower(users.name) LIKE \(pattern) ESCAPE '\\' OR users.username LIKE \(pattern) ESCAPE '\\')")
            }
            if let role = listing.role { conditions.append("users.role_code = \(role)") }
            if let unit = listing.unit {
                let units = try OrganisationStore.organisation(in: connection).tree(under: unit)
                conditions.append("users.unit_id IN \(list: units)")
            }
            if let isHere = listing.isHere {
                conditions.append(isHere ? "users.left_at IS NULL" : "users.left_at IS NOT NULL")
            }
            return SQL.joined(conditions, by: " AND ")
        }
    }

    /// Nil when there is none.
    package func user(_ id: Int, _ scope: Scope) async throws -> User? {
        try await users(scope) { _ in "users.id = \(id)" }.first
    }

    /// By what somebody signs in with.
    package func user(username: String, _ scope: Scope) async throws -> User? {
        try await users(scope) { _ in "users.username = \(NewUser.folded(username))" }.first
    }

    private func users(
        _ scope: Scope, by order: SQL = "username", where condition: @escaping @Sendable (any Connection) throws -> SQL
    ) async throws -> [User] {
        if scope.isNothing { return [] }
        return try await database.read { connection in
            try connection.rows(
                "SELECT \(User.columns) FROM users WHERE \(try condition(connection)) ORDER BY \(order)"
            ) { try User($0) }
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

    /// Adds the first administrator; `.taken` when there is one already.
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
        let hash =
            if let password = user.password { try await PasswordHash.make(password) } else { PasswordHash.nobody }
        return try await database.write { connection in
            if onlyFirst, try Self.hasAdministrator(in: connection) { return .taken }
            let same = try connection.integer("SELECT id FROM users WHERE username = \(user.username)")
            guard same == nil else { return .problems([.usernameTaken]) }
            let problems = try Self.problems(role: user.role, unit: user.unit, in: connection)
            guard problems.isEmpty else { return .problems(problems) }
            let id = try Identifiers.reserve(1, for: "users", in: connection)
            try connection.execute(
                """
                INSERT INTO users (id, username, name, password, role_code, unit_id, language, appearance, density,
                    created, chose_language)
                VALUES (\(id), \(user.username), \(user.name), \(hash.stored), \(user.role), \(user.unit),
                    \(user.language.rawValue), \(Appearance.auto.rawValue), \(Density.comfortable.rawValue), \(now),
                    \(onlyFirst))
                """)
            try RightsVersion.raise(in: connection)
            try Audit.note(
                .userAdded, AuditSubject(.user, id, named: user.name),
                [
                    AuditChange("username", nil, user.username), AuditChange("role", nil, user.role),
                    AuditChange("unit", nil, try Self.unit(user.unit, in: connection)),
                ], in: connection)
            return .user(id)
        }
    }

    /// Somebody as the audit names them.
    static func subject(_ user: Int, in connection: any Connection) throws -> AuditSubject {
        AuditSubject(
            .user, user, named: try connection.text("SELECT name FROM users WHERE id = \(user)") ?? "")
    }

    static func unit(_ id: Int?, in connection: any Connection) throws -> String? {
        try id.flatMap { try connection.text("SELECT name FROM org_units WHERE id = \($0)") }
    }

    private static func problems(
        role: String, unit: Int?, in connection: any Connection
    ) throws -> [UserProblem] {
        var problems: [UserProblem] = []
        if try connection.text("SELECT code FROM roles WHERE code = \(role)") == nil { problems.append(.roleUnknown) }
        if let unit, try connection.integer("SELECT id FROM org_units WHERE id = \(unit)") == nil {
            problems.append(.unitUnknown)
        }
        return problems
    }

    /// Gives somebody another name, role or unit; answers what is wrong with that.
    package func change(_ user: Int, name: String, role: String, unit: Int?) async throws -> [UserProblem] {
        let problems = NewUser.problems(ofName: name)
        if !problems.isEmpty { return problems }
        return try await database.write { connection in
            var problems = try Self.problems(role: role, unit: unit, in: connection)
            if role != Role.administratorCode, try Self.isLastAdministrator(user, in: connection) {
                problems.append(.lastAdministrator)
            }
            guard problems.isEmpty else { return problems }
            let before = try connection.first("SELECT name, role_code, unit_id FROM users WHERE id = \(user)") {
                (name: try $0.text(0), role: try $0.text(1), unit: $0.optionalInt(2))
            }
            try connection.execute(
                "UPDATE users SET name = \(name), role_code = \(role), unit_id = \(unit) WHERE id = \(user)")
            try RightsVersion.raise(in: connection)
            let changes = AuditChange.between([
                AuditChange("name", before?.name, name), AuditChange("role", before?.role, role),
                AuditChange(
                    "unit", try Self.unit(before?.unit, in: connection), try Self.unit(unit, in: connection)),
            ])
            if !changes.isEmpty {
                try Audit.note(.userChanged, AuditSubject(.user, user, named: name), changes, in: connection)
            }
            return []
        }
    }

    /// Whether without this user nobody could change users and roles any more.
    static func isLastAdministrator(_ user: Int, in connection: any Connection) throws -> Bool {
        let administrators = try connection.rows(
            """
            SELECT id FROM users WHERE role_code = \(Role.administratorCode) AND left_at IS NULL ORDER BY id LIMIT 2
            """
        ) { try $0.int(0) }
        return administrators == [user]
    }

    package func password(of username: String) async throws -> (user: Int, hash: PasswordHash)? {
        try await database.read { connection in
            try connection.first(
                "SELECT id, password FROM users WHERE username = \(NewUser.folded(username)) AND left_at IS NULL"
            ) {
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
            try connection.execute("DELETE FROM password_links WHERE user_id = \(user)")
            try Audit.note(.passwordChanged, try Self.subject(user, in: connection), in: connection)
        }
    }

    /// Gives a user a language they asked for.
    func keep(_ language: Language, of user: Int) async throws {
        _ = try await database.write {
            try $0.execute(
                "UPDATE users SET language = \(language.rawValue), chose_language = TRUE WHERE id = \(user)")
        }
    }

    /// Lets a user who never chose a language have their browser's.
    func follow(_ browser: Language, of user: Int) async throws {
        _ = try await database.write {
            try $0.execute(
                """
                UPDATE users SET language = \(browser.rawValue)
                WHERE id = \(user) AND NOT chose_language AND language <> \(browser.rawValue)
                """)
        }
    }

    package func keep(_ preferences: Preferences, of user: Int) async throws {
        _ = try await database.write { connection in
            try connection.execute(
                """
                UPDATE users SET language = \(preferences.language.rawValue), chose_language = TRUE,
                    appearance = \(preferences.appearance.rawValue), density = \(preferences.density.rawValue)
                WHERE id = \(user)
                """)
        }
    }
}
