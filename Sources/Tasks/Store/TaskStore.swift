import Accounts
import Audit
package import Database
import Measures
import Notices
import People
import Rights
import Site

/// Keeps what people are to do.
package struct TaskStore: Sendable {
    private let database: any Database
    private let reader: TaskReader

    package init(_ database: any Database, for reader: TaskReader) {
        self.database = database
        self.reader = reader
    }

    /// One more than asked for when there are so many, in reading order: backwards for `.before`.
    package func list(_ listing: TaskListing) async throws -> [TaskItem] {
        try await database.read { connection in
            try connection.rows(
                """
                \(select) WHERE \(condition(listing)) AND \(reader.covers(.read))
                ORDER BY tasks.due_day \(unsafe: listing.goesDown ? "DESC" : "ASC"),
                    tasks.id \(unsafe: listing.goesDown ? "DESC" : "ASC") LIMIT \(listing.size + 1)
                """
            ) { try TaskItem($0) }
        }
    }

    package func count(_ listing: TaskListing) async throws -> Int {
        try await database.read { connection in
            try connection.integer(
                """
                SELECT CAST(count(*) AS BIGINT) FROM tasks WHERE \(condition(listing)) AND \(reader.covers(.read))
                """) ?? 0
        }
    }

    /// Nil when there is none, or none that may be seen.
    package func task(_ id: Int) async throws -> TaskItem? {
        try await database.read { connection in
            try connection.first("\(select) WHERE tasks.id = \(id) AND \(reader.covers(.read))") { try TaskItem($0) }
        }
    }

    package func mayChange(_ id: Int) async throws -> Bool {
        try await database.read { connection in
            try connection.integer("SELECT id FROM tasks WHERE id = \(id) AND \(reader.covers(.write))") != nil
        }
    }

    /// - Throws: `TaskProblem`
    package func add(_ draft: TaskDraft) async throws -> Int {
        try await database.write { try Self.add(draft, for: reader, in: $0) }
    }

    /// The same inside the transaction of what the task follows from.
    /// - Throws: `TaskProblem`
    package static func add(_ draft: TaskDraft, for reader: TaskReader, in connection: any Connection) throws -> Int {
        try check(draft, for: reader, in: connection)
        let id = try Identifiers.reserve(1, for: "tasks", in: connection)
        let author = connection.author
        try connection.execute(
            """
            INSERT INTO tasks (id, title, note, assignee_id, account_id, due_day, giver_id, origin, made, is_dropped,
                result)
            VALUES (\(id), \(draft.title), \(draft.note), \(draft.assignee), \(draft.account), \(Int(draft.due.number)),
                \(author.user), \(draft.origin.code), \(author.now()), \(false), '')
            """)
        if let account = draft.account { try AccountRegister.adopt(account, in: connection) }
        try Audit.note(
            .taskGiven, AuditSubject(.task, id, named: draft.title),
            AuditChange.between(try words(draft, in: connection).map { AuditChange($0.field, nil, $0.text) }),
            in: connection)
        try tellAssignee(id, draft, in: connection)
        return id
    }

    /// Gives a task another title, note, person or day.
    /// - Throws: `TaskProblem`
    package func change(_ id: Int, to draft: TaskDraft) async throws {
        try await database.write { connection in
            guard let before = try Self.draft(id, reader.covers(.write), in: connection) else { throw TaskProblem.gone }
            var draft = draft
            (draft.account, draft.origin) = (before.account, before.origin)
            try Self.check(draft, for: reader, in: connection)
            try connection.execute(
                """
                UPDATE tasks SET title = \(draft.title), note = \(draft.note), assignee_id = \(draft.assignee),
                    due_day = \(Int(draft.due.number)) WHERE id = \(id)
                """)
            let changes = zip(try Self.words(before, in: connection), try Self.words(draft, in: connection))
                .map { AuditChange($0.field, $0.text, $1.text) }
            try Audit.note(
                .taskChanged, AuditSubject(.task, id, named: draft.title), AuditChange.between(changes), in: connection)
            if draft.assignee != before.assignee { try Self.tellAssignee(id, draft, in: connection) }
        }
    }

    /// Ends a task as done, or as one that is needed no more.
    /// - Throws: `TaskProblem.gone` when it is not open any more, or may not be changed.
    package func end(_ id: Int, result: String, isDropped: Bool = false) async throws {
        try await database.write { connection in
            guard let task = try Self.draft(id, reader.covers(.write), in: connection) else { throw TaskProblem.gone }
            let (author, result) = (connection.author, String(result.trimmed.prefix(TaskDraft.longestNote)))
            try connection.execute(
                """
                UPDATE tasks SET done_at = \(author.now()), done_by = \(author.user), is_dropped = \(isDropped),
                    result = \(result) WHERE id = \(id)
                """)
            try Audit.note(
                isDropped ? .taskDropped : .taskDone, AuditSubject(.task, id, named: task.title),
                AuditChange.between([AuditChange("result", nil, result.isEmpty ? nil : result)]), in: connection)
            let giver = try connection.integer("SELECT giver_id FROM tasks WHERE id = \(id)")
            try NoticeStore.tell(
                [giver, task.assignee].compactMap { $0 }, isDropped ? TaskNotices.dropped : TaskNotices.done,
                ["title": task.title, "by": author.name], path: "/tasks/\(id)", in: connection)
        }
    }

    /// Takes back that a task was ended.
    /// - Throws: `TaskProblem.gone` when it is open, or may not be changed.
    package func reopen(_ id: Int) async throws {
        try await database.write { connection in
            let count = try connection.execute(
                """
                UPDATE tasks SET done_at = NULL, done_by = NULL, is_dropped = \(false), result = ''
                WHERE id = \(id) AND done_at IS NOT NULL AND \(reader.covers(.write))
                """)
            guard count == 1 else { throw TaskProblem.gone }
            let title = try connection.text("SELECT title FROM tasks WHERE id = \(id)") ?? ""
            try Audit.note(.taskReopened, AuditSubject(.task, id, named: title), in: connection)
        }
    }

    /// What somebody who leaves still has to do goes to their successor; without one it stays theirs, to be given on.
    package static func handOver(_ leaver: Int, to successor: Int?, in connection: any Connection) throws {
        guard let successor else { return }
        let open: SQL = "assignee_id = \(leaver) AND done_at IS NULL"
        let tasks = try connection.rows("SELECT id, title FROM tasks WHERE \(open) ORDER BY id") {
            (id: try $0.int(0), title: try $0.text(1))
        }
        let names = (try name(leaver, in: connection), try name(successor, in: connection))
        for task in tasks {
            try Audit.note(
                .taskChanged, AuditSubject(.task, task.id, named: task.title),
                [AuditChange("assignee", names.0, names.1)], in: connection)
        }
        try connection.execute("UPDATE tasks SET assignee_id = \(successor) WHERE \(open)")
    }

    /// How many tasks somebody has open.
    package func open(of user: Int) async throws -> Int {
        try await database.read { connection in
            try connection.integer(
                """
                SELECT CAST(count(*) AS BIGINT) FROM tasks
                WHERE assignee_id = \(user) AND done_at IS NULL AND \(reader.covers(.read))
                """) ?? 0
        }
    }
}

extension TaskStore {
    private static func check(_ draft: TaskDraft, for reader: TaskReader, in connection: any Connection) throws {
        if let problem = draft.problems.first { throw problem }
        let isHere = try connection.integer("SELECT id FROM users WHERE id = \(draft.assignee) AND left_at IS NULL")
        guard isHere != nil else { throw TaskProblem.assigneeUnknown }
        guard let account = draft.account else { return }
        let isThere = try connection.integer("SELECT id FROM accounts WHERE id = \(account)") != nil
        guard isThere, try reader.reads.includes(account, in: connection) else { throw TaskProblem.accountUnknown }
        guard try ViewerReading.scope(of: draft.assignee, in: connection).includes(account, in: connection) else {
            throw TaskProblem.assigneeUnseeing
        }
    }

    /// An open task as it could be asked for anew.
    private static func draft(_ id: Int, _ covered: SQL, in connection: any Connection) throws -> TaskDraft? {
        try connection.first(
            """
            SELECT title, note, assignee_id, account_id, due_day, origin FROM tasks
            WHERE id = \(id) AND done_at IS NULL AND \(covered)
            """
        ) { row in
            TaskDraft(
                try row.text(0), note: try row.text(1), assignee: try row.int(2), account: row.optionalInt(3),
                due: Day(try row.int(4)), origin: TaskOrigin(code: try row.text(5)))
        }
    }

    private static func tellAssignee(_ id: Int, _ draft: TaskDraft, in connection: any Connection) throws {
        try NoticeStore.tell(
            [draft.assignee], TaskNotices.given,
            ["title": draft.title, "due": draft.due.iso, "by": connection.author.name], path: "/tasks/\(id)",
            in: connection)
    }

    private static func name(_ user: Int, in connection: any Connection) throws -> String? {
        try connection.text("SELECT name FROM users WHERE id = \(user)")
    }

    /// What the audit says of a task.
    private static func words(
        _ draft: TaskDraft, in connection: any Connection
    ) throws -> [(field: String, text: String?)] {
        let account = try draft.account.flatMap { try connection.text("SELECT name FROM accounts WHERE id = \($0)") }
        return [
            ("title", draft.title), ("note", draft.note.isEmpty ? nil : draft.note),
            ("assignee", try name(draft.assignee, in: connection)), ("account", account), ("due", draft.due.iso),
        ]
    }

    private func condition(_ listing: TaskListing) -> SQL {
        var conditions: [SQL] = []
        switch listing.whose {
        case .all: break
        case .mine: conditions.append("tasks.assignee_id = \(reader.user ?? 0)")
        case .given: conditions.append("tasks.giver_id = \(reader.user ?? 0)")
        }
        switch listing.state {
        case .open: conditions.append("tasks.done_at IS NULL")
        case .overdue: conditions.append("tasks.done_at IS NULL AND tasks.due_day < \(Int(listing.today.number))")
        case .done: conditions.append("tasks.done_at IS NOT NULL")
        }
        if let account = listing.account { conditions.append("tasks.account_id = \(account)") }
        if let through = listing.through { conditions.append("tasks.due_day <= \(Int(through.number))") }
        if let mark = listing.place.mark {
            let side: SQL = listing.goesDown ? "<" : ">"
            conditions.append("(tasks.due_day, tasks.id) \(side) (\(Int(mark.day.number)), \(mark.id))")
        }
        return conditions.isEmpty ? "TRUE" : SQL.joined(conditions, by: " AND ")
    }

    private var select: SQL {
        """
        SELECT tasks.id, title, note, assignee_id, assignee.name, accounts.id, accounts.name, due_day, giver_id,
            giver.name, origin, done_at, done_by, ender.name, is_dropped, result, accounts.code
        FROM tasks JOIN users assignee ON assignee.id = assignee_id
            LEFT JOIN users giver ON giver.id = giver_id LEFT JOIN users ender ON ender.id = done_by
            LEFT JOIN accounts ON accounts.id = tasks.account_id AND \(reader.seesAccount)
        """
    }
}

extension TaskItem {
    fileprivate init(_ row: any Row) throws {
        func named(_ column: Int) -> Named? {
            row.optionalInt(column).map { Named($0, row.optionalText(column + 1) ?? "") }
        }
        self.init(
            id: try row.int(0), title: try row.text(1), note: try row.text(2),
            assignee: Named(try row.int(3), try row.text(4)), account: named(5), due: Day(try row.int(7)),
            giver: named(8), origin: TaskOrigin(code: try row.text(10)))
        accountCode = row.optionalText(16) ?? ""
        if let time = row.optionalInt(11) {
            done = Done(time: time, by: named(12), isDropped: try row.bool(14), result: try row.text(15))
        }
    }
}
