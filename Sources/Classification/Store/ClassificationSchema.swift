package import Database

package enum ClassificationSchema {
    package static let migrations = [
        Migration("classification-001") { dialect in
            let clustered = dialect == .sqlite ? ") WITHOUT ROWID" : ")"
            return [
                // What was judged when: every month end for good, and the latest day (kind 2) in its own row.
                """
                CREATE TABLE evaluations (
                    id BIGINT PRIMARY KEY,
                    kind INTEGER NOT NULL,
                    day INTEGER NOT NULL,
                    policy_version BIGINT NOT NULL,
                    currency TEXT NOT NULL,
                    ledger_from INTEGER NOT NULL,
                    ledger_through INTEGER NOT NULL,
                    company_margin DOUBLE PRECISION,
                    categories_offered BIGINT NOT NULL,
                    rested_on TEXT NOT NULL,
                    made BIGINT NOT NULL,
                    UNIQUE (kind, day)
                )
                """,
                """
                CREATE TABLE yardsticks (
                    evaluation_id BIGINT NOT NULL,
                    kind INTEGER NOT NULL,
                    measure INTEGER NOT NULL,
                    place INTEGER NOT NULL,
                    value DOUBLE PRECISION NOT NULL,
                    PRIMARY KEY (evaluation_id, kind, measure, place)
                \(clustered)
                """,
                """
                CREATE TABLE tier_totals (
                    evaluation_id BIGINT NOT NULL,
                    tier INTEGER NOT NULL,
                    accounts BIGINT NOT NULL,
                    revenue_minor BIGINT NOT NULL,
                    contribution_minor BIGINT NOT NULL,
                    least_minor BIGINT,
                    PRIMARY KEY (evaluation_id, tier)
                \(clustered)
                """,
                """
                CREATE TABLE judgements (
                    day INTEGER NOT NULL,
                    \(measures),
                    PRIMARY KEY (day, unit_id)
                \(clustered)
                """,
                """
                CREATE TABLE current_judgements (
                    \(measures),
                    PRIMARY KEY (unit_id)
                \(clustered)
                """,
                """
                CREATE TABLE tier_decisions (
                    id BIGINT PRIMARY KEY,
                    unit_id BIGINT NOT NULL,
                    day INTEGER NOT NULL,
                    tier INTEGER,
                    through_day INTEGER,
                    reason TEXT NOT NULL,
                    user_id BIGINT,
                    made BIGINT NOT NULL
                )
                """,
                "CREATE INDEX tier_decisions_by_unit ON tier_decisions (unit_id, day)",
            ]
        },
        // Judgements lie by day, so that a month end is written and compared in one go; the past of one account would
        // be a look into each. What changed lies by unit once more: it is little.
        Migration("classification-002") { dialect in
            let clustered = dialect == .sqlite ? ") WITHOUT ROWID" : ")"
            return [
                """
                CREATE TABLE tier_changes (
                    unit_id BIGINT NOT NULL,
                    day INTEGER NOT NULL,
                    policy_version BIGINT NOT NULL,
                    tier INTEGER,
                    size_tier INTEGER,
                    safety INTEGER,
                    reason INTEGER NOT NULL,
                    revenue_minor BIGINT NOT NULL,
                    contribution_minor BIGINT NOT NULL,
                    value_score DOUBLE PRECISION,
                    loyalty_score DOUBLE PRECISION,
                    PRIMARY KEY (unit_id, day)
                \(clustered)
                """,
                """
                INSERT INTO tier_changes (unit_id, day, policy_version, tier, size_tier, safety, reason, revenue_minor,
                    contribution_minor, value_score, loyalty_score)
                SELECT unit_id, now.day, policy_version, tier, size_tier, safety, reason, revenue_minor,
                    contribution_minor, value_score, loyalty_score
                FROM (
                    SELECT judgements.*,
                        lag(tier) OVER (PARTITION BY unit_id ORDER BY day) AS tier_before,
                        lag(safety) OVER (PARTITION BY unit_id ORDER BY day) AS safety_before
                    FROM judgements) now
                JOIN evaluations ON evaluations.kind = 1 AND evaluations.day = now.day
                WHERE tier IS DISTINCT FROM tier_before OR safety IS DISTINCT FROM safety_before
                """,
            ]
        },
        // What must be said beside the tiers, counted once.
        Migration("classification-003") { _ in
            [
                "ALTER TABLE evaluations ADD COLUMN left_out BIGINT",
                "ALTER TABLE evaluations ADD COLUMN estimated BIGINT",
            ]
        },
        // Shares of tiers are of what is above zero, as their cuts are.
        Migration("classification-004-gains") { _ in
            [
                "ALTER TABLE tier_totals ADD COLUMN gains_minor BIGINT NOT NULL DEFAULT 0",
                """
                UPDATE tier_totals SET gains_minor = coalesce((
                    SELECT CAST(sum(contribution_minor) AS BIGINT) FROM judgements
                    JOIN evaluations ON evaluations.kind = 1 AND evaluations.day = judgements.day
                    WHERE evaluations.id = tier_totals.evaluation_id AND judgements.tier = tier_totals.tier
                        AND contribution_minor > 0), 0)
                WHERE evaluation_id IN (SELECT id FROM evaluations WHERE kind = 1)
                """,
                """
                UPDATE tier_totals SET gains_minor = coalesce((
                    SELECT CAST(sum(contribution_minor) AS BIGINT) FROM current_judgements
                    WHERE current_judgements.tier = tier_totals.tier AND contribution_minor > 0), 0)
                WHERE evaluation_id IN (SELECT id FROM evaluations WHERE kind <> 1)
                """,
            ]
        },
    ]

    private static let measures = """
        unit_id BIGINT NOT NULL,
            revenue_minor BIGINT NOT NULL,
            revenue_before_minor BIGINT,
            orders BIGINT NOT NULL,
            order_days BIGINT NOT NULL,
            recency_days INTEGER,
            tenure_days INTEGER,
            mean_interval DOUBLE PRECISION,
            variation DOUBLE PRECISION,
            categories INTEGER,
            breadth DOUBLE PRECISION,
            gross_margin_minor BIGINT,
            cost_known DOUBLE PRECISION,
            price_realisation DOUBLE PRECISION,
            contribution_minor BIGINT NOT NULL,
            basis INTEGER NOT NULL,
            service_cost_minor BIGINT NOT NULL,
            concessions_minor BIGINT NOT NULL,
            financing_minor BIGINT NOT NULL,
            written_off_minor BIGINT NOT NULL,
            value_score DOUBLE PRECISION,
            value_coverage DOUBLE PRECISION,
            loyalty_score DOUBLE PRECISION,
            loyalty_coverage DOUBLE PRECISION,
            repeat_purchase DOUBLE PRECISION,
            regularity DOUBLE PRECISION,
            contribution_rank INTEGER,
            share_above DOUBLE PRECISION,
            size_tier INTEGER,
            steady_tier INTEGER,
            tier INTEGER,
            reason INTEGER NOT NULL,
            pending_tier INTEGER,
            pending_month_ends INTEGER,
            waiting_since INTEGER,
            safety INTEGER,
            notes INTEGER NOT NULL
        """
}
