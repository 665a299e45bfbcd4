package import Database

package enum NoticesSchema {
    package static let migrations = [
        Migration(
            "notices-001",
            [
                """
                CREATE TABLE notices (
                    id BIGINT PRIMARY KEY,
                    user_id BIGINT NOT NULL REFERENCES users (id),
                    kind TEXT NOT NULL,
                    words TEXT NOT NULL,
                    path TEXT NOT NULL,
                    made BIGINT NOT NULL,
                    read_at BIGINT,
                    mailed_at BIGINT
                )
                """,
                "CREATE INDEX notices_by_user ON notices (user_id, id)",
                "CREATE INDEX notices_unread ON notices (user_id) WHERE read_at IS NULL",
                """
                CREATE TABLE notice_mail (
                    user_id BIGINT PRIMARY KEY REFERENCES users (id),
                    address TEXT NOT NULL,
                    rhythm TEXT NOT NULL,
                    digest_day INTEGER NOT NULL
                )
                """,
            ])
    ]
}
