import Accounts
import Hummingbird
import Measures
import People
import Rights
import Site

struct TaskPage: PageValue {
    let facts: Markup
    let note: String?
    let result: String?
    /// Nil for who may only read it.
    let form: TaskForm?
    let end: EndForm?
    let reopenPath: String?

    struct EndForm: PageValue {
        let path: String
        let field: FieldView
    }
}

struct TaskForm: PageValue {
    let path: String
    let back: String
    let fields: [FieldView]
    let hasProblems: Bool
    let problem: String?
}

/// `/tasks/new` and `/tasks/:id`: a task is given, changed, ended, opened again.
enum TaskRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("tasks/new") { try await newPage($0, problems: []) }
        routes.post("tasks") { try await add($0) }
        routes.get("tasks/:id") { try await page($0, try await $0.task(), problems: []) }
        routes.post("tasks/:id") { try await change($0) }
        routes.post("tasks/:id/end") { try await end($0) }
        routes.post("tasks/:id/reopen") { visit in
            let task = try await visit.changeableTask()
            do { try await visit.tasks.reopen(task.id) } catch let problem as TaskProblem {
                return try await page(visit, task, problems: [problem.at(visit)])
            }
            return visit.redirect(to: "/tasks/\(task.id)", flash: Flash(visit.text(TaskText.reopened)))
        }
    }

    private static func add(_ visit: Visit) async throws -> Response {
        do {
            var draft = try draft(visit)
            draft.account = try await visit.namedAccount("account")?.id
            let id = try await visit.tasks.add(draft)
            let back = draft.account.map { "/accounts/\($0)" } ?? "/tasks/\(id)"
            return visit.redirect(to: back, flash: Flash(visit.text(TaskText.added)))
        } catch let problem as TaskProblem {
            return try await newPage(visit, problems: [problem.at(visit)])
        } catch let problem as FieldProblem {
            return try await newPage(visit, problems: [problem])
        }
    }

    private static func change(_ visit: Visit) async throws -> Response {
        let task = try await visit.changeableTask()
        do {
            try await visit.tasks.change(task.id, to: try draft(visit))
            return visit.redirect(to: "/tasks/\(task.id)", flash: Flash(visit.text(TaskText.saved)))
        } catch let problem as TaskProblem {
            return try await page(visit, task, problems: [problem.at(visit)])
        } catch let problem as FieldProblem {
            return try await page(visit, task, problems: [problem])
        }
    }

    private static func end(_ visit: Visit) async throws -> Response {
        let task = try await visit.changeableTask()
        let isDropped = visit.form["as"] == "dropped"
        do {
            try await visit.tasks.end(task.id, result: visit.form["result"], isDropped: isDropped)
        } catch let problem as TaskProblem {
            return try await page(visit, task, problems: [problem.at(visit)])
        }
        let back = task.account.map { "/accounts/\($0.id)" } ?? "/tasks"
        return visit.redirect(to: back, flash: Flash(visit.text(isDropped ? TaskText.dropped : .ended)))
    }

    private static func draft(_ visit: Visit) throws -> TaskDraft {
        guard let due = DayInput.read(visit.form["due"], today: visit.today).value else {
            throw FieldProblem("due", visit.text(TaskText.dayUnreadable))
        }
        return TaskDraft(
            visit.form["title"], note: visit.form["note"], assignee: Int(visit.form["assignee"]) ?? 0, due: due)
    }

    // MARK: Pages

    private static func newPage(_ visit: Visit, problems: [FieldProblem]) async throws -> Response {
        var code = visit.form["account"]
        if let id = visit.query("account").flatMap({ Int($0) }) {
            code = try await AccountStore(visit.database).account(id, scope: visit.scope)?.code ?? ""
        }
        let page = Page(
            "task-new", title: visit.text(TaskText.newTitle), template: "task-new",
            question: visit.text(TaskText.newQuestion), place: .today,
            breadcrumbs: [.init(visit.text(TaskText.title), "/tasks")], path: "/tasks/new")
        let account = FieldView(
            "account", label: visit.text(TaskText.account), kind: AccountProposals.field, form: visit.form, value: code,
            problems: problems,
            hint: visit.text(TaskText.accountHint), isRequired: false, autocomplete: "off")
        return try visit.page(
            page, try await form(visit, "/tasks", back: "/tasks", nil, problems, account: account),
            status: problems.isEmpty ? .ok : .formProblems)
    }

    private static func page(_ visit: Visit, _ task: TaskItem, problems: [FieldProblem]) async throws -> Response {
        let mayChange = try await visit.tasks.mayChange(task.id)
        let page = Page(
            "task", title: task.title, template: "task", question: visit.text(TaskText.taskQuestion), place: .today,
            breadcrumbs: [.init(visit.text(TaskText.title), "/tasks")], path: "/tasks/\(task.id)")
        let path = "/tasks/\(task.id)"
        let form = mayChange && task.isOpen ? try await form(visit, path, back: "/tasks", task, problems) : nil
        let value = TaskPage(
            facts: facts(task, visit).html(), note: task.note.isEmpty ? nil : task.note,
            result: task.done.flatMap { $0.result.isEmpty ? nil : $0.result }, form: form,
            end: form.map { _ in
                TaskPage.EndForm(
                    path: path + "/end",
                    field: FieldView(
                        "result", label: visit.text(TaskText.result), kind: .textarea, form: visit.form,
                        hint: visit.text(TaskText.endText), isRequired: false))
            }, reopenPath: mayChange && !task.isOpen ? path + "/reopen" : nil)
        return try visit.page(page, value, status: problems.isEmpty ? .ok : .formProblems)
    }

    private static func facts(_ task: TaskItem, _ visit: Visit) -> [Fact] {
        let account = task.account.map { account in
            Fact(visit.text(TaskText.about), .link(account.name, path: "/accounts/\(account.id)"))
        }
        var from = Fact(visit.text(TaskText.giver), .text(task.giver?.name ?? visit.text(TaskText.byRule)))
        if case .activity(let id) = task.origin {
            from = Fact(
                visit.text(TaskText.from), .link(visit.text(TaskText.fromActivity), path: "/activities/\(id)"),
                detail: task.giver?.name)
        }
        return [
            Fact(visit.text(TaskText.state), TaskTable(visit).state(task), detail: task.done?.by?.name),
            Fact(visit.text(TaskText.due), .text(task.due.iso)),
            Fact(visit.text(TaskText.assignee), .text(task.assignee.name)), from,
        ] + [account].compactMap { $0 }
    }

    private static func form(
        _ visit: Visit, _ path: String, back: String, _ task: TaskItem?, _ problems: [FieldProblem],
        account: FieldView? = nil
    ) async throws -> TaskForm {
        let people = try await PeopleStore(visit.database).users(visit.scope)
            .filter { $0.isHere || $0.id == task?.assignee.id }
        func field(
            _ name: String, _ label: TaskText, _ kind: FieldView.Kind, _ value: String, hint: TaskText? = nil,
            isRequired: Bool = true
        ) -> FieldView {
            FieldView(
                name, label: visit.text(label), kind: kind, form: visit.form, value: value, problems: problems,
                hint: hint.map { visit.text($0) }, isRequired: isRequired, autocomplete: "off")
        }
        let assignee = task?.assignee.id ?? visit.viewer?.user
        return TaskForm(
            path: path, back: back,
            fields: [
                field("title", .taskTitle, .text, task?.title ?? ""),
                field(
                    "assignee", .assignee, .choice(people.map { .init(String($0.id), $0.name) }),
                    assignee.map { String($0) } ?? ""),
                field("due", .due, .date, (task?.due ?? visit.today.advanced(by: 7)).iso, hint: .dueHint),
            ] + [account].compactMap { $0 } + [
                field("note", .note, .textarea, task?.note ?? "", isRequired: false)
            ], hasProblems: problems.contains { !$0.field.isEmpty },
            problem: problems.first { $0.field.isEmpty }?.text)
    }
}

extension TaskProblem {
    fileprivate func at(_ visit: Visit) -> FieldProblem {
        func long(_ key: TaskText, _ most: Int) -> String {
            visit.text(key, ["count": NumberStyle(visit.language).integer(most)])
        }
        return switch self {
        case .titleMissing: FieldProblem("title", visit.text(TaskText.titleMissing))
        case .titleLong: FieldProblem("title", long(.titleLong, TaskDraft.longestTitle))
        case .noteLong: FieldProblem("note", long(.noteLong, TaskDraft.longestNote))
        case .assigneeUnknown: FieldProblem("assignee", visit.text(TaskText.assigneeUnknown))
        case .assigneeUnseeing: FieldProblem("assignee", visit.text(TaskText.assigneeUnseeing))
        case .accountUnknown: FieldProblem("account", visit.text(TaskText.accountUnknown))
        case .gone: FieldProblem("", visit.text(TaskText.gone))
        }
    }
}
