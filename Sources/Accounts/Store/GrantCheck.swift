package import Database
import Rights

/// Works out anew what every account receives from those above it, and says where what is kept differs.
package struct GrantCheck: Sendable {
    /// One sentence each.
    package private(set) var problems: [String] = []

    package init(_ connection: any Connection) throws {
        let parents = try Self.pairs("SELECT id, parent_id FROM accounts WHERE parent_id IS NOT NULL", connection)
        let givers = try connection.rows(
            "SELECT account_id FROM account_team UNION SELECT account_id FROM account_shares"
        ) { try $0.int(0) }
        let concerned = Set(parents.keys).union(givers)
        let circles = try CircleStore.circles(of: concerned.union(parents.values).sorted(), in: connection)
        let kept = try CircleStore.grants(in: connection)
        for account in concerned.union(kept.keys).sorted() {
            let due = Self.due(account, parents, circles)
            guard due != kept[account] ?? [] else { continue }
            problems.append("account \(account) gives rights to others than those who should have them")
        }
    }

    private static func due(
        _ account: Int, _ parents: [Int: Int], _ circles: [Int: AccountCircle]
    ) -> Set<InheritedGrant> {
        var due = InheritedGrant.given(by: circles[account] ?? AccountCircle(), to: .itself)
        var met: Set<Int> = [account]
        var next = parents[account]
        while let above = next, met.insert(above).inserted {
            due.formUnion(InheritedGrant.given(by: circles[above] ?? AccountCircle(), to: .below))
            next = parents[above]
        }
        return due
    }

    private static func pairs(_ sql: SQL, _ connection: any Connection) throws -> [Int: Int] {
        var pairs: [Int: Int] = [:]
        try connection.forEachRow(sql) { pairs[try $0.int(0)] = try $0.int(1) }
        return pairs
    }
}
