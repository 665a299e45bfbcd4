package import API
import Accounts
import HTTPTypes
import Measures
import Rights
import Site

/// Tasks for programs.
enum TaskAPI {
    static var operations: APIOperations {
        APIOperations([
            APIOperation(
                .get, "/tasks", "listTasks", tag: "Tasks",
                "Lists tasks by the day they are due; those that are done from the latest on.",
                parameters: [
                    APIParameter(
                        "whose", .choice(TaskListing.Whose.allCases.map(\.rawValue)),
                        "Those the user is to do, those they gave, or all they may see; else mine."),
                    APIParameter(
                        "state", .choice(TaskListing.State.allCases.map(\.rawValue)), "Else open."),
                    APIParameter("account", .integer(least: 1), "Only those about one account."),
                    APIParameter("through", .day, "Only those due by then."),
                ], answer: .page(record.shape), handling: .answer(list)),
            APIOperation(
                .post, "/tasks", "addTask", tag: "Tasks", "Gives somebody a task; they are told.", scope: .write,
                body: newTask, answer: .one(record.shape), status: .created, handling: .write(add, answer: made)),
            APIOperation(
                .get, "/tasks/{id}", "getTask", tag: "Tasks", "One task.", answer: .one(record.shape),
                handling: .answer { try await answer($0, $0.id()) }),
            APIOperation(
                .post, "/tasks/{id}/end", "endTask", tag: "Tasks", "Ends a task as done, or as needed no more.",
                scope: .write, body: end, answer: .one(record.shape),
                handling: .write(ended, answer: { try await answer($0, $1) })),
        ])
    }

    /// A task with the day on which its state is told.
    private struct Row: Sendable {
        let task: TaskItem
        let today: Day
    }

    private static let record = APIRecord<Row>(
        "Task",
        [
            .init("id", .integer(least: 1), "Its number.") { .integer($0.task.id) },
            .init("title", .text(.lines, most: 10_000), "What is to be done.") { .text($0.task.title) },
            .init("note", .text(.lines, most: 100_000), "What else is to be known.") { .text($0.task.note) },
            .init("assignee", .shape(AccountAPI.named), "Who is to do it.") { named($0.task.assignee) },
            .init("account", .nullable(.shape(AccountAPI.named)), "What it is about, as far as the user may see it.") {
                $0.task.account.map(named) ?? .null
            },
            .init("due", .day, "By when.") { .text($0.task.due.iso) },
            .init("giver", .nullable(.shape(AccountAPI.named)), "Who gave it; null for a rule or a command.") {
                $0.task.giver.map(named) ?? .null
            },
            .init("state", .choice(TaskItem.State.allCases.map(\.rawValue)), "How it stands today.") {
                .text($0.task.state(on: $0.today).rawValue)
            },
            .init("result", .nullable(.text(.lines, most: 100_000)), "What came of it, when it is over.") {
                .text($0.task.done?.result)
            },
            .init("origin", .text(.line, most: 200), "person, activity:7 or a rule's code.") {
                .text($0.task.origin.code)
            },
        ])

    private static func named(_ named: TaskItem.Named) -> JSON { AccountAPI.named(named.id, named.name) }

    private static let newTask = APIShape(
        "NewTask",
        [
            .init(
                "title", .text(.name, least: 1, most: TaskDraft.longestTitle), "What is to be done.", isRequired: true,
                example: "Send the offer"),
            .init("due", .day, "By when.", isRequired: true, example: "2026-12-01"),
            .init("note", .text(.lines, most: TaskDraft.longestNote), "What else is to be known."),
            .init("assignee", .integer(least: 1), "The number of who is to do it; else the token's user."),
            .init("account", .nullable(.integer(least: 1)), "What it is about."),
        ])

    private static let end = APIShape(
        "TaskEnd",
        [
            .init("result", .text(.lines, most: TaskDraft.longestNote), "What came of it.", example: "Sent"),
            .init("dropped", .flag, "It is needed no more; else it is done."),
        ])

    private static let list: @Sendable (APICall) async throws -> APIAnswer = { call in
        var listing = TaskListing(
            call.text("whose").flatMap { TaskListing.Whose(rawValue: $0) } ?? .mine,
            call.text("state").flatMap { TaskListing.State(rawValue: $0) } ?? .open,
            account: call.integer("account"), today: call.visit.today)
        listing.through = call.text("through").flatMap { Day(iso: $0) }
        listing.size = call.limit
        if let mark = try call.place({ DayMark(iso: $0) }) { listing.place = .after(mark) }
        let found = try await call.tasks.list(listing)
        return call.page(found.map { Row(task: $0, today: call.visit.today) }, record) { $0.task.mark.isoCursor }
    }

    private static func answer(_ call: APICall, _ id: Int) async throws -> APIAnswer {
        let task = try call.found(try await call.tasks.task(id))
        return APIAnswer(record.json(Row(task: task, today: call.visit.today), for: call.scope))
    }

    private static let made: @Sendable (APICall, Int) async throws -> APIAnswer = { call, id in
        var answer = try await answer(call, id)
        answer.location = "/tasks/\(id)"
        return answer
    }

    private static let add: @Sendable (APICall) async throws -> Int = { call in
        let body = call.body
        guard let due = body.text("due").flatMap({ Day(iso: $0) }), let user = call.visit.viewer?.user else {
            throw Refusal.unreadable
        }
        let draft = TaskDraft(
            body.text("title") ?? "", note: body.text("note") ?? "", assignee: body.integer("assignee") ?? user,
            account: body.integer("account"), due: due)
        let faults = draft.problems.map(\.fault)
        if !faults.isEmpty { throw APIFaults(faults) }
        do { return try await call.tasks.add(draft) } catch let problem as TaskProblem {
            throw APIFaults([problem.fault])
        }
    }

    private static let ended: @Sendable (APICall) async throws -> Int = { call in
        let task = try call.found(try await call.tasks.task(call.id()))
        guard try await call.tasks.mayChange(task.id) else { throw Refusal.forbidden }
        guard task.isOpen else { throw Problem(.conflict, "The task is over already.") }
        do {
            try await call.tasks.end(
                task.id, result: call.body.text("result") ?? "", isDropped: call.body.flag("dropped") ?? false)
        } catch TaskProblem.gone { throw Problem(.conflict, "The task was ended meanwhile.") }
        return task.id
    }
}

extension APICall {
    fileprivate var tasks: TaskStore { TaskStore(database, for: taskReader) }

    /// On whose behalf tasks are read and changed.
    package var taskReader: TaskReader { TaskReader(visit.viewer?.user, reads: scope, writes: writing) }
}

extension TaskProblem {
    fileprivate var fault: APIFault {
        switch self {
        case .titleMissing: APIFault("/title", "is missing")
        case .titleLong: APIFault("/title", "has at most \(TaskDraft.longestTitle) letters")
        case .noteLong: APIFault("/note", "has at most \(TaskDraft.longestNote) letters")
        case .assigneeUnknown: APIFault("/assignee", "is nobody who is here")
        case .accountUnknown: APIFault("/account", "is no account that the user may see")
        case .assigneeUnseeing: APIFault("/assignee", "may not see the account")
        case .gone: APIFault("", "is not there any more")
        }
    }
}
