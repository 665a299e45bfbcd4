package import Database

package enum TokenSchema {
    package static let migrations = [
        Migration(
            "api-001-tokens",
            [
                """
                CREATE TABLE api_tokens (
                    id BIGINT PRIMARY KEY,
                    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                    name TEXT NOT NULL,
                    token_hash TEXT NOT NULL UNIQUE,
                    scopes TEXT NOT NULL,
                    created BIGINT NOT NULL,
                    expires BIGINT NOT NULL,
                    used BIGINT,
                    revoked BIGINT
                )
                """,
                "CREATE INDEX api_tokens_by_user ON api_tokens (user_id, id)",
                """
                CREATE TABLE api_answers (
                    token_id BIGINT NOT NULL REFERENCES api_tokens (id) ON DELETE CASCADE,
                    key TEXT NOT NULL,
                    call_hash TEXT NOT NULL,
                    made BIGINT NOT NULL,
                    record_id BIGINT,
                    status INTEGER,
                    location TEXT,
                    body BYTEA,
                    PRIMARY KEY (token_id, key)
                )
                """,
                "CREATE INDEX api_answers_by_time ON api_answers (made)",
            ]),
        // A repeated call is answered from the record.
        Migration(
            "api-002-answers", ["status", "location", "body"].map { "ALTER TABLE api_answers DROP COLUMN \($0)" }),
    ]
}
