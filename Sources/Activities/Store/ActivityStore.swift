import Accounts
import Audit
import Contacts
package import Database
package import Measures
import Notices
package import Rights
package import Tasks
import Site

/// Keeps what we did with accounts, and what was said of it.
package struct ActivityStore: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// One more than asked for when there are so many, in reading order: backwards for `.before`.
    package func list(_ listing: ActivityListing, scope: Scope) async throws -> [Activity] {
        if scope.isNothing { return [] }
        let way: SQL = listing.place.isBackward ? "ASC" : "DESC"
        return try await database.read { connection in
            let found = try connection.rows(
                """
                \(Self.select) WHERE \(Self.condition(listing)) AND \(scope.covers("activities.account_id"))
                ORDER BY activities.day \(way), activities.id \(way) LIMIT \(listing.size + 1)
                """
            ) { try Activity($0) }
            return try Self.withContacts(found, in: connection)
        }
    }

    /// Nil when there is none, or none this person may see.
    package func activity(_ id: Int, scope: Scope) async throws -> Activity? {
        try await database.read { try Self.activity(id, scope, in: $0) }
    }

    package func comments(on activity: Int, scope: Scope) async throws -> [Comment] {
        if scope.isNothing { return [] }
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT coalesce(users.name, ''), activity_comments.made, text
                FROM activity_comments JOIN activities ON activities.id = activity_id
                    LEFT JOIN users ON users.id = activity_comments.author_id
                WHERE activity_id = \(activity) AND \(scope.covers("activities.account_id"))
                ORDER BY activity_comments.id
                """
            ) { Comment(author: try $0.text(0), time: try $0.int(1), text: try $0.text(2)) }
        }
    }

    /// Writes an activity down, with the task that its next step is.
    /// - Parameter reader: who writes it; the account has to be theirs to change.
    /// - Throws: `ActivityProblem`, `TaskProblem`
    package func add(_ draft: ActivityDraft, to account: Int, for reader: TaskReader, today: Day) async throws -> Int {
        try await database.write { try Self.add(draft, to: account, for: reader, today: today, in: $0) }
    }

    /// The same inside a transaction.
    package static func add(
        _ draft: ActivityDraft, to account: Int, for reader: TaskReader, today: Day, in connection: any Connection
    ) throws -> Int {
        if let problem = draft.problems(today: today).first { throw problem }
        guard try reader.writes.includes(account, in: connection) else { throw ActivityProblem.gone }
        let id = try Identifiers.reserve(1, for: "activities", in: connection)
        let author = connection.author
        try connection.execute(
            """
            INSERT INTO activities (id, account_id, kind, day, author_id, subject, minutes, made)
            VALUES (\(id), \(account), \(draft.kind.rawValue), \(Int(draft.day.number)), \(author.user),
                \(draft.subject), \(draft.minutes), \(author.now()))
            """)
        try keepContacts(draft.contacts, of: id, at: account, in: connection)
        try AccountRegister.adopt(account, in: connection)
        try Audit.note(
            .activityAdded, AuditSubject(.activity, id, named: draft.subject),
            [
                AuditChange("account", nil, try name(account, in: connection)),
                AuditChange("activity_kind", nil, draft.kind.rawValue), AuditChange("day", nil, draft.day.iso),
            ], in: connection)
        if let next = draft.next {
            let task = TaskDraft(
                next.title, assignee: next.assignee, account: account, due: next.due, origin: .activity(id))
            _ = try TaskStore.add(task, for: reader, in: connection)
        }
        return id
    }

    /// Whether somebody may is the caller's to ask (`ActivityRight`).
    /// - Parameter scope: what may be changed.
    /// - Throws: `ActivityProblem`
    package func change(_ id: Int, to draft: ActivityDraft, scope: Scope, today: Day) async throws {
        if let problem = draft.problems(today: today).first { throw problem }
        try await database.write { connection in
            guard let before = try Self.activity(id, scope, in: connection) else { throw ActivityProblem.gone }
            try connection.execute(
                """
                UPDATE activities SET kind = \(draft.kind.rawValue), day = \(Int(draft.day.number)),
                    subject = \(draft.subject), minutes = \(draft.minutes) WHERE id = \(id)
                """)
            try connection.execute("DELETE FROM activity_contacts WHERE activity_id = \(id)")
            try Self.keepContacts(draft.contacts, of: id, at: before.account.id, in: connection)
            let changes = AuditChange.between([
                AuditChange("activity_kind", before.kind.rawValue, draft.kind.rawValue),
                AuditChange("day", before.day.iso, draft.day.iso),
                AuditChange("subject", before.subject, draft.subject),
                AuditChange("minutes", before.minutes, draft.minutes),
            ])
            try Audit.note(
                .activityChanged, AuditSubject(.activity, id, named: draft.subject), changes, in: connection)
        }
    }

    /// - Parameter scope: what may be changed.
    /// - Throws: `ActivityProblem.gone`
    package func remove(_ id: Int, scope: Scope) async throws {
        try await database.write { connection in
            guard let activity = try Self.activity(id, scope, in: connection) else { throw ActivityProblem.gone }
            try connection.execute("DELETE FROM activities WHERE id = \(id)")
            try Audit.note(
                .activityRemoved, AuditSubject(.activity, id, named: activity.subject),
                [
                    AuditChange("account", activity.account.name, nil), AuditChange("day", activity.day.iso, nil),
                    AuditChange("minutes", activity.minutes, nil),
                ], in: connection)
        }
    }

    /// Says something of an activity; its author is told, and whoever said something before.
    /// - Parameter scope: what may be read.
    /// - Throws: `ActivityProblem`
    package func comment(on id: Int, _ text: String, scope: Scope) async throws {
        let text = text.trimmed
        if text.isEmpty { throw ActivityProblem.commentMissing }
        if text.count > ActivityDraft.longestComment {
            throw ActivityProblem.long("comment", ActivityDraft.longestComment)
        }
        try await database.write { connection in
            guard let activity = try Self.activity(id, scope, in: connection) else { throw ActivityProblem.gone }
            let author = connection.author
            let before = try connection.rows(
                """
                SELECT DISTINCT author_id FROM activity_comments
                WHERE activity_id = \(id) AND author_id IS NOT NULL
                """
            ) { try $0.int(0) }
            let comment = try Identifiers.reserve(1, for: "activity_comments", in: connection)
            try connection.execute(
                """
                INSERT INTO activity_comments (id, activity_id, author_id, made, text)
                VALUES (\(comment), \(id), \(author.user), \(author.now()), \(text))
                """)
            try Audit.note(
                .commentAdded, AuditSubject(.activity, id, named: activity.subject),
                [AuditChange("comment", nil, text)], in: connection)
            try NoticeStore.tell(
                Array(Set([activity.author?.id].compactMap { $0 } + before)), ActivityNotices.comment,
                ["by": author.name, "subject": activity.subject, "account": activity.account.name],
                path: "/activities/\(id)", in: connection)
        }
    }

    // MARK: Reading

    private static func activity(_ id: Int, _ scope: Scope, in connection: any Connection) throws -> Activity? {
        if scope.isNothing { return nil }
        let found = try connection.rows(
            "\(select) WHERE activities.id = \(id) AND \(scope.covers("activities.account_id"))"
        ) { try Activity($0) }
        return try withContacts(found, in: connection).first
    }

    private static func withContacts(_ activities: [Activity], in connection: any Connection) throws -> [Activity] {
        if activities.isEmpty { return [] }
        var contacts: [Int: [Activity.Named]] = [:]
        try connection.forEachRow(
            """
            SELECT activity_id, contacts.id, contacts.name
            FROM activity_contacts JOIN contacts ON contacts.id = contact_id
            WHERE activity_id IN \(list: activities.map(\.id)) ORDER BY activity_id, contacts.sort_name, contacts.id
            """
        ) { contacts[try $0.int(0), default: []].append(.init(try $0.int(1), try $0.text(2))) }
        return activities.map {
            var activity = $0
            activity.contacts = contacts[activity.id] ?? []
            return activity
        }
    }

    private static func keepContacts(
        _ contacts: [Int], of id: Int, at account: Int, in connection: any Connection
    ) throws {
        for contact in try ContactStore.names(of: contacts, at: account, in: connection) {
            try connection.execute(
                "INSERT INTO activity_contacts (activity_id, contact_id) VALUES (\(id), \(contact.id))")
        }
    }

    private static func name(_ account: Int, in connection: any Connection) throws -> String? {
        try connection.text("SELECT name FROM accounts WHERE id = \(account)")
    }

    private static func condition(_ listing: ActivityListing) -> SQL {
        var conditions: [SQL] = []
        if let account = listing.account { conditions.append("activities.account_id = \(account)") }
        if let author = listing.author { conditions.append("activities.author_id = \(author)") }
        if let kind = listing.kind { conditions.append("activities.kind = \(kind.rawValue)") }
        if let mark = listing.place.mark {
            let side: SQL = listing.place.isBackward ? ">" : "<"
            conditions.append("(activities.day, activities.id) \(side) (\(Int(mark.day.number)), \(mark.id))")
        }
        return conditions.isEmpty ? "TRUE" : SQL.joined(conditions, by: " AND ")
    }

    private static let select: SQL = """
        SELECT activities.id, account_id, accounts.name, kind, day, author_id, users.name, subject, minutes,
            (SELECT CAST(count(*) AS BIGINT) FROM activity_comments WHERE activity_id = activities.id), accounts.code
        FROM activities JOIN accounts ON accounts.id = account_id LEFT JOIN users ON users.id = author_id
        """
}

extension Activity {
    fileprivate init(_ row: any Row) throws {
        self.init(
            id: try row.int(0), account: Named(try row.int(1), try row.text(2)),
            kind: ActivityKind(rawValue: try row.text(3)) ?? .visit, day: Day(try row.int(4)),
            author: row.optionalInt(5).map { Named($0, row.optionalText(6) ?? "") }, contacts: [],
            subject: try row.text(7), minutes: try row.text(8), comments: try row.int(9),
            accountCode: try row.text(10))
    }
}
