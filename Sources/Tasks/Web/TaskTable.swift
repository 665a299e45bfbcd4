import Measures
import Site

/// Tasks as lists show them.
struct TaskTable {
    let visit: Visit

    init(_ visit: Visit) { self.visit = visit }

    func columns(withAccount: Bool) -> [ListView.Column] {
        [ListView.Column.text("title", visit.text(TaskText.taskTitle), isSortable: false).asName]
            + (withAccount ? [.text("account", visit.text(TaskText.account), isSortable: false)] : []) + [
                .short("due", visit.text(TaskText.due), isSortable: false),
                .short("state", visit.text(TaskText.state), isSortable: false),
                .text("assignee", visit.text(TaskText.assignee), isSortable: false).onWideScreens,
                .text("giver", visit.text(TaskText.giver), isSortable: false).onWideScreens,
            ]
    }

    func cells(_ task: TaskItem, withAccount: Bool) -> [ListCell] {
        let account: ListCell = task.account.map { .link($0.name, path: "/accounts/\($0.id)") } ?? .unknown
        return [.link(task.title, path: "/tasks/\(task.id)")] + (withAccount ? [account] : []) + [
            .text(task.due.iso), state(task), .text(task.assignee.name),
            .text(task.giver?.name ?? visit.text(TaskText.byRule)),
        ]
    }

    func state(_ task: TaskItem) -> ListCell {
        switch task.state(on: visit.today) {
        case .open: .badge(visit.text(TaskText.isOpen), .accent)
        case .overdue: .badge(visit.text(TaskText.isOverdue), .severe)
        case .done: .badge(visit.text(TaskText.isDone), .good)
        case .dropped: .badge(visit.text(TaskText.isDropped), .plain)
        }
    }
}
