package import Database

package enum TasksSchema {
    package static let migrations = [
        Migration(
            "tasks-001",
            [
                """
                CREATE TABLE tasks (
                    id BIGINT PRIMARY KEY,
                    title TEXT NOT NULL,
                    note TEXT NOT NULL,
                    assignee_id BIGINT NOT NULL REFERENCES users (id),
                    account_id BIGINT REFERENCES accounts (id),
                    due_day INTEGER NOT NULL,
                    giver_id BIGINT REFERENCES users (id),
                    origin TEXT NOT NULL,
                    made BIGINT NOT NULL,
                    done_at BIGINT,
                    done_by BIGINT REFERENCES users (id),
                    is_dropped BOOLEAN NOT NULL,
                    result TEXT NOT NULL
                )
                """,
                "CREATE INDEX tasks_open_by_assignee ON tasks (assignee_id, due_day, id) WHERE done_at IS NULL",
                "CREATE INDEX tasks_by_assignee ON tasks (assignee_id, due_day, id)",
                "CREATE INDEX tasks_by_giver ON tasks (giver_id, due_day, id) WHERE giver_id IS NOT NULL",
                "CREATE INDEX tasks_by_account ON tasks (account_id, due_day, id) WHERE account_id IS NOT NULL",
                "CREATE INDEX tasks_by_day ON tasks (due_day, id)",
                "CREATE INDEX tasks_by_origin ON tasks (origin)",
            ])
    ]
}
