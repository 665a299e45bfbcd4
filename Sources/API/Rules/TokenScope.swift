/// What a token lets a program do, of what its user may do.
package enum TokenScope: String, Sendable, CaseIterable {
    case read, write
    /// Bring in orders.
    case importing = "import"
}

/// A token as somebody asks for it.
package struct TokenDraft: Sendable, Hashable {
    package var name: String
    package var scopes: Set<TokenScope>
    /// How many days it holds.
    package var days: Int

    package init(_ name: String, scopes: Set<TokenScope>, days: Int) {
        self.name = name
        self.scopes = scopes
        self.days = days
    }

    package static let longestName = 100
    /// What is never looked at again should not work for ever.
    package static let longestLife = 366

    package var problems: [TokenProblem] {
        var problems: [TokenProblem] = []
        if name.allSatisfy(\.isWhitespace) { problems.append(.nameMissing) }
        if name.count > Self.longestName { problems.append(.nameLong) }
        if scopes.isEmpty { problems.append(.scopeMissing) }
        if !(1...Self.longestLife).contains(days) { problems.append(.daysWrong) }
        return problems
    }
}

package enum TokenProblem: Error, Sendable, Hashable {
    case nameMissing, nameLong, scopeMissing, daysWrong
    /// Another token of the same user that works is called so: nobody could tell which to revoke.
    case nameTaken
    /// There is no such token, or it is somebody else's.
    case gone
}
