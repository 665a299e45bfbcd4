package import Rights

/// Who works on an account and who else may see it (客户团队).
package struct AccountCircle: Sendable, Hashable {
    package struct Member: Sendable, Hashable {
        package var user: Int
        /// What they do for it, in the company's words.
        package var part: String

        package init(user: Int, part: String) {
            self.user = user
            self.part = part
        }
    }

    package var owner: Int?
    package var team: [Member]
    package var shares: [Holding.Grant]

    package init(owner: Int? = nil, team: [Member] = [], shares: [Holding.Grant] = []) {
        self.owner = owner
        self.team = team
        self.shares = shares
    }

    /// What it gives to whom, the owner's own apart.
    package var grants: [Holding.Grant] { team.map { Holding.Grant(.user($0.user), mayWrite: true) } + shares }

    package static let longestPart = 60
}

/// What accounts below others receive from above: a right goes down an account group.
struct InheritedGrant: Hashable {
    var receiver: Holding.Grant.Receiver
    var isOwner: Bool
    var mayWrite: Bool

    /// What an account gives to itself and those below; its owner's right to it stands in its own row.
    static func given(by circle: AccountCircle, to depth: Depth) -> Set<InheritedGrant> {
        var given = Set(
            circle.grants.map { InheritedGrant(receiver: $0.receiver, isOwner: false, mayWrite: $0.mayWrite) })
        if depth == .below, let owner = circle.owner {
            given.insert(InheritedGrant(receiver: .user(owner), isOwner: true, mayWrite: true))
        }
        return given
    }

    enum Depth { case itself, below }
}
