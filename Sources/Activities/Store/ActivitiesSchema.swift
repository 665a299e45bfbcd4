package import Database

package enum ActivitiesSchema {
    package static let migrations = [
        Migration(
            "activities-001",
            [
                """
                CREATE TABLE activities (
                    id BIGINT PRIMARY KEY,
                    account_id BIGINT NOT NULL REFERENCES accounts (id),
                    kind TEXT NOT NULL,
                    day INTEGER NOT NULL,
                    author_id BIGINT REFERENCES users (id),
                    subject TEXT NOT NULL,
                    minutes TEXT NOT NULL,
                    made BIGINT NOT NULL
                )
                """,
                "CREATE INDEX activities_by_account ON activities (account_id, day, id)",
                "CREATE INDEX activities_by_author ON activities (author_id, day, id) WHERE author_id IS NOT NULL",
                "CREATE INDEX activities_by_day ON activities (day, id)",
                """
                CREATE TABLE activity_contacts (
                    activity_id BIGINT NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
                    contact_id BIGINT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
                    PRIMARY KEY (activity_id, contact_id)
                )
                """,
                "CREATE INDEX activity_contacts_by_contact ON activity_contacts (contact_id)",
                """
                CREATE TABLE activity_comments (
                    id BIGINT PRIMARY KEY,
                    activity_id BIGINT NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
                    author_id BIGINT REFERENCES users (id),
                    made BIGINT NOT NULL,
                    text TEXT NOT NULL
                )
                """,
                "CREATE INDEX activity_comments_by_activity ON activity_comments (activity_id, id)",
            ])
    ]
}
