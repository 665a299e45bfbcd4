import Database

/// Uploaded files in pieces, so that every web process finds them and a backup holds them; what was done with them.
enum ImportsSchema {
    static let migrations = [
        Migration("imports-001", files + passes),
        Migration("imports-002-undo-problems", ["ALTER TABLE import_undos ADD COLUMN problem TEXT"]),
        Migration("imports-003-delimiters", ["ALTER TABLE import_files ADD COLUMN delimiter TEXT"]),
        Migration("imports-004-questions", ["ALTER TABLE import_passes ADD COLUMN questions TEXT"]),
    ]

    private static let files = [
        """
        CREATE TABLE import_files (
            id BIGINT PRIMARY KEY,
            name TEXT NOT NULL,
            size BIGINT NOT NULL,
            line_count BIGINT NOT NULL,
            sample TEXT NOT NULL,
            user_id BIGINT,
            created BIGINT NOT NULL,
            is_whole BOOLEAN NOT NULL
        )
        """,
        """
        CREATE TABLE import_chunks (
            file_id BIGINT NOT NULL REFERENCES import_files (id) ON DELETE CASCADE,
            place BIGINT NOT NULL,
            content BYTEA NOT NULL,
            PRIMARY KEY (file_id, place)
        )
        """,
        """
        CREATE TABLE import_mappings (
            name TEXT PRIMARY KEY,
            document TEXT NOT NULL,
            user_id BIGINT,
            saved BIGINT NOT NULL
        )
        """,
    ]

    private static let passes = [
        """
        CREATE TABLE import_passes (
            id BIGINT PRIMARY KEY,
            file_id BIGINT NOT NULL REFERENCES import_files (id) ON DELETE CASCADE,
            job_id BIGINT NOT NULL,
            is_check BOOLEAN NOT NULL,
            mapping TEXT NOT NULL,
            language TEXT NOT NULL,
            user_id BIGINT,
            created BIGINT NOT NULL,
            ended BIGINT,
            problem TEXT,
            outcome TEXT,
            run_id BIGINT
        )
        """,
        "CREATE INDEX import_passes_by_file ON import_passes (file_id, id)",
        "CREATE INDEX import_passes_by_run ON import_passes (run_id) WHERE run_id IS NOT NULL",
        """
        CREATE TABLE import_rejects (
            pass_id BIGINT NOT NULL REFERENCES import_passes (id) ON DELETE CASCADE,
            place BIGINT NOT NULL,
            content BYTEA NOT NULL,
            PRIMARY KEY (pass_id, place)
        )
        """,
        """
        CREATE TABLE import_undos (
            run_id BIGINT PRIMARY KEY,
            job_id BIGINT NOT NULL,
            user_id BIGINT,
            created BIGINT NOT NULL,
            outcome TEXT
        )
        """,
    ]
}
