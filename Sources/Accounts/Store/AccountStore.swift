package import Database
import Measures
package import Rights

/// Reads accounts for lists and pages.
package struct AccountStore: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// One page and one row more, in reading order: backwards for `.before`.
    package func list(_ listing: AccountListing, scope: Scope) async throws -> [Account] {
        guard let walk = AccountWalk(listing, scope: scope, dialect: database.dialect) else { return [] }
        return try await database.read { try walk.rows(in: $0) }
    }

    /// How many accounts the listing's search and filter leave, counted up to `AccountWalk.mostMatches` and one.
    package func found(_ listing: AccountListing, scope: Scope) async throws -> Int {
        guard let walk = AccountWalk(listing, scope: scope, dialect: database.dialect) else { return 0 }
        return try await database.read { try walk.count(in: $0) }
    }

    /// Goes through all accounts: what it answers is worth keeping.
    package func tally(_ listing: AccountListing, scope: Scope) async throws -> AccountTally {
        if scope.isNothing { return .none }
        // Whoever does not ask for a standing need not be walked beside it.
        let source: SQL = listing.asksForStanding ? "accounts \(AccountWalk.standings(scope))" : "accounts"
        return try await database.read { connection in
            try connection.first(
                """
                SELECT CAST(count(*) AS BIGINT), CAST(coalesce(sum(revenue_minor), 0) AS BIGINT)
                FROM \(source) WHERE \(AccountWalk.condition(listing, scope)) AND \(scope.covers("accounts.id"))
                """
            ) { AccountTally(accounts: try $0.int(0), revenue: Int64(try $0.int(1))) } ?? .none
        }
    }

    package func hasAccounts(scope: Scope) async throws -> Bool {
        if scope.isNothing { return false }
        let own: SQL = scope.accounts(repeating: true) ?? "SELECT id FROM accounts"
        return try await database.read {
            try $0.integer("SELECT own.id FROM (\(own)) own LIMIT 1") != nil
        }
    }

    /// Nil when there is none, or none this person may see.
    package func account(_ id: Int, scope: Scope) async throws -> Account? {
        try await account(where: "accounts.id = \(id)", scope)
    }

    /// Whether an account is in a scope.
    package func includes(_ account: Int, _ scope: Scope) async throws -> Bool {
        if scope.isEverything { return true }
        return try await database.read { try scope.includes(account, in: $0) }
    }

    /// By what the company calls it in its books.
    package func account(code: String, scope: Scope) async throws -> Account? {
        try await account(where: "accounts.code = \(code)", scope)
    }

    /// As people name one: by its code, or by its name where only one is called so.
    package func account(called text: String, scope: Scope) async throws -> Account? {
        if let account = try await account(code: text, scope: scope) { return account }
        if scope.isNothing { return nil }
        let named = try await database.read { connection in
            try connection.rows(
                """
                SELECT id FROM accounts WHERE sort_name = \(SearchText.sortKey(text)) AND \(scope.coversRow()) LIMIT 2
                """
            ) { try $0.int(0) }
        }
        return named.count == 1 ? try await account(named[0], scope: scope) : nil
    }

    /// The only account that has the text in its code or its name: whom somebody may have meant.
    package func account(with text: String, scope: Scope) async throws -> Account? {
        var listing = AccountListing()
        (listing.search, listing.size) = (text, 1)
        let found = try await list(listing, scope: scope)
        return found.count == 1 ? try await account(found[0].id, scope: scope) : nil
    }

    /// Who works on an account and who else sees it.
    package func circle(of account: Int) async throws -> AccountCircle {
        try await database.read { try CircleStore.circle(of: account, in: $0) }
    }

    /// - Returns: false when somebody named does not exist (any more).
    package func keep(_ circle: AccountCircle, of account: Int) async throws -> Bool {
        do {
            try await database.write { try CircleStore.keep(circle, of: account, in: $0) }
            return true
        } catch DatabaseError.foreignKey {
            return false
        }
    }

    /// Who answers for an account.
    package func owner(of account: Int) async throws -> Int? {
        try await database.read { try $0.integer("SELECT owner_id FROM accounts WHERE id = \(account)") }
    }

    /// How many accounts somebody answers for.
    package func owned(by user: Int) async throws -> Int {
        try await database.read {
            try $0.integer("SELECT CAST(count(*) AS BIGINT) FROM accounts WHERE owner_id = \(user)") ?? 0
        }
    }

    /// The ids of the accounts one account is judged with, ascending.
    package func group(of account: Int) async throws -> [Int] {
        try await database.read { try GroupStore.unit(of: account, in: $0).members }
    }

    /// Puts an account below another one, or at the top.
    /// - Parameter scope: what may be changed.
    /// - Throws: `GroupProblem`
    package func put(_ account: Int, below parent: Int?, within scope: Scope = .everything) async throws {
        try await database.write { try GroupStore.put(account, below: parent, within: scope, in: $0) }
    }

    /// Those of these accounts this person may see, by name.
    package func accounts(_ ids: [Int], scope: Scope) async throws -> [Account] {
        if scope.isNothing || ids.isEmpty { return [] }
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT \(AccountWalk.columns(scope)) FROM accounts \(AccountWalk.standings(scope)) \(AccountWalk.heads)
                WHERE accounts.id IN \(list: ids) AND \(scope.coversRow()) ORDER BY accounts.sort_name, accounts.id
                """
            ) { try Account($0) }
        }
    }

    private func account(where condition: SQL, _ scope: Scope) async throws -> Account? {
        if scope.isNothing { return nil }
        return try await database.read { connection in
            try connection.first(
                """
                SELECT \(AccountWalk.columns(scope)), parent.id, parent.name, \(scope.coversRow(of: "parent"))
                FROM accounts LEFT JOIN accounts parent ON parent.id = accounts.parent_id \(AccountWalk.standings(scope))
                    \(AccountWalk.heads)
                WHERE \(condition) AND \(scope.coversRow())
                """
            ) { row in
                var account = try Account(row)
                let next = AccountWalk.columnCount
                if let id = row.optionalInt(next) {
                    let isSeen = row.optionalBool(next + 2) == true
                    account.parent = isSeen ? Account.Parent(id: id, name: try row.text(next + 1)) : nil
                    account.isBelowUnseen = !isSeen
                }
                return account
            }
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
        if let unit = row.optionalInt(7) { standing = AccountStanding(account: id, unit: unit, row, from: 8) }
        if let code = row.optionalText(14) { head = Head(code: code, name: try row.text(15)) }
        if let user = row.optionalInt(16) { owner = Owner(id: user, name: row.optionalText(17) ?? "") }
    }
}

extension AccountStanding {
    fileprivate init(account: Int, unit: Int, _ row: any Row, from first: Int) {
        self.init(account: account, unit: unit)
        tier = row.optionalInt(first)
        safety = row.optionalInt(first + 1)
        value = row.optionalDouble(first + 2)
        loyalty = row.optionalDouble(first + 3)
        growth = row.optionalDouble(first + 4)
        contribution = row.optionalInt(first + 5).map(Int64.init)
    }
}
