import Site

extension Visit {
    /// Tasks as this visitor may read and change them.
    var tasks: TaskStore { TaskStore(database, for: TaskReader(viewer?.user, reads: scope, writes: writing)) }

    /// The same, to change it.
    /// - Throws: `Refusal.forbidden` when this person may only read it.
    func changeableTask() async throws -> TaskItem {
        let task = try await task()
        guard try await tasks.mayChange(task.id) else { throw Refusal.forbidden }
        return task
    }

    /// The task that the address names as `:id`.
    /// - Throws: `Refusal.notFound` when there is none, or none this person may see.
    func task() async throws -> TaskItem {
        guard let task = try await tasks.task(try number("id")) else { throw Refusal.notFound }
        return task
    }
}
