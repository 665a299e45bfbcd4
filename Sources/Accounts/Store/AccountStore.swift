package import Database
package import Measures
package import People

/// Reads accounts for lists and pages.
package struct AccountStore: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// One page and one row more, in reading order: backwards for `.before`.
    package func list(_ listing: AccountListing, scope: Scope) async throws -> [Account] {
        guard !scope.isNothing, let walk = AccountWalk(listing, dialect: database.dialect) else { return [] }
        return try await database.read { try walk.rows(in: $0) }
    }

    /// How many accounts the listing's search and filter leave, counted up to `AccountWalk.mostMatches` and one.
    package func found(_ listing: AccountListing, scope: Scope) async throws -> Int {
        guard !scope.isNothing, let walk = AccountWalk(listing, dialect: database.dialect) else { return 0 }
        return try await database.read { try walk.count(in: $0) }
    }

    /// Goes through all accounts: what it answers is worth keeping.
    package func tally(bought: Bool?, scope: Scope) async throws -> AccountTally {
        if scope.isNothing { return .none }
        return try await database.read { connection in
            try connection.first(
                """
                SELECT CAST(count(*) AS BIGINT), CAST(coalesce(sum(revenue_minor), 0) AS BIGINT)
                FROM accounts WHERE \(AccountWalk.condition(bought))
                """
            ) { AccountTally(accounts: try $0.int(0), revenue: Int64(try $0.int(1))) } ?? .none
        }
    }

    package func hasAccounts(scope: Scope) async throws -> Bool {
        if scope.isNothing { return false }
        return try await database.read { try $0.integer("SELECT id FROM accounts LIMIT 1") != nil }
    }

    /// Nil when there is none, or none this person may see.
    package func account(_ id: Int, scope: Scope) async throws -> Account? {
        try await account(where: "accounts.id = \(id)", scope)
    }

    /// By what the company calls it in its books.
    package func account(code: String, scope: Scope) async throws -> Account? {
        try await account(where: "accounts.code = \(code)", scope)
    }

    private func account(where condition: SQL, _ scope: Scope) async throws -> Account? {
        if scope.isNothing { return nil }
        return try await database.read { connection in
            try connection.first(
                """
                SELECT \(AccountWalk.columns), parent.id, parent.name
                FROM accounts LEFT JOIN accounts parent ON parent.id = accounts.parent_id
                WHERE \(condition)
                """
            ) { row in
                var account = try Account(row)
                if let id = row.optionalInt(7) { account.parent = Account.Parent(id: id, name: try row.text(8)) }
                return account
            }
        }
    }

    /// The first and the last day any account bought; nil when none did.
    package func days(scope: Scope) async throws -> DayRange? {
        if scope.isNothing { return nil }
        return try await database.read { connection in
            try connection.first(
                "SELECT (SELECT min(first_day) FROM accounts), (SELECT max(last_day) FROM accounts)"
            ) { row in
                guard let first = row.optionalInt(0), let last = row.optionalInt(1) else { return nil }
                return DayRange(from: Day(first), through: Day(last))
            } ?? nil
        }
    }
}

extension Account {
    /// From `AccountWalk.columns`.
    init(_ row: any Row) throws {
        self.init(
            id: try row.int(0), code: try row.text(1), name: try row.text(2),
            totals: AccountTotals(
                revenue: Int64(try row.int(3)), orders: try row.int(4), firstDay: row.optionalInt(5),
                lastDay: row.optionalInt(6)))
    }
}
