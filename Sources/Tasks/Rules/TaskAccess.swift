package import Rights

/// What somebody may do with a task: the rule that `TaskStore` says in SQL.
package enum TaskAccess {
    /// - Parameters:
    ///   - account: how far the person may go with the task's account; nil for a task about none.
    ///   - seesAll: whether they read everything there is.
    package static func of(
        _ person: Int, assignee: Int, giver: Int?, account: Access?, readsAll: Bool, writesAll: Bool
    ) -> Access {
        if person == assignee || person == giver { return .write }
        return account ?? (writesAll ? .write : readsAll ? .read : .none)
    }
}
