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
        Migration("accounts-003-owners", owners),
        // A later name is taken, and the former ones are still found, one a line.
        Migration(
            "accounts-004-former-names",
            [
                "ALTER TABLE accounts ADD COLUMN name_day INTEGER",
                "ALTER TABLE accounts ADD COLUMN former_names TEXT NOT NULL DEFAULT ''",
            ]),
    ]

    /// Who holds accounts. What goes down a group is worked out when it changes and kept in `account_grants`, so that
    /// no list has to climb.
    private static let owners = [
        "ALTER TABLE accounts ADD COLUMN owner_id BIGINT REFERENCES users (id)",
        "CREATE INDEX accounts_by_owner ON accounts (owner_id, revenue_minor, id) WHERE owner_id IS NOT NULL",
        """
        CREATE TABLE account_team (
            account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            user_id BIGINT NOT NULL REFERENCES users (id),
            part TEXT NOT NULL,
            PRIMARY KEY (account_id, user_id)
        )
        """,
        "CREATE INDEX account_team_by_user ON account_team (user_id)",
        """
        CREATE TABLE account_shares (
            account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            user_id BIGINT REFERENCES users (id),
            unit_id BIGINT REFERENCES org_units (id),
            may_write BOOLEAN NOT NULL,
            CHECK ((user_id IS NULL) <> (unit_id IS NULL))
        )
        """,
        "CREATE INDEX account_shares_by_account ON account_shares (account_id)",
        "CREATE INDEX account_shares_by_user ON account_shares (user_id) WHERE user_id IS NOT NULL",
        "CREATE INDEX account_shares_by_unit ON account_shares (unit_id) WHERE unit_id IS NOT NULL",
        """
        CREATE TABLE account_grants (
            account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            user_id BIGINT,
            unit_id BIGINT,
            is_owner BOOLEAN NOT NULL,
            may_write BOOLEAN NOT NULL
        )
        """,
        "CREATE INDEX account_grants_by_account ON account_grants (account_id)",
        "CREATE INDEX account_grants_by_user ON account_grants (user_id, account_id) WHERE user_id IS NOT NULL",
        "CREATE INDEX account_grants_by_unit ON account_grants (unit_id, account_id) WHERE unit_id IS NOT NULL",
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
