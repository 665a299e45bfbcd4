package import Database
package import Rights
package import Site

/// Who somebody is to the site: their role, and what it lets them see and do.
package enum ViewerReading {
    /// - Parameter condition: which user, in terms of `users` and whatever `from` joins to it.
    package static func viewer<Beside>(
        from source: SQL = "users", where condition: SQL, in connection: any Connection,
        beside: (SQL, (any Row, Int) throws -> Beside)
    ) throws -> (viewer: Viewer, beside: Beside)? {
        let found = try connection.first(
            """
            SELECT \(User.columns), \(RoleRow.columns), rights_version.version, users.unread_notices, \(beside.0)
            FROM \(source) JOIN roles ON roles.code = users.role_code CROSS JOIN rights_version
            WHERE \(condition) AND users.left_at IS NULL
            """
        ) { row in
            let next = User.columnCount + RoleRow.columnCount
            return (
                user: try User(row), role: try RoleRow.role(row, from: User.columnCount), version: try row.int(next),
                unread: try row.int(next + 1), beside: try beside.1(row, next + 2)
            )
        }
        guard let found else { return nil }
        let person = try person(found.user, found.role, in: connection)
        return (Viewer(found.user, person, version: found.version, unread: found.unread), found.beside)
    }

    /// What a user would be shown: for commands that speak for somebody. Nil when there is none, or they left.
    package static func viewer(username: String, in connection: any Connection) throws -> Viewer? {
        try viewer(
            where: "users.username = \(NewUser.folded(username))", in: connection, beside: ("0", { _, _ in () }))?
            .viewer
    }

    /// The same by id.
    package static func viewer(user: Int, in connection: any Connection) throws -> Viewer? {
        try viewer(where: "users.id = \(user)", in: connection, beside: ("0", { _, _ in () }))?.viewer
    }

    /// What somebody may read; nothing when they left.
    package static func scope(of user: Int, in connection: any Connection) throws -> Scope {
        try viewer(user: user, in: connection)?.scope ?? .nothing
    }

    /// The tree is asked for only where a reach depends on it.
    private static func person(_ user: User, _ role: Role, in connection: any Connection) throws -> Person {
        guard role.reads != .all || role.writes != .all, role.reads != .none else {
            return Person(user: user.id, role: role)
        }
        return try OrganisationStore.organisation(in: connection).person(user.id, role: role, unit: user.unit)
    }
}

extension Viewer {
    init(_ user: User, _ person: Person, version: Int, unread: Int) {
        self.init(
            user: user.id, username: user.username, name: user.name, acts: person.role.acts,
            scope: .reading(person, version: version), writing: .writing(person, version: version),
            rightsVersion: version, unreadNotices: unread, isInTeam: user.unit != nil, preferences: user.preferences)
    }
}
