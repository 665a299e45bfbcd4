import Accounts
import Hummingbird
import Measures
import Rights
import Site

struct TasksPage: PageValue {
    let list: ListView
    let addPath: String
}

/// `/tasks`: what is to be done, the most urgent first.
enum TaskListRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("tasks") { try await page($0) }
        routes.export("tasks") { try await $0.send(file($0)) }
    }

    private static func query(_ visit: Visit, size: Int = ListQuery.usualSize) -> ListQuery {
        ListQuery(visit, sorts: [], usual: "due", filters: ["whose", "state", "account"], size: size)
    }

    private static func page(_ visit: Visit) async throws -> Response {
        let query = query(visit)
        let listing = TaskListing(query, visit)
        let found = try await visit.tasks.list(listing)
        let table = TaskTable(visit)
        let isUsual = query.filters.isEmpty
        let list = ListView(
            "tasks", query: query,
            slice: query.slice(found) { $0.mark.cursor },
            columns: table.columns(withAccount: true), cells: { table.cells($0, withAccount: true) },
            chips: [
                ListView.Chip(visit.text(TaskText.given), filter: "whose", is: "given", in: query),
                ListView.Chip(visit.text(TaskText.all), filter: "whose", is: "all", in: query),
                ListView.Chip(visit.text(TaskText.overdue), filter: "state", is: "overdue", in: query),
                ListView.Chip(visit.text(TaskText.done), filter: "state", is: "done", in: query),
            ], exportPath: found.isEmpty ? nil : "/tasks",
            views: try await visit.savedViews(),
            empty: isUsual
                ? .init(
                    visit.text(TaskText.noneTitle), text: visit.text(TaskText.noneText), act: visit.text(TaskText.add),
                    path: "/tasks/new") : .init(visit.text(TaskText.noneFound)))
        let page = Page(
            "tasks", title: visit.text(TaskText.title), template: "tasks", question: visit.text(TaskText.question),
            asOf: visit.today, place: .today, newPath: "/tasks/new")
        return try visit.page(page, TasksPage(list: list, addPath: "/tasks/new"))
    }

    private static func file(_ visit: Visit) -> ListFile {
        let listing = TaskListing(query(visit, size: ListFile.pageSize), visit)
        let (store, today) = (visit.tasks, visit.today)
        return ListFile(
            "tasks-\(today.iso)",
            [
                .number("id"), .text("title"), .text("note"), .text("assignee"), .text("account_code"),
                .text("account"), .day("due"),
                .text("giver"), .worded("origin") { TaskOrigin(code: $0).fileWord($1) },
                .choice("state", TaskItem.State.allCases.map { ($0.rawValue, $0.fileWord) }), .text("result"),
            ], for: visit.scope
        ) { (last: TaskItem?) in
            var listing = listing
            listing.place = last.map { .after($0.mark) } ?? .start
            return try await store.list(listing)
        } records: { task in
            [
                [
                    String(task.id), task.title, task.note, task.assignee.name, task.accountCode,
                    task.account?.name ?? "", task.due.iso,
                    task.giver?.name ?? "", task.origin.code, task.state(on: today).rawValue, task.done?.result ?? "",
                ]
            ]
        }
    }
}

extension TaskListing {
    init(_ query: ListQuery, _ visit: Visit) {
        // Whoever asks for an account's tasks means everybody's.
        let account = query.filters["account"].flatMap { Int($0) }
        self.init(
            query.filters["whose"].flatMap { Whose(rawValue: $0) } ?? (account == nil ? .mine : .all),
            query.filters["state"].flatMap { State(rawValue: $0) } ?? .open, account: account, today: visit.today)
        size = query.size
        place = query.place.at { DayMark($0) }
    }
}

extension TaskItem.State {
    fileprivate var fileWord: TaskText {
        switch self {
        case .open: .isOpen
        case .overdue: .isOverdue
        case .done: .isDone
        case .dropped: .isDropped
        }
    }
}

extension TaskOrigin {
    fileprivate func fileWord(_ language: Language) -> String {
        switch self {
        case .person: TaskText.texts.wording(TaskText.fromPerson, language)
        case .activity: TaskText.texts.wording(TaskText.fromActivity, language)
        case .playbook(let code): TaskText.texts.wording(TaskText.fromRule, language) + ": " + code
        }
    }
}

extension TaskItem {
    var mark: DayMark { DayMark(day: due, id: id) }
}
