import Database

enum PeopleSchema {
    static let migrations = [
        Migration(
            "people-001-users-and-sessions",
            [
                """
                CREATE TABLE users (
                    id BIGINT PRIMARY KEY,
                    username TEXT NOT NULL UNIQUE,
                    name TEXT NOT NULL,
                    password TEXT NOT NULL,
                    role TEXT NOT NULL CHECK (role IN ('administrator', 'member')),
                    language TEXT NOT NULL,
                    appearance TEXT NOT NULL,
                    density TEXT NOT NULL,
                    created BIGINT NOT NULL
                )
                """,
                """
                CREATE TABLE sessions (
                    token_hash TEXT PRIMARY KEY,
                    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                    created BIGINT NOT NULL,
                    seen BIGINT NOT NULL
                )
                """,
                "CREATE INDEX sessions_by_user ON sessions (user_id)",
            ])
    ]
}
