package import Measures

/// Something we did with an account.
package struct Activity: Sendable, Hashable {
    package var id: Int
    package var account: Named
    package var kind: ActivityKind
    package var day: Day
    /// Who of ours; nil for a command.
    package var author: Named?
    /// Whom of theirs.
    package var contacts: [Named]
    package var subject: String
    package var minutes: String
    package var comments: Int
    package var accountCode: String

    /// A record with what it is called.
    package struct Named: Sendable, Hashable {
        package var id: Int
        package var name: String

        package init(_ id: Int, _ name: String) {
            self.id = id
            self.name = name
        }
    }
}

package enum ActivityKind: String, Sendable, CaseIterable {
    case visit, call, meeting, message
}

/// What somebody said of an activity.
package struct Comment: Sendable, Hashable {
    package var author: String
    /// Unix seconds.
    package var time: Int
    package var text: String
}

/// An activity as somebody writes it down.
package struct ActivityDraft: Sendable, Hashable {
    package var kind: ActivityKind
    package var day: Day
    package var subject: String
    package var minutes: String
    /// Contacts of the account.
    package var contacts: [Int]
    package var next: NextStep?

    /// What is to be done next, by whom and by when.
    package struct NextStep: Sendable, Hashable {
        package var title: String
        package var assignee: Int
        package var due: Day

        package init(_ title: String, assignee: Int, due: Day) {
            self.title = title.trimmed
            self.assignee = assignee
            self.due = due
        }
    }

    package init(
        _ kind: ActivityKind, _ day: Day, subject: String, minutes: String = "", contacts: [Int] = [],
        next: NextStep? = nil
    ) {
        self.kind = kind
        self.day = day
        self.subject = subject.trimmed
        self.minutes = minutes.trimmed
        self.contacts = contacts
        self.next = next
    }

    package static let longestSubject = 200
    package static let longestMinutes = 20_000
    package static let longestComment = 4_000

    /// - Parameter today: what lies after it has not happened yet.
    package func problems(today: Day) -> [ActivityProblem] {
        var problems: [ActivityProblem] = []
        if subject.isEmpty { problems.append(.subjectMissing) }
        if subject.count > Self.longestSubject { problems.append(.long("subject", Self.longestSubject)) }
        if minutes.count > Self.longestMinutes { problems.append(.long("minutes", Self.longestMinutes)) }
        if day > today { problems.append(.dayAhead) }
        return problems
    }
}

/// Why an activity or a comment cannot be kept as it was typed.
package enum ActivityProblem: Error, Sendable, Hashable {
    case subjectMissing, dayUnreadable, nextDayUnreadable, commentMissing
    /// What did not happen yet is a task.
    case dayAhead
    case long(_ field: String, Int)
    /// The account or the activity is not there any more, or may not be changed.
    case gone
}
