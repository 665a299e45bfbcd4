import Audit
import Cryptography
import Database
import Foundation
import Site

/// Sessions, known by the SHA-256 of their token: who reads the database cannot take one over.
struct SessionStore: Sendable {
    static let longestIdle = 12 * 3_600
    static let longestLife = 7 * 24 * 3_600
    /// Reading does not write each time: a session's last sight is this many seconds coarse.
    private static let sightStep = 300

    private let database: any Database

    init(_ database: any Database) { self.database = database }

    /// Where a session was begun, as far as the visitor told.
    struct Origin: Sendable {
        var address: String?
        var agent: String?

        static let unknown = Origin()
    }

    /// Begins a session and answers its new token; the one the visitor came with, if any, ends.
    func begin(user: Int, now: Int, replacing former: String?, from origin: Origin = .unknown) async throws -> String {
        let token = Secret.token()
        let formerHash = former.map { Self.hash($0) } ?? ""
        let oldest = now - Self.longestLife
        let oldestSight = now - Self.longestIdle
        try await database.write { connection in
            try connection.execute(
                """
                DELETE FROM sessions WHERE token_hash = \(formerHash) OR created <= \(oldest) OR seen <= \(oldestSight)
                """)
            try connection.execute(
                """
                INSERT INTO sessions (token_hash, user_id, created, seen, address, agent)
                VALUES (\(Self.hash(token)), \(user), \(now), \(now), \(origin.address), \(origin.agent))
                """)
            let subject = try PeopleStore.subject(user, in: connection)
            try Audit.note(
                .sessionBegun, subject, [AuditChange("agent", nil, origin.agent)],
                by: connection.author.being(user, named: subject.name), in: connection)
        }
        return token
    }

    /// Writes down that somebody was not let in.
    /// - Parameter user: nil for a name that nobody has; written down too, so that it takes as long, but never the name:
    ///   it may be a password typed into the wrong field.
    func noteRefusal(_ act: AuditAct, user: Int?, from origin: Origin) async throws {
        try await database.write { connection in
            let subject = try user.map { try PeopleStore.subject($0, in: connection) }
            try Audit.note(
                act, subject ?? AuditSubject(.user, "", named: ""), [AuditChange("agent", nil, origin.agent)],
                in: connection)
        }
    }

    func end(token: String) async throws {
        try await end("token_hash = \(Self.hash(token))")
    }

    /// A session as its user sees it.
    struct Listed: Sendable, Equatable {
        /// Names it in forms; tells nothing of its token.
        var name: String
        var created: Int
        var seen: Int
        var address: String?
        var agent: String?
        var isThis: Bool
    }

    private static let nameLength = 16

    /// The sessions of a user that are not over, the last seen first.
    func sessions(of user: Int, now: Int, this token: String?) async throws -> [Listed] {
        let own = token.map { Self.hash($0) }
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT token_hash, created, seen, address, agent FROM sessions
                WHERE user_id = \(user) AND created > \(now - Self.longestLife) AND seen > \(now - Self.longestIdle)
                ORDER BY seen DESC, token_hash
                """
            ) { row in
                let hash = try row.text(0)
                return Listed(
                    name: String(hash.prefix(Self.nameLength)), created: try row.int(1), seen: try row.int(2),
                    address: row.optionalText(3), agent: row.optionalText(4), isThis: hash == own)
            }
        }
    }

    /// Ends one session of a user by its name, or all but one.
    func end(_ name: String, of user: Int) async throws {
        guard name.count == Self.nameLength else { return }
        try await end("user_id = \(user) AND substr(token_hash, 1, \(Self.nameLength)) = \(name)")
    }

    func endAll(of user: Int, but token: String?) async throws {
        let kept = token.map { Self.hash($0) } ?? ""
        try await end("user_id = \(user) AND token_hash <> \(kept)")
    }

    private func end(_ which: SQL) async throws {
        try await database.write { connection in
            let ended = try connection.rows("SELECT user_id, agent FROM sessions WHERE \(which)") {
                (user: try $0.int(0), agent: $0.optionalText(1))
            }
            try connection.execute("DELETE FROM sessions WHERE \(which)")
            for session in ended {
                try Audit.note(
                    .sessionEnded, try PeopleStore.subject(session.user, in: connection),
                    [AuditChange("agent", session.agent, nil)], in: connection)
            }
        }
    }

    /// The user of a session that is neither idle for 12 hours nor older than 7 days.
    func viewer(token: String, now: Int) async throws -> Viewer? {
        let hash = Self.hash(token)
        let found = try await database.read { connection in
            try ViewerReading.viewer(
                from: "sessions JOIN users ON users.id = sessions.user_id",
                where: """
                    sessions.token_hash = \(hash) AND sessions.created > \(now - Self.longestLife)
                        AND sessions.seen > \(now - Self.longestIdle)
                    """, in: connection, beside: ("sessions.seen", { try $0.int($1) }))
        }
        guard let found else { return nil }
        // A sight that is lost because the database is busy costs nothing.
        if now - found.beside >= Self.sightStep { try? await see(hash, now: now) }
        return found.viewer
    }

    static func hash(_ token: String) -> String { SHA256.hash(token.utf8).hexadecimal }

    private func see(_ hash: String, now: Int) async throws {
        _ = try await database.write { try $0.execute("UPDATE sessions SET seen = \(now) WHERE token_hash = \(hash)") }
    }
}
