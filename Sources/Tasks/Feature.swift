import API
import Audit
import People
package import Site

/// What people are to do.
package enum TasksFeature {
    package static var feature: Feature {
        Feature(
            name: "Tasks", migrations: TasksSchema.migrations,
            templates: [
                "tasks": PackageResources.tasks_mustache, "task": PackageResources.task_mustache,
                "task-new": PackageResources.task_new_mustache, "task-form": PackageResources.task_form_mustache,
                "task-panel": PackageResources.task_panel_mustache,
            ], texts: TaskText.self, navigation: [NavigationItem(.today, "/tasks", title: TaskText.title)],
            contributions: [TaskAPI.operations, TaskToday.source, TaskPanel.panel, TaskDigest.source, handover, audit]
                + TaskNotices.all,
            routes: {
                TaskListRoutes.hang($0)
                TaskRoutes.hang($0)
            })
    }

    private static var handover: Handover {
        Handover(
            hand: { try TaskStore.handOver($0, to: $1, in: $2) },
            summary: { visit, user in
                let count = try await visit.tasks.open(of: user)
                return count == 0 ? nil : visit.text(TaskText.handover, ["count": String(count)], count: count)
            })
    }

    private static var audit: AuditWords {
        AuditWords(
            acts: [
                .taskGiven: TaskText.actGiven, .taskChanged: .actChanged, .taskDone: .actDone,
                .taskDropped: .actDropped, .taskReopened: .actReopened,
            ],
            kinds: [.task: TaskText.taskTitle],
            fields: [
                "title": TaskText.taskTitle, "assignee": .assignee, "account": .account, "due": .due,
                "result": .result,
            ])
    }
}
