import Audit
package import Database
package import Measures
import Synchronization

/// A policy as it was settled: its number, and the day from which it judges.
package struct PolicyVersion<Body: Policy>: Sendable, Equatable {
    package var version: Int
    package var effective: Day
    package var body: Body

    package init(version: Int, effective: Day, body: Body) {
        self.version = version
        self.effective = effective
        self.body = body
    }
}

/// Keeps policies: old versions stay, a new one begins on its effective day.
package enum PolicyStore {
    /// The one in force on a day: the latest of those that judge it, for a later version may reach further back than the
    /// one it follows. Before anybody settled one it is the usual one, as version 1.
    /// - Throws: `PolicyRefused` when the stored document does not hold together.
    package static func version<Body: Policy>(
        of type: Body.Type = Body.self, on day: Day, in connection: any Connection
    ) throws -> PolicyVersion<Body> {
        let found = try connection.first(
            """
            SELECT version, effective_day, body FROM policies
            WHERE kind = \(Body.kind) AND effective_day <= \(Int(day.number)) ORDER BY version DESC LIMIT 1
            """
        ) { (try $0.int(0), Day(try $0.int(1)), try $0.text(2)) }
        guard let (version, effective, text) = found else { return first() }
        return PolicyVersion(version: version, effective: effective, body: try KeptDocuments.read(text))
    }

    /// The one that judged, by its number.
    package static func version<Body: Policy>(
        _ number: Int, of type: Body.Type = Body.self, in connection: any Connection
    ) throws -> PolicyVersion<Body> {
        let found = try connection.first(
            "SELECT effective_day, body FROM policies WHERE kind = \(Body.kind) AND version = \(number)"
        ) { (Day(try $0.int(0)), try $0.text(1)) }
        guard let (effective, text) = found else { return first() }
        return PolicyVersion(version: number, effective: effective, body: try KeptDocuments.read(text))
    }

    /// All of them, newest first.
    package static func versions<Body: Policy>(
        of type: Body.Type = Body.self, in connection: any Connection
    ) throws -> [PolicyVersion<Body>] {
        let kept = try connection.rows(
            "SELECT version, effective_day, body FROM policies WHERE kind = \(Body.kind) ORDER BY version DESC"
        ) { (try $0.int(0), Day(try $0.int(1)), try $0.text(2)) }
        if kept.isEmpty { return [first()] }
        return try kept.map { PolicyVersion(version: $0, effective: $1, body: try KeptDocuments.read($2)) }
    }

    /// Stores the usual policy as version 1 unless there is one, so that what judged stays what it was.
    package static func seed<Body: Policy>(
        _ type: Body.Type, now: Int, in connection: any Connection
    ) throws {
        let known = try connection.integer("SELECT 1 FROM policies WHERE kind = \(Body.kind) LIMIT 1")
        if known == nil { try keep(first(of: type), user: nil, now: now, in: connection) }
    }

    /// All versions as they are kept, newest first; before anybody settled one, the usual one.
    package static func records<Body: Policy>(
        of type: Body.Type, in connection: any Connection
    ) throws -> [PolicyRecord] {
        let kept = try connection.rows(
            """
            SELECT version, effective_day, created, user_id, note, body FROM policies
            WHERE kind = \(Body.kind) ORDER BY version DESC
            """
        ) { row in
            let body: Body = try KeptDocuments.read(try row.text(5))
            let effective = Day(try row.int(1))
            return PolicyRecord(
                version: try row.int(0), effective: effective == beginning ? nil : effective, created: try row.int(2),
                user: row.optionalInt(3), note: try row.text(4), document: try PolicyDocument.write(body))
        }
        if !kept.isEmpty { return kept }
        return [
            PolicyRecord(
                version: 1, effective: nil, created: nil, user: nil, note: "",
                document: try PolicyDocument.write(Body.usual))
        ]
    }

    /// Makes a new version.
    /// - Parameters:
    ///   - base: the version that it was made from; nil for whichever is the latest.
    ///   - note: why, in the words of who published it.
    /// - Throws: `PolicyRefused` for a policy that does not hold together; `PolicyOvertaken` when there is a
    ///   later version than `base`.
    package static func publish<Body: Policy>(
        _ body: Body, from effective: Day, following base: Int? = nil, note: String = "", user: Int?, now: Int,
        in connection: any Connection
    ) throws -> PolicyVersion<Body> {
        if !body.problems.isEmpty { throw PolicyRefused(kind: Body.kind, problems: body.problems) }
        try seed(Body.self, now: now, in: connection)
        let latest = try connection.first(
            """
            SELECT version, effective_day FROM policies WHERE kind = \(Body.kind) ORDER BY version DESC LIMIT 1
            """
        ) { (try $0.int(0), Day(try $0.int(1))) }
        if let latest, let base, latest.0 != base { throw PolicyOvertaken(latest: latest.0) }
        let new = PolicyVersion(version: (latest?.0 ?? 0) + 1, effective: effective, body: body)
        try keep(new, note: note, user: user, now: now, in: connection)
        let former = try latest.map { try version($0.0, of: Body.self, in: connection).body } ?? Body.usual
        try Audit.note(
            .policyPublished, AuditSubject(.policy, Body.kind, named: Body.kind),
            AuditChange.between([
                AuditChange("version", latest.map { String($0.0) }, String(new.version)),
                AuditChange("effective", latest?.1.iso, effective.iso),
                AuditChange("note", nil, note.isEmpty ? nil : note),
                AuditChange("document", try PolicyDocument.write(former), try PolicyDocument.write(body)),
            ]), in: connection)
        return new
    }

    private static func first<Body: Policy>(of type: Body.Type = Body.self) -> PolicyVersion<Body> {
        PolicyVersion(version: 1, effective: beginning, body: Body.usual)
    }

    /// 1 January of the year 1: in force whatever the day.
    private static let beginning = Day(-719_162)

    private static func keep<Body: Policy>(
        _ policy: PolicyVersion<Body>, note: String = "", user: Int?, now: Int, in connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO policies (kind, version, effective_day, body, created, user_id, note)
            VALUES (\(Body.kind), \(policy.version), \(Int(policy.effective.number)),
                \(try PolicyDocument.write(policy.body)), \(now), \(user), \(note))
            """)
    }
}

/// Somebody else published a version meanwhile.
package struct PolicyOvertaken: Error, Sendable, Equatable {
    package var latest: Int

    package init(latest: Int) { self.latest = latest }
}

/// A version of a policy of whatever kind, with who published it and why.
package struct PolicyRecord: Sendable, Equatable {
    package var version: Int
    /// Nil for the first, which is in force whatever the day.
    package var effective: Day?
    /// In unix seconds; nil for the usual policy that nobody needed to keep yet.
    package var created: Int?
    package var user: Int?
    package var note: String
    /// The whole policy as JSON.
    package var document: String
}

package enum JudgingSchema {
    package static let migrations = [
        Migration(
            "judging-001",
            [
                """
                CREATE TABLE policies (
                    kind TEXT NOT NULL,
                    version BIGINT NOT NULL,
                    effective_day INTEGER NOT NULL,
                    body TEXT NOT NULL,
                    created BIGINT NOT NULL,
                    user_id BIGINT,
                    PRIMARY KEY (kind, version)
                )
                """
            ]),
        Migration("judging-002", ["ALTER TABLE policies ADD COLUMN note TEXT NOT NULL DEFAULT ''"]),
    ]
}

/// Documents as they were read: every page that explains a judgement asks for the policy behind it, a version never
/// changes, and taking one apart costs more than the rest of the page.
private enum KeptDocuments {
    private struct Document: Hashable {
        var kind: String
        var text: String
    }

    private static let kept = Mutex<[Document: any Policy]>([:])
    private static let room = 100

    static func read<Body: Policy>(_ text: String) throws -> Body {
        let document = Document(kind: Body.kind, text: text)
        if let known = kept.withLock({ $0[document] }) as? Body { return known }
        let body: Body = try PolicyDocument.read(text)
        kept.withLock { kept in
            if kept.count >= room { kept = [:] }
            kept[document] = body
        }
        return body
    }
}
