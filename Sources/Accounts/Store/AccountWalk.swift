import Database

/// Reads one page of a listing along the index of its sort key: the work is that of the page, whatever the table's
/// size. Accounts without a key (never bought) make a stretch of their own behind the others.
struct AccountWalk: Sendable {
    /// A search looks at this many matches: more cannot be sorted in the time a page may take.
    static let mostMatches = 10_000

    private let listing: AccountListing
    private let source: SQL

    /// Nil when the search holds no letter and no digit, so that nothing can match.
    init?(_ listing: AccountListing, dialect: Dialect) {
        self.listing = listing
        if listing.search.isEmpty {
            source = "accounts"
        } else {
            let phrases = SearchPhrases(listing.search)
            if phrases.isEmpty { return nil }
            // CROSS JOIN makes SQLite start from the matches, never from the table.
            source = "(\(Self.matches(phrases, dialect))) matches CROSS JOIN accounts"
        }
    }

    func rows(in connection: any Connection) throws -> [Account] {
        var rows: [Account] = []
        for stretch in stretches where rows.count <= listing.size {
            rows += try connection.rows(sql(stretch, limit: listing.size + 1 - rows.count)) { try Account($0) }
        }
        return rows
    }

    func count(in connection: any Connection) throws -> Int {
        try connection.integer(
            """
            SELECT CAST(count(*) AS BIGINT) FROM
                (SELECT 1 FROM \(source) WHERE \(filter) LIMIT \(Self.mostMatches + 1)) found
            """) ?? 0
    }

    static let columns: SQL = """
        accounts.id, accounts.code, accounts.name, accounts.revenue_minor, accounts.orders, accounts.first_day,
            accounts.last_day
        """

    /// The plus keeps SQLite on the index of the sort key.
    static func condition(_ bought: Bool?) -> SQL {
        switch bought {
        case nil: "TRUE"
        case true?: "+accounts.orders > 0"
        case false?: "accounts.orders = 0"
        }
    }

    private static func matches(_ phrases: SearchPhrases, _ dialect: Dialect) -> SQL {
        switch dialect {
        case .sqlite:
            """
            SELECT rowid AS found FROM account_words WHERE account_words MATCH \(phrases.fts5)
            LIMIT \(mostMatches + 1)
            """
        case .postgres:
            """
            SELECT rowid AS found FROM account_words
            WHERE to_tsvector('simple', words) @@ to_tsquery('simple', \(phrases.tsquery)) LIMIT \(mostMatches + 1)
            """
        }
    }

    private var filter: SQL {
        let bought = Self.condition(listing.bought)
        return listing.search.isEmpty ? bought : "accounts.id = matches.found AND \(bought)"
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
        let key: SQL = stretch.hasKey ? "\(unsafe: listing.sort.column), accounts.id" : "accounts.id"
        let way: SQL = goesDown ? " DESC" : " ASC"
        let order: SQL =
            stretch.hasKey ? "\(unsafe: listing.sort.column)\(way), accounts.id\(way)" : "accounts.id\(way)"
        let isThere: SQL = !listing.sort.isOptional ? "" : stretch.hasKey ? " IS NOT NULL" : " IS NULL"
        let hasKey: SQL = listing.sort.isOptional ? " AND \(unsafe: listing.sort.column)\(isThere)" : ""
        return """
            SELECT \(Self.columns) FROM \(source)
            WHERE \(filter)\(hasKey)\(beyond(stretch.mark, key))
            ORDER BY \(order) LIMIT \(limit)
            """
    }

    private func beyond(_ mark: AccountListing.Mark?, _ key: SQL) -> SQL {
        guard let mark else { return "" }
        let side: SQL = goesDown ? "<" : ">"
        switch mark.key {
        case .text(let text): return " AND (\(key)) \(side) (\(text), \(mark.id))"
        case .number(let number): return " AND (\(key)) \(side) (\(number), \(mark.id))"
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
    /// Accounts that never bought have none.
    package var isOptional: Bool { self == .first || self == .last }

    fileprivate var column: String {
        switch self {
        case .name: "accounts.sort_name"
        case .code: "accounts.code"
        case .revenue: "accounts.revenue_minor"
        case .orders: "accounts.orders"
        case .first: "accounts.first_day"
        case .last: "accounts.last_day"
        }
    }
}
