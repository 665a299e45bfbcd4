import Measures
import Site

/// One's own tasks that are due within a week, on Today.
enum TaskToday {
    private static let shown = 10
    private static let days = 7

    static let source = TodaySource { visit in
        guard visit.viewer != nil else { return [] }
        var listing = TaskListing(.mine, .open, today: visit.today)
        listing.through = visit.today.advanced(by: days)
        listing.size = shown
        let found = try await visit.tasks.list(listing)
        let items = found.prefix(shown).map { item($0, visit) }
        guard found.count > shown else { return items }
        let count = try await visit.tasks.count(listing)
        let values = ["count": NumberStyle(visit.language).integer(count)]
        return items + [TodayItem(visit.text(TaskText.todayMore, values, count: count), path: "/tasks")]
    }

    private static func item(_ task: TaskItem, _ visit: Visit) -> TodayItem {
        let isLate = task.isOverdue(on: visit.today)
        let due = visit.text(isLate ? TaskText.todayOverdue : .todayDue, ["day": task.due.iso])
        return TodayItem(
            task.title, path: "/tasks/\(task.id)",
            detail: [due, task.account?.name].compactMap { $0 }.joined(separator: " · "))
    }
}
