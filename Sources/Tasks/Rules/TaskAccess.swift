package import Rights

/// What somebody may do with a task: the rule that `TaskStore` says in SQL.
package enum TaskAccess {
    /// - Parameter account: how far the person may go with the task's account; nil for a task about none, which is
    ///   between the two.
    package static func of(_ person: Int, assignee: Int, giver: Int?, account: Access?) -> Access {
        person == assignee || person == giver ? .write : account ?? .none
    }
}
