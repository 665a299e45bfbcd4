@testable import Accounts
import Database
import DatabaseTesting
import Measures
import People
import Rights
import Site
import Testing

/// A holding with two branches, one of which has a workshop; Li and Wang sell, in the unit East.
@Suite struct CircleTests {
    private static let schema = [Identifiers.migration] + PeopleSchema.migrations + AccountsSchema.migrations
    private static let holding = 1, branch = 2, workshop = 3, sister = 4, alone = 5
    private static let li = 1, wang = 2

    private func run(_ kind: TestDatabase, _ body: @escaping @Sendable (any Database) async throws -> Void) async throws
    {
        try await kind.run(migrations: Self.schema) { database async throws in
            let east = try await OrganisationStore(database).add(OrgUnit(id: 0, kind: .team, name: "East"))
            for name in ["li", "wang"] {
                let user = NewUser(
                    username: name, name: name, password: nil, language: .zh, role: "representative", unit: east)
                _ = try await PeopleStore(database).add(user, now: 0)
            }
            try await database.write { connection in
                let accounts = (1...5).map {
                    (id: $0, draft: AccountDraft(code: "C\($0)", name: ""), totals: AccountTotals.none)
                }
                try AccountRegister.insert(accounts, run: nil, in: connection)
                try GroupStore.put(Self.branch, below: Self.holding, in: connection)
                try GroupStore.put(Self.workshop, below: Self.branch, in: connection)
                try GroupStore.put(Self.sister, below: Self.holding, in: connection)
            }
            try await body(database)
        }
    }

    private func seen(_ username: String, in database: any Database) async throws -> [Int] {
        let viewer = try await database.read { try ViewerReading.viewer(username: username, in: $0) }
        var listing = AccountListing()
        (listing.sort, listing.isDescending) = (.code, false)
        return try await AccountStore(database).list(listing, scope: viewer?.scope ?? .nothing).map(\.id)
    }

    @Test(arguments: TestDatabase.allCases)
    func whatIsHeldAboveIsHeldBelow(_ kind: TestDatabase) async throws {
        try await run(kind) { database async throws in
            let store = AccountStore(database)
            #expect(try await store.keep(AccountCircle(owner: Self.li), of: Self.branch))
            #expect(try await seen("li", in: database) == [Self.branch, Self.workshop])
            #expect(try await seen("wang", in: database) == [])
            let share = Holding.Grant(.user(Self.wang), mayWrite: false)
            #expect(try await store.keep(AccountCircle(shares: [share]), of: Self.holding))
            #expect(try await seen("wang", in: database) == [Self.holding, Self.branch, Self.workshop, Self.sister])
            try await store.put(Self.branch, below: nil)
            #expect(try await seen("wang", in: database) == [Self.holding, Self.sister])
            #expect(try await seen("li", in: database) == [Self.branch, Self.workshop])
            #expect(try await database.read { try GrantCheck($0).problems } == [])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func nobodyWhoDoesNotExistIsGivenAnything(_ kind: TestDatabase) async throws {
        try await run(kind) { database async throws in
            let store = AccountStore(database)
            #expect(try await store.keep(AccountCircle(owner: 99), of: Self.alone) == false)
            #expect(try await store.circle(of: Self.alone) == AccountCircle())
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aLeaversWorkGoesOn(_ kind: TestDatabase) async throws {
        try await run(kind) { database async throws in
            let store = AccountStore(database)
            _ = try await store.keep(AccountCircle(owner: Self.li), of: Self.branch)
            _ = try await store.keep(
                AccountCircle(
                    owner: Self.wang, team: [.init(user: Self.li, part: "helps")],
                    shares: [.init(.user(Self.li), mayWrite: false)]), of: Self.alone)
            _ = try await store.keep(AccountCircle(team: [.init(user: Self.li, part: "plans")]), of: Self.sister)
            let handing = [Handover(hand: { try CircleStore.handOver($0, to: $1, in: $2) }, summary: { _, _ in nil })]
            #expect(
                try await PeopleStore(database).leave(Self.li, successor: Self.wang, handing: handing, now: 9) == [])
            #expect(try await seen("wang", in: database) == [Self.branch, Self.workshop, Self.sister, Self.alone])
            #expect(try await store.circle(of: Self.sister).team == [.init(user: Self.wang, part: "plans")])
            #expect(
                try await store.circle(of: Self.alone)
                    == AccountCircle(owner: Self.wang, team: [.init(user: Self.wang, part: "helps")]))
            #expect(try await database.read { try GrantCheck($0).problems } == [])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func theDoctorSeesARightThatNobodyGave(_ kind: TestDatabase) async throws {
        try await run(kind) { database async throws in
            try await database.write { connection in
                try connection.execute(
                    """
                    INSERT INTO account_grants (account_id, user_id, unit_id, is_owner, may_write)
                    VALUES (\(Self.alone), \(Self.wang), NULL, \(false), \(true))
                    """)
            }
            let problems = try await database.read { try GrantCheck($0).problems }
            #expect(problems == ["account \(Self.alone) gives rights to others than those who should have them"])
        }
    }

    /// Moving an account changes what both groups are, so it takes the right to change all three.
    @Test(arguments: TestDatabase.allCases)
    func nobodyMovesWhatIsNotTheirs(_ kind: TestDatabase) async throws {
        try await run(kind) { database async throws in
            let store = AccountStore(database)
            _ = try await store.keep(AccountCircle(owner: Self.li), of: Self.branch)
            _ = try await store.keep(AccountCircle(owner: Self.li), of: Self.alone)
            let viewer = try await database.read { try ViewerReading.viewer(username: "li", in: $0) }
            let writing = try #require(viewer).writing
            await #expect(throws: GroupProblem.notYours) {
                try await store.put(Self.branch, below: nil, within: writing)
            }
            await #expect(throws: GroupProblem.notYours) {
                try await store.put(Self.alone, below: Self.holding, within: writing)
            }
            try await store.put(Self.alone, below: Self.branch, within: writing)
            let seen = try await store.account(Self.branch, scope: try #require(viewer).scope)
            #expect(seen?.parent == nil && seen?.isBelowUnseen == true)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func whatIsSharedWithATeamKeepsIt(_ kind: TestDatabase) async throws {
        try await run(kind) { database async throws in
            let organisation = OrganisationStore(database)
            let team = try await organisation.add(OrgUnit(id: 0, kind: .team, name: "Service"))
            let share = Holding.Grant(.unit(team), mayWrite: false)
            _ = try await AccountStore(database).keep(AccountCircle(shares: [share]), of: Self.alone)
            await #expect(throws: OrganisationProblem.shared) { try await organisation.remove(unit: team) }
            _ = try await AccountStore(database).keep(AccountCircle(), of: Self.alone)
            try await organisation.remove(unit: team)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aListShowsWhoseAccountsTheyAre(_ kind: TestDatabase) async throws {
        try await run(kind) { database async throws in
            try await database.write { try CircleStore.assign([Self.sister, Self.alone], to: Self.wang, in: $0) }
            var listing = AccountListing()
            listing.ownership = .user(Self.wang)
            let own = try await AccountStore(database).list(listing, scope: .everything)
            #expect(Set(own.map(\.id)) == [Self.sister, Self.alone] && own.allSatisfy { $0.owner?.name == "wang" })
            #expect(try await AccountStore(database).tally(listing, scope: .everything).accounts == 2)
            listing.ownership = .nobody
            #expect(try await AccountStore(database).list(listing, scope: .everything).count == 3)
        }
    }
}
