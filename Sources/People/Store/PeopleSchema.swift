import Audit
package import Database
import Rights

package enum PeopleSchema {
    package static let migrations =
        AuditSchema.migrations + [
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
                ]),
            Migration("people-002-organisation-and-roles", organisation),
            Migration(
                "people-003-sessions-seen-and-links",
                [
                    "ALTER TABLE sessions ADD COLUMN address TEXT",
                    "ALTER TABLE sessions ADD COLUMN agent TEXT",
                    """
                    CREATE TABLE password_links (
                        token_hash TEXT PRIMARY KEY,
                        user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                        created BIGINT NOT NULL
                    )
                    """,
                    "CREATE INDEX password_links_by_user ON password_links (user_id)",
                ]),
            Migration(
                "people-004-second-step",
                [
                    "ALTER TABLE users ADD COLUMN code_secret TEXT",
                    "ALTER TABLE users ADD COLUMN code_pending TEXT",
                    "ALTER TABLE users ADD COLUMN code_step BIGINT",
                    """
                    CREATE TABLE recovery_codes (
                        user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                        code_hash TEXT NOT NULL,
                        PRIMARY KEY (user_id, code_hash)
                    )
                    """,
                    """
                    CREATE TABLE sign_in_steps (
                        token_hash TEXT PRIMARY KEY,
                        user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                        created BIGINT NOT NULL
                    )
                    """,
                ]),
            // How many notices somebody has not read, kept here so that it comes with the viewer.
            Migration(
                "people-005-unread-notices", ["ALTER TABLE users ADD COLUMN unread_notices BIGINT NOT NULL DEFAULT 0"]),
            Migration(
                "people-006-saved-views",
                [
                    """
                    CREATE TABLE saved_views (
                        id BIGINT PRIMARY KEY,
                        user_id BIGINT NOT NULL REFERENCES users (id),
                        unit_id BIGINT REFERENCES org_units (id) ON DELETE SET NULL,
                        list TEXT NOT NULL,
                        name TEXT NOT NULL,
                        address TEXT NOT NULL
                    )
                    """,
                    "CREATE UNIQUE INDEX saved_views_by_user ON saved_views (user_id, list, name)",
                    "CREATE INDEX saved_views_by_unit ON saved_views (unit_id, list) WHERE unit_id IS NOT NULL",
                ]),
            // Who was here before reads the language they have seen all along.
            Migration(
                "people-007-language-choice",
                [
                    "ALTER TABLE users ADD COLUMN chose_language BOOLEAN NOT NULL DEFAULT FALSE",
                    "UPDATE users SET chose_language = TRUE",
                ]),
        ]

    /// Roles become rows, and people get a place in the company. Former members keep what they saw and did.
    private static let organisation =
        [
            """
            CREATE TABLE roles (
                code TEXT PRIMARY KEY,
                name TEXT,
                reads TEXT NOT NULL,
                writes TEXT NOT NULL,
                fields TEXT NOT NULL,
                acts TEXT NOT NULL
            )
            """
        ] + Role.builtIn.map(seed) + [
            """
            INSERT INTO roles (code, name, reads, writes, fields, acts)
            SELECT DISTINCT 'member', 'Member', 'all', 'all', 'cost credit personal', 'approve assign export import undo'
            FROM users WHERE role = 'member'
            """,
            """
            CREATE TABLE org_units (
                id BIGINT PRIMARY KEY,
                parent_id BIGINT REFERENCES org_units (id),
                kind TEXT NOT NULL CHECK (kind IN ('department', 'team')),
                name TEXT NOT NULL,
                manager_id BIGINT REFERENCES users (id)
            )
            """,
            "ALTER TABLE users ADD COLUMN role_code TEXT NOT NULL DEFAULT 'member'",
            "UPDATE users SET role_code = role",
            "ALTER TABLE users DROP COLUMN role",
            "ALTER TABLE users ADD COLUMN unit_id BIGINT REFERENCES org_units (id)",
            "ALTER TABLE users ADD COLUMN left_at BIGINT",
            "CREATE INDEX users_by_unit ON users (unit_id)",
            "CREATE INDEX users_by_role ON users (role_code)",
            "CREATE TABLE rights_version (version BIGINT NOT NULL)",
            "INSERT INTO rights_version (version) VALUES (1)",
        ]

    private static func seed(_ role: Role) -> String {
        """
        INSERT INTO roles (code, reads, writes, fields, acts) VALUES ('\(role.code)', '\(role.reads.rawValue)',
            '\(role.writes.rawValue)', '\(RoleRow.text(role.fields))', '\(RoleRow.text(role.acts))')
        """
    }
}
