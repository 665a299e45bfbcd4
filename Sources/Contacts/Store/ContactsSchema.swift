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
            ]),
        // What phone numbers are found by, however they were grouped; see `PhoneNumber.digits`.
        Migration(
            "contacts-002",
            [
                "ALTER TABLE contacts ADD COLUMN phone_digits TEXT NOT NULL DEFAULT ''",
                "UPDATE contacts SET phone_digits = phone",
            ] + digitsOfPhone),
    ]

    /// Takes away all that a number could be kept with until then, a mark at a time: SQLite refuses deep nesting.
    private static let digitsOfPhone: [String] = {
        let marks = " +-()/.#,;xXeEtT（）；转分机\u{A0}\u{3000}＋－．／，".map { (String($0), "") }
        let wide = "０１２３４５６７８９".enumerated().map { (String($1), String($0)) }
        return (marks + wide).map { mark, digit in
            "UPDATE contacts SET phone_digits = replace(phone_digits, '\(mark)', '\(digit)')"
        }
    }()
}
