package import Database

package enum AuditSchema {
    package static let migrations = [
        Migration("audit-001") { dialect in
            [
                """
                CREATE TABLE audit_entries (
                    id BIGINT PRIMARY KEY,
                    made BIGINT NOT NULL,
                    user_id BIGINT,
                    user_name TEXT NOT NULL,
                    way TEXT NOT NULL,
                    address TEXT,
                    act TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    subject_id TEXT NOT NULL,
                    subject_name TEXT NOT NULL,
                    changes TEXT NOT NULL
                )
                """,
                "CREATE INDEX audit_entries_by_subject ON audit_entries (subject, subject_id, id)",
                "CREATE INDEX audit_entries_by_user ON audit_entries (user_id, id)",
                "CREATE TABLE audit_seals (id BIGINT PRIMARY KEY, made BIGINT NOT NULL, entries BIGINT NOT NULL, seal TEXT NOT NULL)",
                "CREATE TABLE audit_sealed (entry_id BIGINT PRIMARY KEY, seal_id BIGINT NOT NULL)",
                "CREATE INDEX audit_sealed_by_seal ON audit_sealed (seal_id, entry_id)",
            ] + tables.flatMap { refusals($0, dialect) }
        }
    ]

    private static let tables = ["audit_entries", "audit_seals", "audit_sealed"]

    /// What is written stays: the database itself refuses to change or delete it.
    private static func refusals(_ table: String, _ dialect: Dialect) -> [String] {
        switch dialect {
        case .sqlite:
            ["UPDATE", "DELETE"].map { way in
                """
                CREATE TRIGGER \(table)_no_\(way.lowercased()) BEFORE \(way) ON \(table)
                BEGIN SELECT RAISE(ABORT, 'the audit is kept as it is'); END
                """
            }
        case .postgres:
            [
                """
                CREATE FUNCTION \(table)_kept() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'the audit is kept as it is'; END $$
                """,
                """
                CREATE TRIGGER \(table)_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON \(table)
                FOR EACH STATEMENT EXECUTE FUNCTION \(table)_kept()
                """,
            ]
        }
    }
}
