package import Database

package enum AccountsSchema {
    package static let migrations = [
        Migration("accounts-001") { dialect in
            [
                """
                CREATE TABLE accounts (
                    id BIGINT PRIMARY KEY,
                    code TEXT NOT NULL UNIQUE,
                    name TEXT NOT NULL,
                    sort_name TEXT NOT NULL,
                    parent_id BIGINT REFERENCES accounts (id),
                    created_run BIGINT,
                    revenue_minor BIGINT NOT NULL,
                    orders BIGINT NOT NULL,
                    first_day INTEGER,
                    last_day INTEGER
                )
                """,
                "CREATE INDEX accounts_by_name ON accounts (sort_name, id)",
                "CREATE INDEX accounts_by_revenue ON accounts (revenue_minor, id)",
                "CREATE INDEX accounts_by_orders ON accounts (orders, id)",
                "CREATE INDEX accounts_by_first_day ON accounts (first_day, id)",
                "CREATE INDEX accounts_by_last_day ON accounts (last_day, id)",
                "CREATE INDEX accounts_by_parent ON accounts (parent_id) WHERE parent_id IS NOT NULL",
            ] + search(dialect)
        },
        Migration(
            "accounts-002-standings",
            [
                """
                CREATE TABLE account_standings (
                    account_id BIGINT PRIMARY KEY,
                    unit_id BIGINT NOT NULL,
                    tier INTEGER,
                    safety INTEGER,
                    value_score DOUBLE PRECISION,
                    loyalty DOUBLE PRECISION,
                    growth DOUBLE PRECISION,
                    contribution_minor BIGINT
                )
                """
            ] + standingIndexes.map(\.creation)),
    ]

    static let standingIndexes = [
        TableIndex("account_standings_by_value", on: "account_standings (value_score, account_id)"),
        TableIndex("account_standings_by_loyalty", on: "account_standings (loyalty, account_id)"),
        TableIndex("account_standings_by_growth", on: "account_standings (growth, account_id)"),
        TableIndex("account_standings_by_tier", on: "account_standings (tier, value_score, account_id)"),
    ]

    /// The one place where the databases differ: full text (ARCHITECTURE, the database seam).
    private static func search(_ dialect: Dialect) -> [String] {
        switch dialect {
        case .sqlite:
            ["CREATE VIRTUAL TABLE account_words USING fts5 (words, tokenize = \"unicode61 remove_diacritics 0\")"]
        case .postgres:
            [
                "CREATE TABLE account_words (rowid BIGINT PRIMARY KEY, words TEXT NOT NULL)",
                "CREATE INDEX account_words_index ON account_words USING gin (to_tsvector('simple', words))",
            ]
        }
    }
}
