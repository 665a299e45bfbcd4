import Measures
import Notices
import Site

/// One's own tasks that are due, in the daily mail.
enum TaskDigest {
    private static let most = 30

    static let source = DigestSource { viewer, today, database in
        var listing = TaskListing(.mine, .open, today: today)
        listing.through = today
        listing.size = most
        let reader = TaskReader(viewer.user, reads: viewer.scope, writes: viewer.writing)
        let found = try await TaskStore(database, for: reader).list(listing)
        let language = viewer.preferences.language
        let lines = found.prefix(most).map { task in
            let key: TaskText = task.isOverdue(on: today) ? .todayOverdue : .todayDue
            let due = TaskText.texts.wording(key, language, ["day": task.due.iso])
            let words = [task.title, task.account?.name, due].compactMap { $0 }
            return DigestSource.Line(words.joined(separator: " · "), path: "/tasks/\(task.id)")
        }
        return DigestSource.Part(TaskText.texts.wording(TaskText.digest, language), lines)
    }
}
