package import Database
package import Rights

/// The one place where a scope becomes SQL: which accounts somebody may read or change, as `Person.access(to:)` says.
extension Scope {
    /// For a table with a column of accounts: `WHERE account_id IN (…)`, or no condition for everything.
    /// - Parameter column: of account ids.
    package func covers(_ column: SQL) -> SQL {
        if isEverything { return "TRUE" }
        guard let accounts else { return "FALSE" }
        return "\(column) IN (\(accounts))"
    }

    /// For a row of `accounts` at hand: quicker than `covers` where few rows are looked at, whatever the scope holds.
    /// - Parameter table: the name `accounts` goes by in the query.
    package func coversRow(of table: SQL = "accounts") -> SQL {
        if isEverything { return "TRUE" }
        guard let part else { return "FALSE" }
        return """
            (\(table).owner_id IN (\(part.owners))
            OR EXISTS (SELECT 1 FROM account_grants WHERE account_grants.account_id = \(table).id
                AND (\(part.received))))
            """
    }

    /// Whether one account is in it.
    package func includes(_ account: Int, in connection: any Connection) throws -> Bool {
        if isEverything { return true }
        if isNothing { return false }
        return try connection.integer("SELECT id FROM accounts WHERE id = \(account) AND \(coversRow())") != nil
    }

    /// The ids of a part; nil for everything and for nothing.
    package var accounts: SQL? { accounts(repeating: false) }

    /// - Parameter repeating: an account may come more than once, which is found quicker.
    func accounts(repeating: Bool) -> SQL? {
        accounts(repeating: repeating) { "SELECT id FROM accounts WHERE owner_id IN (\($0))" }
    }

    /// - Parameter owned: those of the owners that are wanted.
    func accounts(repeating: Bool = false, owned: (_ owners: SQL) -> SQL) -> SQL? {
        guard let part else { return nil }
        let union: SQL = repeating ? "UNION ALL" : "UNION"
        return """
            \(owned(part.owners)) \(union) SELECT account_id FROM account_grants WHERE \(part.received)
            """
    }

    /// Only one person's own accounts are in it, besides those they were given.
    var isOfOneOwner: Bool { part?.ownerUnits.isEmpty ?? false }
}

extension Scope.Part {
    /// Those whose accounts are in it.
    fileprivate var owners: SQL {
        if ownerUnits.isEmpty { return "\(user)" }
        return "SELECT id FROM users WHERE id = \(user) OR unit_id IN \(list: ownerUnits)"
    }

    /// Which grants are in it.
    fileprivate var received: SQL {
        var ways: [SQL] = ["user_id = \(user)"]
        if !sharedUnits.isEmpty { ways.append("unit_id IN \(list: sharedUnits)") }
        let received = SQL.joined(ways, by: " OR ")
        let given: SQL = isForWriting ? "(\(received)) AND may_write" : received
        if ownerUnits.isEmpty { return given }
        // What an owner holds through an account above belongs to the owner's team as much as what they own.
        return "(\(given)) OR (is_owner AND user_id IN (SELECT id FROM users WHERE unit_id IN \(list: ownerUnits)))"
    }
}
