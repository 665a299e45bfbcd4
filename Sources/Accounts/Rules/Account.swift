package import Rights

/// An account as lists and pages show it.
package struct Account: Sendable, Hashable {
    package var id: Int
    /// What the company calls it in its books.
    package var code: String
    /// The code again when the books have no name.
    package var name: String
    package var totals: AccountTotals
    /// The account above it in its group.
    package var parent: Parent?
    /// It stands below an account that whoever asked may not see.
    package var isBelowUnseen = false
    /// As the latest judgement has it; nil when it was never judged.
    package var standing: AccountStanding?
    /// The head of the group it is judged with; nil when it is judged as itself.
    package var head: Head?

    /// The user answerable for it.
    package var owner: Owner?

    package struct Owner: Sendable, Hashable {
        package var id: Int
        package var name: String
    }

    package struct Parent: Sendable, Hashable {
        package var id: Int
        package var name: String
    }

    package struct Head: Sendable, Hashable {
        package var code: String
        package var name: String
    }

    package var hasName: Bool { name != code }
}

/// What a set of accounts comes to. Revenue in minor units of the company's currency, net of returns, all time.
package struct AccountTally: Sendable, Hashable {
    package var accounts: Int
    package var revenue: Int64

    package static let none = AccountTally(accounts: 0, revenue: 0)
}

/// Which accounts a list shows, in which order, and from where on.
package struct AccountListing: Sendable, Hashable {
    package enum Sort: String, Sendable, CaseIterable {
        case name, code, revenue, orders, first, last
        /// The value score, the loyalty index, and revenue against the year before.
        case value, loyalty, growth
    }

    /// Revenue against the window before, as far as lists tell it apart.
    package enum Trend: String, Sendable, CaseIterable {
        case growing, shrinking

        /// By how much, at least.
        static let least = 0.2
    }

    package enum Place: Sendable, Hashable {
        case start
        case after(Mark)
        case before(Mark)
    }

    /// The row where a page ends: its sort key and, as tie-breaker, its id.
    package struct Mark: Sendable, Hashable {
        package enum Key: Sendable, Hashable {
            case text(String)
            case number(Int64)
            case score(Double)
            /// Accounts that never bought have no days, and some no scores; they stand last in both directions.
            case none
        }

        package var key: Key
        package var id: Int
    }

    /// Whose accounts a list shows.
    package enum Ownership: Sendable, Hashable {
        case user(Int)
        case nobody
    }

    /// As typed; empty for no search.
    package var search = ""
    package var ownership: Ownership?
    /// Only accounts with orders, or only those without.
    package var bought: Bool?
    /// Only accounts whose tier has this place.
    package var tier: Int?
    /// Only accounts of the first tier that are this safe.
    package var safety: Int?
    package var trend: Trend?
    package var sort = Sort.revenue
    package var isDescending = true
    package var place = Place.start
    /// Rows of a page; reading fetches one more to know whether there is a next.
    package var size = 50

    package init() {}
}

extension AccountListing {
    /// Shows some of the accounts only, by how they stand.
    var asksForStanding: Bool { tier != nil || safety != nil || trend != nil }

    /// Shows some of the accounts only.
    var isFiltered: Bool { asksForStanding || ownership != nil || bought != nil }

    /// What costs tell is neither sorted by nor found by those who may not see it.
    package func seen(_ scope: Scope) -> AccountListing {
        guard sort == .value, !scope.sees(.cost) else { return self }
        var seen = self
        (seen.sort, seen.isDescending, seen.place) = (.revenue, true, .start)
        return seen
    }
}

extension Account {
    /// Where a list sorted so goes on after this account.
    package func mark(_ sort: AccountListing.Sort) -> AccountListing.Mark {
        let key: AccountListing.Mark.Key =
            switch sort {
            case .name: .text(SearchText.sortKey(name))
            case .code: .text(code)
            case .revenue: .number(totals.revenue)
            case .orders: .number(Int64(totals.orders))
            case .first: totals.firstDay.map { .number(Int64($0)) } ?? .none
            case .last: totals.lastDay.map { .number(Int64($0)) } ?? .none
            case .value: standing?.value.map { .score($0) } ?? .none
            case .loyalty: standing?.loyalty.map { .score($0) } ?? .none
            case .growth: standing?.growth.map { .score($0) } ?? .none
            }
        return AccountListing.Mark(key: key, id: id)
    }
}
