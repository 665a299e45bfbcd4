@testable import Accounts
import Database
import DatabaseTesting
import Measures
import People
import Rights
import Testing

/// Eight accounts: two never bought, two have the same revenue.
private let sample: [(code: String, name: String, revenue: Int64, orders: Int, last: Int?)] = [
    ("C-1", "上海汽车零部件有限公司", 500, 2, 10), ("C-2", "Acme Industrial Supply", 900, 5, 30),
    ("C-3", "Bäcker & Söhne", 500, 1, 20), ("C-4", "acme trading", -50, 1, 5), ("C-5", "汽修上车行", 0, 0, nil),
    ("C-6", "ＡＣＭＥ 東京", 70, 3, 40), ("C-7", "O'Neill \"Best\" Ltd", 60, 1, 41), ("C-8", "Zero", 0, 0, nil),
]

extension TestDatabase {
    fileprivate func withSample(_ body: @escaping @Sendable (AccountStore) async throws -> Void) async throws {
        try await withSampleDatabase { try await body(AccountStore($0)) }
    }

    fileprivate func withSampleDatabase(
        _ body: @escaping @Sendable (any Database) async throws -> Void
    ) async throws {
        try await run(migrations: [Identifiers.migration] + PeopleSchema.migrations + AccountsSchema.migrations) {
            database async throws in
            try await database.write { connection in
                let accounts = sample.enumerated().map { index, account in
                    (
                        id: index + 1, draft: AccountDraft(code: account.code, name: account.name),
                        totals: AccountTotals(
                            revenue: account.revenue, orders: account.orders, firstDay: account.last.map { $0 - 1 },
                            lastDay: account.last)
                    )
                }
                try AccountRegister.insert(accounts, run: nil, in: connection)
            }
            try await body(database)
        }
    }
}

@Suite struct AccountListTests {
    @Test(arguments: TestDatabase.allCases)
    func everyOrderIsWalkedForwardsAndBackPageByPage(_ kind: TestDatabase) async throws {
        let orders: [(AccountListing.Sort, [Int])] = [
            (.name, [2, 4, 6, 3, 7, 8, 1, 5]), (.code, [1, 2, 3, 4, 5, 6, 7, 8]),
            (.revenue, [4, 5, 8, 7, 6, 1, 3, 2]), (.orders, [5, 8, 3, 4, 7, 1, 6, 2]),
            (.first, [4, 1, 3, 2, 6, 7, 5, 8]), (.last, [4, 1, 3, 2, 6, 7, 5, 8]),
        ]
        try await kind.withSample { store async throws in
            for (sort, rising) in orders {
                // Accounts that never bought stand last in both directions.
                let bought = Array(rising.prefix(6).reversed())
                let falling: [Int] = sort.isOptional ? bought + [8, 5] : Array(rising.reversed())
                let up = try await store.walk(sort, isDescending: false)
                let down = try await store.walk(sort, isDescending: true)
                let upBack = try await store.walkBack(sort, isDescending: false)
                let downBack = try await store.walkBack(sort, isDescending: true)
                #expect(up == rising, "\(sort) rising")
                #expect(down == falling, "\(sort) falling")
                #expect(upBack == Array(rising.reversed()), "\(sort) rising, back")
                #expect(downBack == Array(falling.reversed()), "\(sort) falling, back")
            }
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func searchFindsWhatStandsTogether(_ kind: TestDatabase) async throws {
        let searches: [(String, [Int])] = [
            ("汽车", [1]), ("上海", [1]), ("汽", [1, 5]), ("车汽", []), ("有限公司", [1]), ("acme", [2, 4, 6]), ("ACME IND", [2]),
            ("indus", [2]), ("dustrial", []), ("supply acme", [2]), ("Ａcme", [2, 4, 6]), ("C-3", [3]),
            ("c-", [1, 2, 3, 4, 5, 6, 7, 8]),
            ("o'neill", [7]), ("best", [7]), ("Söh", [3]), ("bäcker & söhne", [3]), ("東京", [6]), ("nobody", []),
        ]
        try await kind.withSample { store async throws in
            for (search, expected) in searches {
                #expect(try await store.ids(search) == expected, "\(search)")
            }
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func nothingTypedIsAnOperator(_ kind: TestDatabase) async throws {
        let searches = [
            "\" OR *", "\"", "*", "NEAR(", "a AND", "NOT acme", "words:acme", "^acme", "acme -zero",
            "'); DROP TABLE accounts",
            "& | !", "<->", "acme:*", "\\", "'", "%", "_", "(((", "\u{0}", "Ⓐ", "½", "\u{301}", "👍",
            String(repeating: "上", count: 5_000),
            String(repeating: "a ", count: 5_000), "{acme} + +", "\u{202E}acme", "١٢٣",
        ]
        try await kind.withSample { store async throws in
            for search in searches {
                let found = try await store.ids(search)
                #expect(found.count <= sample.count, "\(search)")
            }
            #expect(try await store.ids("\" OR *") == [])
            #expect(try await store.ids("***") == [])
            #expect(try await store.ids("acme:*") == [2, 4, 6])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func filtersTalliesAndRights(_ kind: TestDatabase) async throws {
        try await kind.withSample { store async throws in
            var listing = AccountListing()
            listing.bought = false
            #expect(try await store.list(listing, scope: .everything).map(\.id) == [8, 5])
            #expect(try await store.found(listing, scope: .everything) == 2)
            listing.bought = true
            #expect(try await store.list(listing, scope: .everything).map(\.id) == [2, 3, 1, 6, 7, 4])
            listing.search = "acme"
            #expect(try await store.found(listing, scope: .everything) == 3)
            var all = AccountListing()
            #expect(try await store.tally(all, scope: .everything) == AccountTally(accounts: 8, revenue: 1_980))
            all.bought = true
            #expect(try await store.tally(all, scope: .everything) == AccountTally(accounts: 6, revenue: 1_980))
            all.bought = false
            #expect(try await store.tally(all, scope: .everything) == AccountTally(accounts: 2, revenue: 0))

            #expect(try await store.list(AccountListing(), scope: .nothing) == [])
            #expect(try await store.tally(AccountListing(), scope: .nothing) == .none)
            #expect(try await store.account(1, scope: .nothing) == nil)
            #expect(try await store.hasAccounts(scope: .nothing) == false)
        }
    }

    @Test(
        "Accounts are sorted and filtered by how they stand; who was not judged comes last",
        arguments: TestDatabase.allCases)
    func standings(_ kind: TestDatabase) async throws {
        try await kind.withSampleDatabase { database in
            func standing(
                _ account: Int, with unit: Int? = nil, tier: Int, safety: Int? = nil, value: Double?, growth: Double?
            ) -> AccountStanding {
                var standing = AccountStanding(account: account, unit: unit ?? account)
                (standing.tier, standing.safety) = (tier, safety)
                (standing.value, standing.growth) = (value, growth)
                return standing
            }
            let standings = [
                standing(1, tier: 0, safety: 2, value: 70.5, growth: -0.3),
                standing(2, tier: 0, safety: 1, value: 90, growth: 0.5),
                standing(3, with: 2, tier: 1, value: 70.5, growth: nil), standing(4, tier: 3, value: nil, growth: 0.2),
            ]
            try await database.write { try StandingStore.replace(in: $0) { try standings.forEach($0) } }
            let store = AccountStore(database)
            var listing = AccountListing()
            func ids(_ listing: AccountListing) async throws -> [Int] {
                try await store.list(listing, scope: .everything).map(\.id)
            }
            listing.sort = .value
            #expect(try await ids(listing) == [2, 3, 1, 8, 7, 6, 5, 4])
            listing.isDescending = false
            #expect(try await ids(listing) == [1, 3, 2, 4, 5, 6, 7, 8])
            // Page by page, over equal scores and into those without, and back.
            listing.size = 2
            let first = try await store.list(listing, scope: .everything)
            listing.place = .after(first[1].mark(.value))
            let second = try await store.list(listing, scope: .everything)
            #expect(second.map(\.id) == [2, 4, 5])
            listing.place = .after(second[1].mark(.value))
            #expect(try await ids(listing) == [5, 6, 7])
            listing.place = .before(second[0].mark(.value))
            #expect(try await ids(listing) == [3, 1])
            listing = AccountListing()
            listing.tier = 0
            #expect(try await ids(listing).sorted() == [1, 2])
            #expect(try await store.found(listing, scope: .everything) == 2)
            listing.safety = 2
            #expect(try await ids(listing) == [1])
            listing = AccountListing()
            listing.trend = .growing
            #expect(try await ids(listing).sorted() == [2, 4])
            #expect(try await store.tally(listing, scope: .everything).accounts == 2)
            listing.trend = .shrinking
            #expect(try await ids(listing) == [1])
            // Who is judged with another says so, however it was come by.
            for sort in AccountListing.Sort.allCases {
                for search in ["", "söhne"] {
                    listing = AccountListing()
                    (listing.sort, listing.search) = (sort, search)
                    let heads = try await store.list(listing, scope: .everything).filter { $0.head != nil }
                    #expect(heads.map { "\($0.id) \($0.head!.code)" } == ["3 C-2"], "\(sort) \(search)")
                }
            }
            #expect(try await store.account(3, scope: .everything)?.head?.name == "Acme Industrial Supply")
            #expect(try await store.accounts([3], scope: .everything).first?.head?.code == "C-2")
            let found = try #require(try await store.account(1, scope: .everything))
            #expect(found.standing?.tier == 0)
            #expect(found.standing?.value == 70.5)
            #expect(found.standing?.growth == -0.3)
        }
    }

    @Test("Groups have one head at any depth, and no account stands above itself", arguments: TestDatabase.allCases)
    func groups(_ kind: TestDatabase) async throws {
        try await kind.withSampleDatabase { database in
            try await database.write { connection in
                try GroupStore.put(3, below: 2, in: connection)
                try GroupStore.put(2, below: 1, in: connection)
                try GroupStore.put(5, below: 1, in: connection)
                try GroupStore.put(7, below: 6, in: connection)
            }
            let groups = try await database.read { try GroupStore.groups(in: $0) }
            #expect(groups.head(of: 3) == 1)
            #expect(groups.head(of: 1) == 1)
            #expect(groups.head(of: 8) == 8)
            #expect(groups.members == [1: [1, 2, 3, 5], 6: [6, 7]])
            #expect(Array(groups.heads(in: 1..<6)) == [1] && Array(groups.heads(in: 2..<9)) == [6])
            let unit = try await database.read { try GroupStore.unit(of: 3, in: $0) }
            #expect(unit.head == 1 && unit.members == [1, 2, 3, 5])
            await #expect(throws: GroupProblem.circle) {
                try await database.write { try GroupStore.put(1, below: 3, in: $0) }
            }
            await #expect(throws: GroupProblem.circle) {
                try await database.write { try GroupStore.put(8, below: 8, in: $0) }
            }
            try await database.write { try GroupStore.put(2, below: nil, in: $0) }
            let after = try await database.read { try GroupStore.groups(in: $0) }
            #expect(after.members == [1: [1, 5], 2: [2, 3], 6: [6, 7]])
        }
        // What no store lets happen is still answered.
        #expect(AccountGroups(parents: [1: 2, 2: 3, 3: 1, 4: 3]).members == [1: [1, 2, 3, 4]])
    }

    @Test(arguments: TestDatabase.allCases)
    func oneAccount(_ kind: TestDatabase) async throws {
        try await kind.run(migrations: [Identifiers.migration] + PeopleSchema.migrations + AccountsSchema.migrations) {
            database async throws in
            let store = AccountStore(database)
            #expect(try await store.hasAccounts(scope: .everything) == false)
        }
        try await kind.withSample { store async throws in
            let account = try await store.account(2, scope: .everything)
            #expect(account?.name == "Acme Industrial Supply" && account?.totals.revenue == 900)
            #expect(account?.parent == nil)
            #expect(try await store.account(99, scope: .everything) == nil)
        }
    }
}

extension AccountStore {
    fileprivate func ids(_ search: String) async throws -> [Int] {
        var listing = AccountListing()
        listing.search = search
        listing.sort = .code
        listing.isDescending = false
        return try await list(listing, scope: .everything).map(\.id)
    }

    /// All ids, three a page.
    fileprivate func walk(_ sort: AccountListing.Sort, isDescending: Bool) async throws -> [Int] {
        try await pages(sort, isDescending) { .after($0) }
    }

    /// From the last row backwards; the last row itself first.
    fileprivate func walkBack(_ sort: AccountListing.Sort, isDescending: Bool) async throws -> [Int] {
        let forwards = try await all(sort, isDescending)
        guard let last = forwards.last else { return [] }
        return [last.id] + (try await pages(sort, isDescending, from: .before(last.mark(sort))) { .before($0) })
    }

    private func all(_ sort: AccountListing.Sort, _ isDescending: Bool) async throws -> [Account] {
        var listing = AccountListing()
        (listing.sort, listing.isDescending) = (sort, isDescending)
        return try await list(listing, scope: .everything)
    }

    private func pages(
        _ sort: AccountListing.Sort, _ isDescending: Bool, from start: AccountListing.Place = .start,
        _ next: (AccountListing.Mark) -> AccountListing.Place
    ) async throws -> [Int] {
        var listing = AccountListing()
        (listing.sort, listing.isDescending, listing.size, listing.place) = (sort, isDescending, 3, start)
        var ids: [Int] = []
        while ids.count <= sample.count {
            let found = try await list(listing, scope: .everything)
            ids += found.prefix(3).map(\.id)
            guard found.count > 3 else { break }
            listing.place = next(found[2].mark(sort))
        }
        return ids
    }
}
