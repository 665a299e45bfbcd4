import Audit
import Cryptography
package import Database
import Foundation
import People
import Site

/// A token as its user sees it.
package struct APIToken: Sendable, Equatable {
    package var id: Int
    package var name: String
    package var user: Int
    package var userName: String
    package var scopes: Set<TokenScope>
    /// Unix seconds.
    package var created: Int
    package var expires: Int
    /// Nil as long as it was not used.
    package var used: Int?
    package var revoked: Int?
}

/// Keeps tokens, known by the SHA-256 of their secret: who reads the database cannot use one. A secret is 256 random
/// bits, so that a plain hash is enough: nobody guesses it.
package struct TokenStore: Sendable {
    /// Reading does not write each time: a token's last use is this many seconds coarse.
    static let useStep = 300
    /// So that whoever finds one in a file, and programs that look for such, know what it is.
    package static let prefix = "mainstay_"

    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// Answers the token's secret, which nobody can be told again.
    /// - Throws: `TokenProblem`
    package func add(_ draft: TokenDraft, for user: Int) async throws -> String {
        if let problem = draft.problems.first { throw problem }
        let secret = Self.prefix + Secret.token()
        try await database.write { connection in
            let id = try Identifiers.reserve(1, for: "api_tokens", in: connection)
            let now = connection.author.now()
            let namesake = try connection.integer(
                """
                SELECT id FROM api_tokens
                WHERE user_id = \(user) AND name = \(draft.name) AND expires > \(now) AND revoked IS NULL LIMIT 1
                """)
            if namesake != nil { throw TokenProblem.nameTaken }
            let expires = now + draft.days * 86_400
            try connection.execute(
                """
                INSERT INTO api_tokens (id, user_id, name, token_hash, scopes, created, expires)
                VALUES (\(id), \(user), \(draft.name), \(Self.hash(secret)), \(draft.scopes.text), \(now), \(expires))
                """)
            let owner = try connection.text("SELECT name FROM users WHERE id = \(user)")
            try Audit.note(
                .tokenMade, AuditSubject(.token, id, named: draft.name),
                [
                    AuditChange("owner", nil, owner), AuditChange("scopes", nil, draft.scopes.text),
                    AuditChange("days", nil, String(draft.days)),
                ], in: connection)
        }
        return secret
    }

    /// The tokens of a user, or of all, that still work or ended lately; the newest first.
    package func tokens(of user: Int?, now: Int) async throws -> [APIToken] {
        let whose: SQL = user.map { "api_tokens.user_id = \($0)" } ?? "TRUE"
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT \(APIToken.columns) FROM api_tokens JOIN users ON users.id = api_tokens.user_id
                WHERE \(whose) AND api_tokens.expires > \(now - 30 * 86_400) AND api_tokens.revoked IS NULL
                ORDER BY api_tokens.id DESC
                """
            ) { try APIToken($0) }
        }
    }

    /// - Parameter user: whose it has to be; nil for anybody's.
    /// - Throws: `TokenProblem.gone`
    package func revoke(_ id: Int, of user: Int?) async throws {
        let whose: SQL = user.map { "user_id = \($0)" } ?? "TRUE"
        try await database.write { connection in
            let name = try connection.text(
                "SELECT name FROM api_tokens WHERE id = \(id) AND revoked IS NULL AND \(whose)")
            guard let name else { throw TokenProblem.gone }
            try Self.revoke(id, name, in: connection)
        }
    }

    /// Revokes every token of a user.
    static func end(of user: Int, in connection: any Connection) throws {
        let tokens = try connection.rows(
            "SELECT id, name FROM api_tokens WHERE user_id = \(user) AND revoked IS NULL ORDER BY id"
        ) { (id: try $0.int(0), name: try $0.text(1)) }
        for token in tokens { try revoke(token.id, token.name, in: connection) }
    }

    private static func revoke(_ id: Int, _ name: String, in connection: any Connection) throws {
        try connection.execute("UPDATE api_tokens SET revoked = \(connection.author.now()) WHERE id = \(id)")
        // What it was answered is of no use to anybody any more.
        try connection.execute("DELETE FROM api_answers WHERE token_id = \(id)")
        try Audit.note(.tokenRevoked, AuditSubject(.token, id, named: name), in: connection)
    }

    /// Who calls with a secret, and what the token lets them do: with the rights that they have now.
    struct Caller: Sendable {
        var token: Int
        var scopes: Set<TokenScope>
        var viewer: Viewer
    }

    /// Nil for a token that is unknown, over or revoked, and for whoever left.
    func caller(_ secret: String, now: Int) async throws -> Caller? {
        guard secret.hasPrefix(Self.prefix) else { return nil }
        let hash = Self.hash(secret)
        let found = try await database.read { connection in
            try ViewerReading.viewer(
                from: "api_tokens JOIN users ON users.id = api_tokens.user_id",
                where: """
                    api_tokens.token_hash = \(hash) AND api_tokens.expires > \(now) AND api_tokens.revoked IS NULL
                    """, in: connection,
                beside: (
                    "api_tokens.id, api_tokens.scopes, api_tokens.used",
                    { (id: try $0.int($1), scopes: try $0.text($1 + 1), used: $0.optionalInt($1 + 2)) }
                ))
        }
        guard let found else { return nil }
        // A use that is lost because the database is busy costs nothing.
        if now - (found.beside.used ?? 0) >= Self.useStep { try? await see(found.beside.id, now: now) }
        return Caller(token: found.beside.id, scopes: Set(text: found.beside.scopes), viewer: found.viewer)
    }

    private func see(_ id: Int, now: Int) async throws {
        try await database.write { try $0.execute("UPDATE api_tokens SET used = \(now) WHERE id = \(id)") }
    }

    static func hash(_ secret: String) -> String { SHA256.hash(secret.utf8).hexadecimal }
}

extension APIToken {
    fileprivate static let columns: SQL = """
        api_tokens.id, api_tokens.name, api_tokens.user_id, users.name, api_tokens.scopes, api_tokens.created,
            api_tokens.expires, api_tokens.used, api_tokens.revoked
        """

    fileprivate init(_ row: any Row) throws {
        self.init(
            id: try row.int(0), name: try row.text(1), user: try row.int(2), userName: try row.text(3),
            scopes: Set(text: try row.text(4)), created: try row.int(5), expires: try row.int(6),
            used: row.optionalInt(7), revoked: row.optionalInt(8))
    }
}

extension Set<TokenScope> {
    /// In the sequence in which they are explained.
    package var text: String { TokenScope.allCases.filter(contains).map(\.rawValue).joined(separator: " ") }

    fileprivate init(text: String) {
        self.init(text.split(separator: " ").compactMap { TokenScope(rawValue: String($0)) })
    }
}
