import Audit
import Cryptography
package import Database
import Site

/// One-time links by which somebody chooses a password: an administrator makes one and passes it on. Only the SHA-256 of
/// a link's token is kept, and a new link makes the older ones worthless.
package struct PasswordLinks: Sendable {
    package static let life = 48 * 3_600

    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// Answers the token of a new link for somebody who is here; nil for who is not.
    package func make(for user: Int, now: Int) async throws -> String? {
        let token = Secret.token()
        let made = try await database.write { connection -> Bool in
            let here = try connection.integer("SELECT id FROM users WHERE id = \(user) AND left_at IS NULL")
            guard here != nil else { return false }
            try connection.execute(
                "DELETE FROM password_links WHERE user_id = \(user) OR created <= \(now - Self.life)")
            try connection.execute(
                """
                INSERT INTO password_links (token_hash, user_id, created)
                VALUES (\(SessionStore.hash(token)), \(user), \(now))
                """)
            try Audit.note(.passwordLinkMade, try PeopleStore.subject(user, in: connection), in: connection)
            return true
        }
        return made ? token : nil
    }

    /// Whose link it is; nil when it is unknown, used or over.
    func user(of token: String, now: Int) async throws -> User? {
        try await database.read { connection in
            try connection.first(
                """
                SELECT \(User.columns) FROM password_links JOIN users ON users.id = password_links.user_id
                WHERE password_links.token_hash = \(SessionStore.hash(token))
                    AND password_links.created > \(now - Self.life) AND users.left_at IS NULL
                """
            ) { try User($0) }
        }
    }

    /// Sets the password, uses the link up and ends every session of its user; false when the link was used meanwhile.
    func use(_ token: String, password: String, now: Int) async throws -> Bool {
        let hash = try await PasswordHash.make(password)
        return try await database.write { connection in
            let user = try connection.integer(
                """
                SELECT user_id FROM password_links JOIN users ON users.id = password_links.user_id
                WHERE token_hash = \(SessionStore.hash(token)) AND password_links.created > \(now - Self.life)
                    AND users.left_at IS NULL
                """)
            guard let user else { return false }
            try connection.execute("DELETE FROM password_links WHERE user_id = \(user)")
            try connection.execute("UPDATE users SET password = \(hash.stored) WHERE id = \(user)")
            try connection.execute("DELETE FROM sessions WHERE user_id = \(user)")
            let subject = try PeopleStore.subject(user, in: connection)
            try Audit.note(
                .passwordChanged, subject, by: connection.author.being(user, named: subject.name), in: connection)
            return true
        }
    }
}
