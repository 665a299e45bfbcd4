import Accounts
import Database
package import Rights

/// On whose behalf tasks are read and changed.
package struct TaskReader: Sendable {
    /// Nil for the command line itself.
    package var user: Int?
    package var reads: Scope
    package var writes: Scope

    package init(_ user: Int?, reads: Scope, writes: Scope) {
        self.user = user
        self.reads = reads
        self.writes = writes
    }

    package static let everything = TaskReader(nil, reads: .everything, writes: .everything)

    /// `TaskAccess.of` as a condition of a query.
    func covers(_ access: Access) -> SQL {
        let scope = access == .write ? writes : reads
        guard let user else { return scope.isEverything ? "TRUE" : "FALSE" }
        if reads.isNothing { return "FALSE" }
        let own: SQL = "tasks.assignee_id = \(user) OR tasks.giver_id = \(user)"
        if scope.isEverything { return "(\(own) OR tasks.account_id IS NOT NULL)" }
        if scope.isNothing { return "(\(own))" }
        return "(\(own) OR \(scope.covers("tasks.account_id")))"
    }

    /// The account's name, for those who may see it.
    var seesAccount: SQL { reads.isNothing ? "FALSE" : reads.coversRow() }
}
