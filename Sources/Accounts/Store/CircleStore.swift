package import Database
import People
import Rights

/// Keeps who owns accounts, who works on them and with whom they are shared, and what follows for those below.
package enum CircleStore {
    package static func circle(of account: Int, in connection: any Connection) throws -> AccountCircle {
        try circles(of: [account], in: connection)[account] ?? AccountCircle()
    }

    /// - Throws: a foreign key's error when somebody named does not exist.
    package static func keep(_ circle: AccountCircle, of account: Int, in connection: any Connection) throws {
        try connection.execute("UPDATE accounts SET owner_id = \(circle.owner) WHERE id = \(account)")
        try connection.execute("DELETE FROM account_team WHERE account_id = \(account)")
        try connection.execute("DELETE FROM account_shares WHERE account_id = \(account)")
        for member in circle.team {
            try connection.execute(
                "INSERT INTO account_team (account_id, user_id, part) VALUES (\(account), \(member.user), \(member.part))"
            )
        }
        for share in circle.shares {
            try connection.execute(
                """
                INSERT INTO account_shares (account_id, user_id, unit_id, may_write)
                VALUES (\(account), \(share.receiver.user), \(share.receiver.unit), \(share.mayWrite))
                """)
        }
        try renew([account], in: connection)
    }

    /// Gives accounts another owner, or none.
    package static func assign(_ accounts: [Int], to owner: Int?, in connection: any Connection) throws {
        try connection.execute("UPDATE accounts SET owner_id = \(owner) WHERE id IN \(list: accounts)")
        let heads = try connection.rows(
            "SELECT DISTINCT parent_id FROM accounts WHERE parent_id IN \(list: accounts)"
        ) { try $0.int(0) }
        try renew(heads, in: connection)
    }

    /// Works out anew what accounts and those below them receive: after a change of who holds them or of what they
    /// stand below.
    static func renew(_ accounts: [Int], in connection: any Connection) throws {
        for account in accounts {
            var given = try line(above: account, in: connection)
            try renew(account, &given, in: connection)
        }
        try RightsVersion.raise(in: connection)
    }

    /// What those above an account give to those below, the account itself left out.
    private static func line(above account: Int, in connection: any Connection) throws -> Set<InheritedGrant> {
        var given: Set<InheritedGrant> = []
        var met: Set<Int> = [account]
        var next = try connection.integer("SELECT parent_id FROM accounts WHERE id = \(account)")
        while let parent = next, met.insert(parent).inserted {
            given.formUnion(InheritedGrant.given(by: try circle(of: parent, in: connection), to: .below))
            next = try connection.integer("SELECT parent_id FROM accounts WHERE id = \(parent)")
        }
        return given
    }

    /// Level by level, so that each circle is read once.
    private static func renew(
        _ account: Int, _ given: inout Set<InheritedGrant>, in connection: any Connection
    ) throws {
        var level = [account: given]
        var met: Set<Int> = []
        while !level.isEmpty {
            let ids = level.keys.sorted()
            met.formUnion(ids)
            let circles = try circles(of: ids, in: connection)
            try connection.execute("DELETE FROM account_grants WHERE account_id IN \(list: ids)")
            var below: [Int: Set<InheritedGrant>] = [:]
            for (id, above) in level {
                let circle = circles[id] ?? AccountCircle()
                try insert(above.union(InheritedGrant.given(by: circle, to: .itself)), of: id, in: connection)
                below[id] = above.union(InheritedGrant.given(by: circle, to: .below))
            }
            level = [:]
            try connection.forEachRow("SELECT id, parent_id FROM accounts WHERE parent_id IN \(list: ids)") { row in
                let id = try row.int(0)
                if !met.contains(id) { level[id] = below[try row.int(1)] ?? [] }
            }
        }
    }

    private static func insert(
        _ grants: Set<InheritedGrant>, of account: Int, in connection: any Connection
    ) throws {
        try connection.batch(
            grants.map { grant in
                """
                INSERT INTO account_grants (account_id, user_id, unit_id, is_owner, may_write)
                VALUES (\(account), \(grant.receiver.user), \(grant.receiver.unit), \(grant.isOwner), \(grant.mayWrite))
                """
            })
    }

    static func circles(of accounts: [Int], in connection: any Connection) throws -> [Int: AccountCircle] {
        var circles: [Int: AccountCircle] = [:]
        try connection.forEachRow("SELECT id, owner_id FROM accounts WHERE id IN \(list: accounts)") {
            circles[try $0.int(0)] = AccountCircle(owner: $0.optionalInt(1))
        }
        try connection.forEachRow(
            "SELECT account_id, user_id, part FROM account_team WHERE account_id IN \(list: accounts) ORDER BY user_id"
        ) {
            circles[try $0.int(0)]?.team.append(AccountCircle.Member(user: try $0.int(1), part: try $0.text(2)))
        }
        try connection.forEachRow(
            """
            SELECT account_id, user_id, unit_id, may_write FROM account_shares
            WHERE account_id IN \(list: accounts) ORDER BY user_id NULLS LAST, unit_id NULLS LAST
            """
        ) { row in
            let receiver: Holding.Grant.Receiver? =
                row.optionalInt(1).map { .user($0) } ?? row.optionalInt(2).map { .unit($0) }
            if let receiver {
                circles[try row.int(0)]?.shares.append(Holding.Grant(receiver, mayWrite: try row.bool(3)))
            }
        }
        return circles
    }
}

extension Holding.Grant.Receiver {
    var user: Int? { if case .user(let id) = self { id } else { nil } }
    var unit: Int? { if case .unit(let id) = self { id } else { nil } }
}

extension CircleStore {
    /// What somebody who leaves held goes to their successor, what they did in account teams included.
    package static func handOver(_ leaver: Int, to successor: Int?, in connection: any Connection) throws {
        func accounts(_ sql: SQL) throws -> [Int] { try connection.rows(sql) { try $0.int(0) } }
        let owned = try accounts("SELECT id FROM accounts WHERE owner_id = \(leaver)")
        let others = try accounts(
            """
            SELECT account_id FROM account_team WHERE user_id = \(leaver)
            UNION SELECT account_id FROM account_shares WHERE user_id = \(leaver)
            """)
        if let successor {
            try connection.execute(
                """
                UPDATE account_team SET user_id = \(successor) WHERE user_id = \(leaver) AND NOT EXISTS
                    (SELECT 1 FROM account_team other
                        WHERE other.account_id = account_team.account_id AND other.user_id = \(successor))
                """)
        }
        try connection.execute("DELETE FROM account_team WHERE user_id = \(leaver)")
        try connection.execute("DELETE FROM account_shares WHERE user_id = \(leaver)")
        try assign(owned, to: successor, in: connection)
        try renew(others, in: connection)
    }
}
