package import Audit
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
        let before = try words(try self.circle(of: account, in: connection), in: connection)
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
        let changes = AuditChange.between(
            zip(before, try words(circle, in: connection)).map { AuditChange($0.field, $0.text, $1.text) })
        if !changes.isEmpty {
            try Audit.note(.circleChanged, try subject(account, in: connection), changes, in: connection)
        }
    }

    /// An account as the audit names it.
    package static func subject(_ account: Int, in connection: any Connection) throws -> AuditSubject {
        AuditSubject(
            .account, account,
            named: try connection.text("SELECT name FROM accounts WHERE id = \(account)") ?? "")
    }

    private static func name(_ user: Int?, in connection: any Connection) throws -> String? {
        try user.flatMap { try connection.text("SELECT name FROM users WHERE id = \($0)") }
    }

    /// What the audit says of a circle.
    private static func words(
        _ circle: AccountCircle, in connection: any Connection
    ) throws -> [(field: String, text: String?)] {
        let team = try circle.team.map { member in
            (try name(member.user, in: connection) ?? "") + (member.part.isEmpty ? "" : " (\(member.part))")
        }
        let shares = try circle.shares.map { share in
            let unit = try share.receiver.unit.flatMap {
                try connection.text("SELECT name FROM org_units WHERE id = \($0)")
            }
            return (try name(share.receiver.user, in: connection) ?? unit ?? "") + (share.mayWrite ? " (write)" : "")
        }
        return [
            ("owner", try name(circle.owner, in: connection)),
            ("team", team.isEmpty ? nil : team.sorted().joined(separator: ", ")),
            ("shares", shares.isEmpty ? nil : shares.sorted().joined(separator: ", ")),
        ]
    }

    /// Accounts that have an owner, ascending.
    package static func owned(in connection: any Connection) throws -> [Int] {
        try connection.rows("SELECT id FROM accounts WHERE owner_id IS NOT NULL ORDER BY id") { try $0.int(0) }
    }

    /// Gives accounts another owner, or none.
    package static func assign(_ accounts: [Int], to owner: Int?, in connection: any Connection) throws {
        let others = try connection.rows(
            "SELECT id, name, owner_id FROM accounts WHERE id IN \(list: accounts) ORDER BY id"
        ) { (id: try $0.int(0), name: try $0.text(1), owner: $0.optionalInt(2)) }.filter { $0.owner != owner }
        let heir = try name(owner, in: connection)
        for each in others {
            try Audit.note(
                .accountAssigned, AuditSubject(.account, each.id, named: each.name),
                [AuditChange("owner", try name(each.owner, in: connection), heir)], in: connection)
        }
        try connection.execute("UPDATE accounts SET owner_id = \(owner) WHERE id IN \(list: accounts)")
        let heads = try connection.rows(
            "SELECT DISTINCT parent_id FROM accounts WHERE parent_id IN \(list: accounts)"
        ) { try $0.int(0) }
        try renew(heads, in: connection)
    }

    /// Works out anew what accounts and those below them receive: after a change of who holds them or of what they
    /// stand below.
    static func renew(_ accounts: [Int], in connection: any Connection) throws {
        let below = try connection.rows(
            "SELECT id FROM accounts WHERE id IN \(list: accounts) AND parent_id IS NOT NULL"
        ) { try $0.int(0) }
        var level = Dictionary(accounts.map { ($0, Set<InheritedGrant>()) }) { first, _ in first }
        for account in below { level[account] = try line(above: account, in: connection) }
        try renew(level, in: connection)
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
    /// - Parameter top: accounts with what those above them give.
    private static func renew(_ top: [Int: Set<InheritedGrant>], in connection: any Connection) throws {
        var level = top
        var met: Set<Int> = []
        while !level.isEmpty {
            let ids = level.keys.sorted()
            met.formUnion(ids)
            let circles = try circles(of: ids, in: connection)
            try connection.execute("DELETE FROM account_grants WHERE account_id IN \(list: ids)")
            var below: [Int: Set<InheritedGrant>] = [:]
            var grants: [(account: Int, grant: InheritedGrant)] = []
            for (id, above) in level {
                let circle = circles[id] ?? AccountCircle()
                grants += above.union(InheritedGrant.given(by: circle, to: .itself)).map { (id, $0) }
                below[id] = above.union(InheritedGrant.given(by: circle, to: .below))
            }
            try insert(grants, in: connection)
            level = [:]
            try connection.forEachRow("SELECT id, parent_id FROM accounts WHERE parent_id IN \(list: ids)") { row in
                let id = try row.int(0)
                if !met.contains(id) { level[id] = below[try row.int(1)] ?? [] }
            }
        }
    }

    private static func insert(
        _ grants: [(account: Int, grant: InheritedGrant)], in connection: any Connection
    ) throws {
        if grants.isEmpty { return }
        try connection.bulk(grantTarget) { writer in
            for (account, grant) in grants {
                writer.integer(account)
                writer.integer(grant.receiver.user.map(Int64.init))
                writer.integer(grant.receiver.unit.map(Int64.init))
                writer.boolean(grant.isOwner)
                writer.boolean(grant.mayWrite)
                try writer.endRow()
            }
        }
    }

    private static let grantTarget = BulkTarget(
        "account_grants",
        [
            ("account_id", .bigint), ("user_id", .bigint), ("unit_id", .bigint), ("is_owner", .boolean),
            ("may_write", .boolean),
        ])

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
            if let receiver = row.receiver(1) {
                circles[try row.int(0)]?.shares.append(Holding.Grant(receiver, mayWrite: try row.bool(3)))
            }
        }
        return circles
    }

    /// All that is kept of what accounts receive.
    static func grants(in connection: any Connection) throws -> [Int: Set<InheritedGrant>] {
        var grants: [Int: Set<InheritedGrant>] = [:]
        try connection.forEachRow("SELECT account_id, user_id, unit_id, is_owner, may_write FROM account_grants") {
            row in
            guard let receiver = row.receiver(1) else { return }
            grants[try row.int(0), default: []].insert(
                InheritedGrant(receiver: receiver, isOwner: try row.bool(3), mayWrite: try row.bool(4)))
        }
        return grants
    }
}

extension Row {
    /// A user in one column, or a unit in the next.
    fileprivate func receiver(_ column: Int) -> Holding.Grant.Receiver? {
        optionalInt(column).map { .user($0) } ?? optionalInt(column + 1).map { .unit($0) }
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
