import Accounts
import Site

/// What is to be done about an account, on its page.
struct TaskPanel: PageValue {
    let list: ListView?
    let none: String?
    let addPath: String
    let add: String
    let allPath: String
    let all: String

    private static let shown = 10

    static let panel = AccountPanel { visit, account in
        var listing = TaskListing(.all, .open, account: account.id, today: visit.today)
        listing.size = shown
        let found = try await visit.tasks.list(listing)
        let table = TaskTable(visit)
        let title = visit.text(TaskText.panel)
        let list = ListView(
            "account-tasks", title: title, query: ListQuery(visit, sorts: [], usual: "due"),
            slice: ListSlice(rows: Array(found.prefix(shown))), columns: table.columns(withAccount: false),
            cells: { table.cells($0, withAccount: false) }, empty: .init(""))
        return AccountPanel.Part(
            title, template: "task-panel",
            value: TaskPanel(
                list: found.isEmpty ? nil : list, none: found.isEmpty ? visit.text(TaskText.panelNone) : nil,
                addPath: "/tasks/new?account=\(account.id)", add: visit.text(TaskText.add),
                allPath: "/tasks?account=\(account.id)", all: visit.text(TaskText.panelAll)))
    }
}
