package import Measures

/// Something one person is to do by a day.
package struct TaskItem: Sendable, Hashable {
    package var id: Int
    package var title: String
    package var note: String
    /// Who is to do it.
    package var assignee: Named
    /// The account it is about; nil for none, and for one that the reader may not see.
    package var account: Named?
    package var accountCode = ""
    package var due: Day
    /// Who gave it; nil for a rule or a command.
    package var giver: Named?
    package var origin: TaskOrigin
    /// Nil as long as it is open.
    package var done: Done?

    /// A record with what it is called.
    package struct Named: Sendable, Hashable {
        package var id: Int
        package var name: String

        package init(_ id: Int, _ name: String) {
            self.id = id
            self.name = name
        }
    }

    package struct Done: Sendable, Hashable {
        /// Unix seconds.
        package var time: Int
        package var by: Named?
        /// It was needed no more.
        package var isDropped: Bool
        package var result: String
    }

    package var isOpen: Bool { done == nil }

    package func isOverdue(on today: Day) -> Bool { isOpen && due < today }

    /// As files and commands name it.
    package enum State: String, Sendable, CaseIterable { case open, overdue, done, dropped }

    package func state(on today: Day) -> State {
        guard let done else { return isOverdue(on: today) ? .overdue : .open }
        return done.isDropped ? .dropped : .done
    }
}

/// Where a task came from.
package enum TaskOrigin: Sendable, Hashable {
    case person
    /// The next step of a visit, call or meeting.
    case activity(Int)
    /// A rule of the company's, by its code.
    case playbook(String)

    package var code: String {
        switch self {
        case .person: "person"
        case .activity(let id): "activity:\(id)"
        case .playbook(let code): "playbook:\(code)"
        }
    }

    package init(code: String) {
        let parts = code.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.dropFirst().first) {
        case ("activity", let id?): self = Int(id).map { .activity($0) } ?? .person
        case ("playbook", let code?): self = .playbook(code)
        default: self = .person
        }
    }
}
