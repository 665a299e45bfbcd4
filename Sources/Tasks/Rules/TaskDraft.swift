package import Measures

/// A task as somebody asks for it.
package struct TaskDraft: Sendable, Hashable {
    package var title: String
    package var note: String
    package var assignee: Int
    package var account: Int?
    package var due: Day
    package var origin: TaskOrigin

    package init(
        _ title: String, note: String = "", assignee: Int, account: Int? = nil, due: Day, origin: TaskOrigin = .person
    ) {
        self.title = title.oneLine
        self.note = note.trimmed
        self.assignee = assignee
        self.account = account
        self.due = due
        self.origin = origin
    }

    package static let longestTitle = 200
    package static let longestNote = 4_000

    package var problems: [TaskProblem] {
        var problems: [TaskProblem] = []
        if title.isEmpty { problems.append(.titleMissing) }
        if title.count > Self.longestTitle { problems.append(.titleLong) }
        if note.count > Self.longestNote { problems.append(.noteLong) }
        return problems
    }
}

/// Why a task cannot be kept as it was asked for.
package enum TaskProblem: Error, Sendable, Hashable {
    case titleMissing, titleLong, noteLong
    /// Nobody who is here.
    case assigneeUnknown
    /// There is no such account, or it may not be read.
    case accountUnknown
    /// Whoever is to do it may not read the account.
    case assigneeUnseeing
    /// It was done or taken away meanwhile, or may not be changed.
    case gone
}
