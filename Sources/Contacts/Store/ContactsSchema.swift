package import Database

package enum ContactsSchema {
    package static let migrations = [
        Migration(
            "contacts-001",
            [
                """
                CREATE TABLE contacts (
                    id BIGINT PRIMARY KEY,
                    account_id BIGINT NOT NULL REFERENCES accounts (id),
                    name TEXT NOT NULL,
                    sort_name TEXT NOT NULL,
                    title TEXT NOT NULL,
                    department TEXT NOT NULL,
                    part TEXT,
                    phone TEXT NOT NULL,
                    email TEXT NOT NULL,
                    birthday TEXT,
                    note TEXT NOT NULL,
                    consent TEXT NOT NULL,
                    left_day INTEGER
                )
                """,
                "CREATE INDEX contacts_by_account ON contacts (account_id, sort_name, id)",
                "CREATE INDEX contacts_by_name ON contacts (sort_name, id)",
            ])
    ]
}
