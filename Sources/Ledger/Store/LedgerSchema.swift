package import Database

package enum LedgerSchema {
    package static let migrations = [
        Migration("ledger-001") { dialect in
            // SQLite lines are append-only by integer id; PostgreSQL's lie together by account, ready for partitions.
            let lineKey = dialect == .sqlite ? "id BIGINT PRIMARY KEY" : "id BIGINT NOT NULL"
            let lineEnd = dialect == .sqlite ? ")" : ", PRIMARY KEY (account_id, id))"
            let clustered = dialect == .sqlite ? ") WITHOUT ROWID" : ")"
            return [
                """
                CREATE TABLE runs (
                    id BIGINT PRIMARY KEY,
                    kind TEXT NOT NULL,
                    file TEXT NOT NULL,
                    state TEXT NOT NULL,
                    source_id BIGINT,
                    fingerprint TEXT,
                    mapping TEXT,
                    user_id BIGINT,
                    started BIGINT NOT NULL,
                    ended BIGINT,
                    progress DOUBLE PRECISION NOT NULL,
                    cursor_part BIGINT NOT NULL,
                    cursor_order BIGINT NOT NULL,
                    lines_read BIGINT NOT NULL,
                    accepted BIGINT NOT NULL,
                    rejected BIGINT NOT NULL,
                    orders_new BIGINT NOT NULL,
                    orders_changed BIGINT NOT NULL,
                    orders_unchanged BIGINT NOT NULL,
                    accounts_new BIGINT NOT NULL,
                    products_new BIGINT NOT NULL,
                    problem TEXT
                )
                """,
                "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
                "CREATE TABLE sources (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
                "CREATE TABLE regions (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
                "CREATE TABLE categories (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
                """
                CREATE TABLE products (
                    id BIGINT PRIMARY KEY,
                    code TEXT NOT NULL UNIQUE,
                    name TEXT NOT NULL,
                    category_id BIGINT REFERENCES categories (id),
                    created_run BIGINT
                )
                """,
                """
                CREATE TABLE orders (
                    id BIGINT PRIMARY KEY,
                    account_id BIGINT NOT NULL,
                    source_id BIGINT NOT NULL,
                    number TEXT NOT NULL,
                    day INTEGER NOT NULL,
                    kind INTEGER NOT NULL,
                    currency TEXT NOT NULL,
                    first_line BIGINT NOT NULL,
                    line_count INTEGER NOT NULL,
                    amount_minor BIGINT NOT NULL,
                    hash BYTEA NOT NULL,
                    run_id BIGINT NOT NULL
                )
                """,
                "CREATE INDEX orders_by_account ON orders (account_id, day, id)",
                """
                CREATE TABLE order_numbers (
                    source_id BIGINT NOT NULL,
                    number TEXT NOT NULL,
                    account_id BIGINT NOT NULL,
                    order_id BIGINT NOT NULL,
                    PRIMARY KEY (source_id, number)
                \(clustered)
                """,
                """
                CREATE TABLE order_lines (
                    \(lineKey),
                    account_id BIGINT NOT NULL,
                    product_id BIGINT NOT NULL,
                    quantity BIGINT NOT NULL,
                    unit_price BIGINT NOT NULL,
                    amount_minor BIGINT NOT NULL,
                    cost_minor BIGINT,
                    discount_minor BIGINT,
                    region_id BIGINT
                \(lineEnd)
                """,
                """
                CREATE TABLE order_versions (
                    order_id BIGINT NOT NULL,
                    replaced_by BIGINT NOT NULL,
                    account_id BIGINT NOT NULL,
                    day INTEGER NOT NULL,
                    kind INTEGER NOT NULL,
                    currency TEXT NOT NULL,
                    first_line BIGINT NOT NULL,
                    line_count INTEGER NOT NULL,
                    amount_minor BIGINT NOT NULL,
                    hash BYTEA NOT NULL,
                    run_id BIGINT NOT NULL,
                    PRIMARY KEY (order_id, replaced_by)
                \(clustered)
                """,
                """
                CREATE TABLE monthly_facts (
                    account_id BIGINT NOT NULL,
                    month INTEGER NOT NULL,
                    currency TEXT NOT NULL,
                    orders BIGINT NOT NULL,
                    lines BIGINT NOT NULL,
                    quantity BIGINT NOT NULL,
                    revenue_minor BIGINT NOT NULL,
                    purchases_minor BIGINT NOT NULL,
                    cost_minor BIGINT NOT NULL,
                    costed_revenue_minor BIGINT NOT NULL,
                    discount_minor BIGINT NOT NULL,
                    order_days BIGINT NOT NULL,
                    categories BIGINT NOT NULL,
                    PRIMARY KEY (account_id, month, currency)
                \(clustered)
                """,
                """
                CREATE TABLE order_days (
                    account_id BIGINT NOT NULL,
                    day INTEGER NOT NULL,
                    currency TEXT NOT NULL,
                    orders BIGINT NOT NULL,
                    lines BIGINT NOT NULL,
                    purchases_minor BIGINT NOT NULL,
                    returns_minor BIGINT NOT NULL,
                    PRIMARY KEY (account_id, day, currency)
                \(clustered)
                """,
                """
                CREATE TABLE category_months (
                    account_id BIGINT NOT NULL,
                    category_id BIGINT NOT NULL,
                    month INTEGER NOT NULL,
                    currency TEXT NOT NULL,
                    lines BIGINT NOT NULL,
                    quantity BIGINT NOT NULL,
                    revenue_minor BIGINT NOT NULL,
                    PRIMARY KEY (account_id, category_id, month, currency)
                \(clustered)
                """,
            ]
        },
        Migration(
            "ledger-002-workers",
            ["ALTER TABLE runs ADD COLUMN worker TEXT", "ALTER TABLE runs ADD COLUMN beat BIGINT"]),
        Migration(
            "ledger-003-late-bookings",
            [
                """
                CREATE TABLE late_bookings (
                    order_id BIGINT NOT NULL,
                    place INTEGER NOT NULL,
                    account_id BIGINT NOT NULL,
                    day INTEGER NOT NULL,
                    kind INTEGER NOT NULL,
                    currency TEXT NOT NULL,
                    first_line BIGINT NOT NULL,
                    line_count INTEGER NOT NULL,
                    sign INTEGER NOT NULL,
                    is_standing BOOLEAN NOT NULL,
                    PRIMARY KEY (order_id, place)
                )
                """,
                "CREATE INDEX late_bookings_by_account ON late_bookings (account_id)",
            ]),
        Migration("ledger-004-costs") { dialect in
            let clustered = dialect == .sqlite ? ") WITHOUT ROWID" : ")"
            return [
                """
                CREATE TABLE account_costs (
                    id BIGINT PRIMARY KEY,
                    account_id BIGINT NOT NULL,
                    day INTEGER NOT NULL,
                    currency TEXT NOT NULL,
                    kind INTEGER NOT NULL,
                    amount_minor BIGINT NOT NULL,
                    note TEXT NOT NULL,
                    source_id BIGINT NOT NULL,
                    number TEXT NOT NULL,
                    run_id BIGINT NOT NULL,
                    made BIGINT NOT NULL,
                    UNIQUE (source_id, number)
                )
                """,
                "CREATE INDEX account_costs_by_account ON account_costs (account_id, day, id)",
                """
                CREATE TABLE account_cost_versions (
                    cost_id BIGINT NOT NULL,
                    replaced_by BIGINT NOT NULL,
                    account_id BIGINT NOT NULL,
                    day INTEGER NOT NULL,
                    currency TEXT NOT NULL,
                    kind INTEGER NOT NULL,
                    amount_minor BIGINT NOT NULL,
                    note TEXT NOT NULL,
                    run_id BIGINT NOT NULL,
                    made BIGINT NOT NULL,
                    PRIMARY KEY (cost_id, replaced_by)
                \(clustered)
                """,
                """
                CREATE TABLE cost_months (
                    account_id BIGINT NOT NULL,
                    month INTEGER NOT NULL,
                    currency TEXT NOT NULL,
                    kind INTEGER NOT NULL,
                    amount_minor BIGINT NOT NULL,
                    PRIMARY KEY (account_id, month, currency, kind)
                \(clustered)
                """,
                "ALTER TABLE runs ADD COLUMN costs_new BIGINT NOT NULL DEFAULT 0",
                "ALTER TABLE runs ADD COLUMN costs_changed BIGINT NOT NULL DEFAULT 0",
                "ALTER TABLE runs ADD COLUMN costs_unchanged BIGINT NOT NULL DEFAULT 0",
            ]
        },
        Migration(
            "ledger-005-changed-accounts",
            ["CREATE TABLE changed_accounts (account_id BIGINT PRIMARY KEY)"]),
        // Judging reads what accounts cost by day, in the order of accounts, from this index alone.
        Migration(
            "ledger-006-costs-by-day",
            [
                "DROP INDEX account_costs_by_account",
                """
                CREATE INDEX account_costs_by_day ON account_costs (account_id, day, id, currency, kind, amount_minor)
                """,
            ]),
        // What an order is known by, where it is not its number alone; `order_numbers` holds the keys.
        Migration(
            "ledger-007-order-keys",
            ["ALTER TABLE orders ADD COLUMN order_key TEXT", "ALTER TABLE sources ADD COLUMN order_rule TEXT"]),
        // Costs by day; accounts that were there before are filled from their lines (`DayCosts`).
        Migration(
            "ledger-008-day-costs",
            [
                "ALTER TABLE order_days ADD COLUMN cost_minor BIGINT NOT NULL DEFAULT 0",
                "ALTER TABLE order_days ADD COLUMN costed_revenue_minor BIGINT NOT NULL DEFAULT 0",
                """
                INSERT INTO settings (name, value) SELECT 'day_costs_open', '0:' || CAST(max(id) AS TEXT) FROM accounts
                HAVING count(*) > 0
                """,
            ]),
    ]
}
