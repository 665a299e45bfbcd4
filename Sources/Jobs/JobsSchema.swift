package import Database

package enum JobsSchema {
    package static let migrations = [
        Migration(
            "jobs-001",
            [
                """
                CREATE TABLE jobs (
                    id BIGINT PRIMARY KEY,
                    kind TEXT NOT NULL,
                    payload TEXT NOT NULL,
                    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
                    attempts BIGINT NOT NULL,
                    not_before BIGINT NOT NULL,
                    claimed_by TEXT,
                    heartbeat BIGINT,
                    progress DOUBLE PRECISION NOT NULL,
                    problem TEXT,
                    created BIGINT NOT NULL,
                    started BIGINT,
                    ended BIGINT
                )
                """,
                "CREATE INDEX jobs_to_do ON jobs (id) WHERE state IN ('waiting', 'running')",
            ]),
        Migration(
            "jobs-002",
            [
                "ALTER TABLE jobs ADD COLUMN user_id BIGINT",
                "ALTER TABLE jobs ADD COLUMN user_name TEXT NOT NULL DEFAULT ''",
                "ALTER TABLE jobs ADD COLUMN address TEXT",
            ]),
    ]
}
