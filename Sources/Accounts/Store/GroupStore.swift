import Audit
package import Database
package import Rights

/// Reads and changes which account stands above which.
package enum GroupStore {
    /// All groups of the company.
    package static func groups(in connection: any Connection) throws -> AccountGroups {
        var parents: [Int: Int] = [:]
        try connection.forEachRow("SELECT id, parent_id FROM accounts WHERE parent_id IS NOT NULL") {
            parents[try $0.int(0)] = try $0.int(1)
        }
        return AccountGroups(parents: parents)
    }

    /// The accounts one account is judged with: its whole group, with the head first named.
    package static func unit(of account: Int, in connection: any Connection) throws -> (head: Int, members: [Int]) {
        var head = account
        var met: Set<Int> = [account]
        while let parent = try connection.integer("SELECT parent_id FROM accounts WHERE id = \(head)"),
            met.insert(parent).inserted
        {
            head = parent
        }
        var (members, newest) = (Set([head]), [head])
        while !newest.isEmpty {
            let below = try connection.rows("SELECT id FROM accounts WHERE parent_id IN \(list: newest)") {
                try $0.int(0)
            }
            newest = below.filter { members.insert($0).inserted }
        }
        return (head, members.sorted())
    }

    /// Puts an account below another one, or at the top. It changes what both groups are, so all three have to be
    /// changeable: the account, the one it leaves and the one it joins.
    /// - Throws: `GroupProblem`
    package static func put(
        _ account: Int, below parent: Int?, within scope: Scope = .everything, in connection: any Connection
    ) throws {
        let left = try connection.integer("SELECT parent_id FROM accounts WHERE id = \(account)")
        for concerned in [account, left, parent].compactMap({ $0 }) {
            guard try scope.includes(concerned, in: connection) else { throw GroupProblem.notYours }
        }
        var above = parent
        while let next = above {
            if next == account { throw GroupProblem.circle }
            above = try connection.integer("SELECT parent_id FROM accounts WHERE id = \(next)")
        }
        try connection.execute("UPDATE accounts SET parent_id = \(parent) WHERE id = \(account)")
        try CircleStore.renew([account], in: connection)
        guard left != parent else { return }
        let names = try [left, parent].map { try $0.map { try CircleStore.subject($0, in: connection).name } }
        try Audit.note(
            .accountGrouped, try CircleStore.subject(account, in: connection),
            [AuditChange("parent", names[0], names[1])], in: connection)
    }
}

package enum GroupProblem: Error, Sendable, Equatable {
    /// An account cannot stand above itself.
    case circle
    /// One of the groups may not be changed by whoever asked.
    case notYours
}
