package import Database

/// The accounts whose facts changed since somebody judged them. A bulk of changes is noted as one, so that an import of
/// millions of lines pays nothing for it.
package enum ChangedAccounts {
    /// More than this at once are a bulk.
    static let most = 200
    /// Stands for a bulk of accounts.
    private static let bulk = 0

    static func note(_ accounts: [Int], in connection: any Connection) throws {
        if accounts.isEmpty { return }
        let noted = accounts.count > most ? [bulk] : accounts
        try connection.batch(
            noted.map { "INSERT INTO changed_accounts (account_id) VALUES (\($0)) ON CONFLICT (account_id) DO NOTHING" }
        )
    }

    /// The accounts, ascending; nil when they are too many to be looked at one by one.
    package static func few(in connection: any Connection) throws -> [Int]? {
        let accounts = try connection.rows(
            "SELECT account_id FROM changed_accounts ORDER BY account_id LIMIT \(most + 1)"
        ) { try $0.int(0) }
        return accounts.count > most || accounts.first == bulk ? nil : accounts
    }

    package static func forget(_ accounts: [Int], in connection: any Connection) throws {
        try connection.execute("DELETE FROM changed_accounts WHERE account_id IN \(list: accounts)")
    }

    /// All are about to be judged.
    package static func forgetAll(in connection: any Connection) throws {
        try connection.execute("DELETE FROM changed_accounts")
    }
}
