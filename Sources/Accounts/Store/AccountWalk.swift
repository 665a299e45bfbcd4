import Database
import Rights

/// Reads one page of a listing along the index of its sort key: the work is that of the page, whatever the table's
/// size. Accounts without a key (never bought) make a stretch of their own behind the others.
struct AccountWalk: Sendable {
    /// A search looks at this many matches: more cannot be sorted in the time a page may take.
    static let mostMatches = 10_000

    /// Up to so many accounts of a person's are sorted for a page; more are found along the index of the sort key,
    /// where the next of them is then never far.
    private static let mostSorted = 20_000

    /// What a page is found from.
    private enum Start {
        /// The index of the sort key.
        case index
        /// What a search found.
        case matches(SQL)
        /// Accounts that are few enough to be sorted: one's own, or those of one owner.
        case own(SQL, isWithinScope: Bool)
    }

    private let listing: AccountListing
    private let scope: Scope
    private var start = Start.index

    /// Nil when the search holds no letter and no digit, or the scope nothing, so that nothing can match.
    init?(_ listing: AccountListing, scope: Scope, dialect: Dialect) {
        if scope.isNothing { return nil }
        self.listing = listing.seen(scope)
        self.scope = scope
        guard !listing.search.isEmpty else { return }
        let phrases = SearchPhrases(listing.search)
        if phrases.isEmpty { return nil }
        start = .matches(Self.matches(phrases, within: ownAccounts ?? scope.accounts, dialect))
    }

    /// The same, starting from whose accounts are asked for, or from what the person may see, where that is quicker.
    private func settled(in connection: any Connection) throws -> AccountWalk {
        guard case .index = start, let own = ownAccounts ?? scope.accounts else { return self }
        // Counted with their repetitions, which is quicker and seldom more.
        let counted: SQL = ownAccounts ?? scope.accounts(repeating: true) ?? own
        let count = try connection.integer(
            "SELECT CAST(count(*) AS BIGINT) FROM (SELECT 1 FROM (\(counted)) own LIMIT \(Self.mostSorted + 1)) counted"
        )
        guard let count, count <= Self.mostSorted else { return self }
        var walk = self
        walk.start = .own(own, isWithinScope: ownAccounts == nil || scope.isEverything)
        return walk
    }

    private var ownAccounts: SQL? {
        guard case .user(let user)? = listing.ownership else { return nil }
        return "SELECT id FROM accounts WHERE owner_id = \(user)"
    }

    private var isOfIndex: Bool { if case .index = start { true } else { false } }

    /// CROSS JOIN makes SQLite start from what is named first: the matches of a search, else where the sort key is.
    private func source(walkingStandings: Bool = false, own: SQL? = nil) -> SQL {
        let standings: SQL =
            listing.sort.isOfStanding || listing.asksForStanding ? Self.standings(scope) : ""
        switch start {
        case .index:
            return walkingStandings
                ? "account_standings standings CROSS JOIN accounts \(Self.tiers(scope))"
                : "accounts \(Self.standings(scope))"
        case .matches(let matches): return "(\(matches)) matches CROSS JOIN accounts \(standings)"
        case .own(let accounts, _):
            return "(SELECT own.id AS found FROM (\(own ?? accounts)) own) matches CROSS JOIN accounts \(standings)"
        }
    }

    /// Of all that somebody owns only the next page, where an index knows it: few accounts are then left to sort.
    private func nextOwn(_ stretch: Stretch, limit: Int) -> SQL? {
        guard listing.sort == .revenue, !listing.isFiltered, case .own(_, true) = start, scope.isOfOneOwner else {
            return nil
        }
        let way: SQL = goesDown ? " DESC" : " ASC"
        return scope.accounts { owners in
            """
            SELECT id FROM (SELECT id FROM accounts
                WHERE owner_id = \(owners)\(beyond(stretch.mark, "revenue_minor, id"))
                ORDER BY revenue_minor\(way), id\(way) LIMIT \(limit)) newest
            """
        }
    }

    /// Beside an account stand the scores of its group, for those who may see the group's head; others are told its
    /// tier and no more.
    static func standings(_ scope: Scope) -> SQL {
        let join: SQL = "LEFT JOIN account_standings standings ON standings.account_id = accounts.id"
        return scope.isEverything ? join : "\(join) AND \(showsStanding(scope)) \(tiers(scope))"
    }

    private static func tiers(_ scope: Scope) -> SQL {
        scope.isEverything ? "" : "LEFT JOIN account_standings tiers ON tiers.account_id = accounts.id"
    }

    private static func showsStanding(_ scope: Scope) -> SQL {
        """
        (standings.unit_id = standings.account_id OR EXISTS (SELECT 1 FROM accounts unit
            WHERE unit.id = standings.unit_id AND \(scope.coversRow(of: "unit"))))
        """
    }

    /// Where an account's tier stands.
    private static func tierTable(_ scope: Scope) -> SQL { scope.isEverything ? "standings" : "tiers" }
    /// The head of a branch's group, which has the standing.
    static let heads: SQL = "LEFT JOIN accounts head ON head.id = standings.unit_id AND head.id <> accounts.id"

    func rows(in connection: any Connection) throws -> [Account] {
        let walk = try settled(in: connection)
        var rows: [Account] = []
        for stretch in walk.stretches where rows.count <= listing.size {
            rows += try connection.rows(walk.sql(stretch, limit: listing.size + 1 - rows.count)) { try Account($0) }
        }
        return rows
    }

    func count(in connection: any Connection) throws -> Int {
        try connection.integer(
            """
            SELECT CAST(count(*) AS BIGINT) FROM
                (SELECT 1 FROM \(source()) WHERE \(filter) LIMIT \(Self.mostMatches + 1)) found
            """) ?? 0
    }

    static func columns(_ scope: Scope) -> SQL {
        let tiers = tierTable(scope)
        // Both tell what costs were.
        let (value, contribution): (SQL, SQL) =
            scope.sees(.cost) ? ("standings.value_score", "standings.contribution_minor") : ("NULL", "NULL")
        return """
            accounts.id, accounts.code, accounts.name, accounts.revenue_minor, accounts.orders, accounts.first_day,
                accounts.last_day, \(tiers).unit_id, \(tiers).tier, \(tiers).safety, \(value), standings.loyalty,
                standings.growth, \(contribution), head.code, head.name, accounts.owner_id,
                (SELECT name FROM users WHERE users.id = accounts.owner_id)
            """
    }
    /// How many columns these are.
    static let columnCount = 18

    /// What the listing's filters leave. The plus keeps SQLite on the index of the sort key.
    static func condition(_ listing: AccountListing, _ scope: Scope) -> SQL {
        let tiers = tierTable(scope)
        var conditions: [SQL] = []
        switch listing.ownership {
        case nil: break
        case .user(let user)?: conditions.append("accounts.owner_id = \(user)")
        case .nobody?: conditions.append("+accounts.owner_id IS NULL")
        }
        switch listing.bought {
        case nil: break
        case true?: conditions.append("+accounts.orders > 0")
        case false?: conditions.append("accounts.orders = 0")
        }
        if let tier = listing.tier { conditions.append("\(tiers).tier = \(tier)") }
        if let safety = listing.safety { conditions.append("+\(tiers).safety = \(safety)") }
        switch listing.trend {
        case nil: break
        case .growing?: conditions.append("+standings.growth >= \(AccountListing.Trend.least)")
        case .shrinking?: conditions.append("+standings.growth <= \(-AccountListing.Trend.least)")
        }
        return conditions.isEmpty ? "TRUE" : SQL.joined(conditions, by: " AND ")
    }

    /// - Parameter own: the only ones that count; nil for all.
    private static func matches(_ phrases: SearchPhrases, within own: SQL?, _ dialect: Dialect) -> SQL {
        let isOwn: SQL = own.map { "AND rowid IN (\($0))" } ?? ""
        return switch dialect {
        case .sqlite:
            """
            SELECT rowid AS found FROM account_words WHERE account_words MATCH \(phrases.fts5) \(isOwn)
            LIMIT \(mostMatches + 1)
            """
        case .postgres:
            """
            SELECT rowid AS found FROM account_words
            WHERE to_tsvector('simple', words) @@ to_tsquery('simple', \(phrases.tsquery)) \(isOwn) LIMIT \(mostMatches + 1)
            """
        }
    }

    private var filter: SQL {
        let condition = Self.condition(listing, scope)
        let covered: SQL = "\(condition) AND \(scope.coversRow())"
        return switch start {
        case .index: scope.isEverything ? condition : covered
        case .matches: "accounts.id = matches.found AND \(scope.isEverything ? condition : covered)"
        case .own(_, let isWithinScope): "accounts.id = matches.found AND \(isWithinScope ? condition : covered)"
        }
    }

    /// A part of the walk: rows with a key or rows without, from a mark on or from its beginning.
    private struct Stretch {
        var hasKey: Bool
        var mark: AccountListing.Mark?
    }

    private var isBackward: Bool {
        if case .before = listing.place { true } else { false }
    }

    /// Which way the index is read.
    private var goesDown: Bool { listing.isDescending != isBackward }

    private var stretches: [Stretch] {
        let all = listing.sort.isOptional ? [true, false] : [true]
        let inOrder = isBackward ? all.reversed() : all
        guard let mark = listing.place.mark else { return inOrder.map { Stretch(hasKey: $0) } }
        let start = inOrder.firstIndex(of: mark.key != .none) ?? 0
        return inOrder[start...].enumerated().map { Stretch(hasKey: $1, mark: $0 == 0 ? mark : nil) }
    }

    private func sql(_ stretch: Stretch, limit: Int) -> SQL {
        // The id that stands in the index of the sort key.
        let id: SQL =
            listing.sort.isOfStanding && stretch.hasKey && isOfIndex ? "standings.account_id" : "accounts.id"
        let key: SQL = stretch.hasKey ? "\(unsafe: listing.sort.column), \(id)" : "accounts.id"
        let way: SQL = goesDown ? " DESC" : " ASC"
        let order: SQL =
            stretch.hasKey ? "\(unsafe: listing.sort.column)\(way), \(id)\(way)" : "accounts.id\(way)"
        let isThere: SQL = !listing.sort.isOptional ? "" : stretch.hasKey ? " IS NOT NULL" : " IS NULL"
        let hasKey: SQL = listing.sort.isOptional ? " AND \(unsafe: listing.sort.column)\(isThere)" : ""
        let walksStandings = listing.sort.isOfStanding && stretch.hasKey
        let isSame: SQL = walksStandings && isOfIndex ? "accounts.id = standings.account_id AND " : ""
        let isSeen: SQL = walksStandings && isOfIndex && !scope.isEverything ? "\(Self.showsStanding(scope)) AND " : ""
        let from = source(walkingStandings: walksStandings, own: nextOwn(stretch, limit: limit))
        let rest: SQL = """
            WHERE \(isSame)\(isSeen)\(filter)\(hasKey)\(beyond(stretch.mark, key)) ORDER BY \(order) LIMIT \(limit)
            """
        guard !isOfIndex else { return "SELECT \(Self.columns(scope)) FROM \(from) \(Self.heads) \(rest)" }
        // What has to be sorted carries ids only, and the rows of the page are read afterwards.
        return """
            SELECT \(Self.columns(scope)) FROM (SELECT accounts.id AS found FROM \(from) \(rest)) page
                CROSS JOIN accounts \(Self.standings(scope)) \(Self.heads)
            WHERE accounts.id = page.found ORDER BY \(order)
            """
    }

    private func beyond(_ mark: AccountListing.Mark?, _ key: SQL) -> SQL {
        guard let mark else { return "" }
        let side: SQL = goesDown ? "<" : ">"
        switch mark.key {
        case .text(let text): return " AND (\(key)) \(side) (\(text), \(mark.id))"
        case .number(let number): return " AND (\(key)) \(side) (\(number), \(mark.id))"
        case .score(let score): return " AND (\(key)) \(side) (\(score), \(mark.id))"
        case .none: return " AND \(key) \(side) \(mark.id)"
        }
    }
}

extension AccountListing.Place {
    fileprivate var mark: AccountListing.Mark? {
        switch self {
        case .start: nil
        case .after(let mark), .before(let mark): mark
        }
    }
}

extension AccountListing.Sort {
    /// Accounts that never bought have none, and those nobody judged.
    package var isOptional: Bool { self == .first || self == .last || isOfStanding }

    /// Kept beside the account, not with it.
    var isOfStanding: Bool { self == .value || self == .loyalty || self == .growth }

    fileprivate var column: String {
        switch self {
        case .name: "accounts.sort_name"
        case .code: "accounts.code"
        case .revenue: "accounts.revenue_minor"
        case .orders: "accounts.orders"
        case .first: "accounts.first_day"
        case .last: "accounts.last_day"
        case .value: "standings.value_score"
        case .loyalty: "standings.loyalty"
        case .growth: "standings.growth"
        }
    }
}
