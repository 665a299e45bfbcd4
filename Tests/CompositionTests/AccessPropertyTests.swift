import API
import Accounts
import Classification
import CompanyTesting
import Composition
import Database
import DatabaseTesting
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Logging
import Measures
import NIOCore
import People
import Policies
import Portfolio
import Rights
import Site
import SiteTesting
import Testing

/// How many companies, and how often each changes: a few in `make test`, many in `make test-long`.
private let isLong = ProcessInfo.processInfo.environment["MAINSTAY_LONG_TESTS"] != nil
private let seeds = Array(1...UInt64(isLong ? 12 : 3))
private let changes = isLong ? 8 : 2

/// For random organisations, groups and sharings, whatever a store answers somebody is exactly what the rule of a single
/// record allows them, and stays so while everything changes.
@Suite struct AccessPropertyTests {
    @Test(arguments: TestDatabase.allCases, seeds)
    func storesShowWhatTheRuleAllows(_ kind: TestDatabase, _ seed: UInt64) async throws {
        try await kind.run(migrations: Composition.migrations) { database async throws in
            var company = try await RandomCompany(seed: seed, in: database)
            let programs = try await Programs(database)
            try await company.checkEverybody(programs)
            for _ in 0..<changes {
                try await company.changeSomething()
                try await company.checkEverybody(programs)
            }
        }
    }
}

/// The site before a database, called with everybody's token.
private struct Programs {
    private static let now = 1_750_377_600

    private let client: SiteClient
    private let store: TokenStore

    init(_ database: any Database) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        client = SiteClient(
            try Site(
                features: Composition.features(callsAMinute: 1_000_000), database: database,
                settings: SiteSettings(
                    assets: FileManager.default.temporaryDirectory, timeZone: .gmt, clock: { Self.now },
                    logger: logger, refusesUnknownNames: true)))
        store = TokenStore(database.acting(as: Author(user: nil, name: "", way: .program) { Self.now }))
    }

    /// What a user's program reads below `/api/v1`.
    func reader(_ user: Int) async throws -> (String) async throws -> (status: Int, body: JSON) {
        let token = try await store.add(TokenDraft("test \(UUID())", scopes: [.read], days: 1), for: user)
        return { path in
            let answer = try await client.execute(
                uri: "/api/v1" + path, method: .get, headers: [.authorization: "Bearer " + token], body: nil)
            return (answer.status.code, (try? JSONReader.read(Array(answer.body.readableBytesView))) ?? .null)
        }
    }
}

private struct RandomCompany {
    private static let userCount = 11
    private static let accountCount = 26

    let database: any Database
    private var random: SeededGenerator
    private var users: [Int] = []
    private var units: [Int] = []
    private var accounts: [Int] = []

    init(seed: UInt64, in database: any Database) async throws {
        self.database = database
        random = SeededGenerator(seed: seed)
        try await hire()
        let rhythms = (0..<Self.accountCount).map { place -> StoredCompany.Rhythm in
            ("A\(place)", "2024-01", 1 + Int(random.next() % 14), Int64(100 + random.next() % 900), 60)
        }
        try await StoredCompany(database: database).fill(rhythms)
        accounts = try await database.read { try $0.rows("SELECT id FROM accounts ORDER BY id") { try $0.int(0) } }
        for _ in 0..<9 { try await regroup() }
        for account in accounts { try await regive(account) }
        try await StoredCompany(database: database).evaluate()
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(random.next() % UInt64(values.count))] }

    private mutating func hire() async throws {
        let store = OrganisationStore(database)
        for place in 0..<6 {
            let parent = place == 0 ? nil : pick(units + [0])
            units.append(
                try await store.add(
                    OrgUnit(
                        id: 0, parent: parent == 0 ? nil : parent, kind: pick([.department, .team]), name: "U\(place)"))
            )
        }
        let odd = try RoleDraft(
            code: "odd", name: "Odd", reads: .department, writes: .own, fields: [], acts: [], isNew: true)
        try await store.keep(odd, isNew: true)
        let roles = Role.builtIn.map(\.code) + ["odd", "representative", "key-account-manager", "sales-manager"]
        for place in 0..<Self.userCount {
            let user = NewUser(
                username: "u\(place)", name: "U", password: nil, language: .en, role: roles[place % roles.count],
                unit: pick(units))
            guard case .user(let id) = try await PeopleStore(database).add(user, now: 0) else { continue }
            users.append(id)
        }
        let unit = try await store.organisation()[pick(units)]
        if var unit {
            unit.manager = pick(users)
            try await store.change(unit)
        }
    }

    private mutating func regroup() async throws {
        let (account, parent) = (pick(accounts), pick(accounts))
        do {
            try await AccountStore(database).put(account, below: random.next() % 4 == 0 ? nil : parent)
        } catch GroupProblem.circle {}
    }

    private mutating func regive(_ account: Int) async throws {
        var circle = AccountCircle(owner: random.next() % 5 == 0 ? nil : pick(users))
        if random.next() % 4 == 0 { circle.team = [.init(user: pick(users), part: "helps")] }
        if random.next() % 4 == 0 {
            circle.shares.append(.init(.user(pick(users)), mayWrite: random.next() % 2 == 0))
        }
        if random.next() % 5 == 0 {
            circle.shares.append(.init(.unit(pick(units)), mayWrite: random.next() % 2 == 0))
        }
        #expect(try await AccountStore(database).keep(circle, of: account))
    }

    mutating func changeSomething() async throws {
        try await regroup()
        for _ in 0..<3 { try await regive(pick(accounts)) }
        let store = PeopleStore(database)
        let (mover, unit) = (pick(users), pick(units))
        if let user = try await store.user(mover, .everything) {
            _ = try await store.change(user.id, name: user.name, role: user.role, unit: unit)
        }
        let owner = pick(users)
        let given = [pick(accounts), pick(accounts)]
        try await database.write { try CircleStore.assign(given, to: owner, in: $0) }
        try await StoredCompany(database: database).evaluate()
    }

    // MARK: Checking

    func checkEverybody(_ programs: Programs) async throws {
        for place in 0..<Self.userCount {
            let viewer = try await database.read { try ViewerReading.viewer(username: "u\(place)", in: $0) }
            let viewer2 = try #require(viewer)
            try await check(viewer2.user, viewer2.scope, viewer2.writing)
            try await check(viewer2, programs)
        }
    }

    /// The same by API.
    private func check(_ viewer: Viewer, _ programs: Programs) async throws {
        let read = try await programs.reader(viewer.user)
        let list = try await read("/accounts?limit=200")
        if viewer.scope.isNothing, viewer.acts.isEmpty {
            #expect(list.status == 403)
            return
        }
        let allowed = try await allowed(to: viewer.user)
        let readable = Set(allowed.filter { $0.value >= .read }.keys)
        let rows = list.body.list("data") ?? []
        #expect(Set(rows.compactMap { $0.integer("id") }) == readable && rows.count == readable.count)
        let seesCosts = viewer.scope.sees(.cost)
        #expect(seesCosts || rows.allSatisfy { $0["contribution"] == .null && $0["value_score"] == .null })
        let judged = try await read("/judgements?limit=200").body.list("data") ?? []
        #expect(judged.allSatisfy { readable.contains($0.integer("account") ?? 0) })
        #expect(seesCosts || judged.allSatisfy { $0["contribution"] == .null && $0["rank"] == .null })
        for account in accounts.prefix(8) {
            for part in ["", "/orders", "/months", "/judgement"] {
                let status = try await read("/accounts/\(account)\(part)").status
                #expect((status == 200) == readable.contains(account), "\(account)\(part): \(status)")
            }
        }
        let report = try await read("/reports/concentration").body
        #expect(report.integer("accounts") == readable.count)
    }

    private func check(_ user: Int, _ scope: Scope, _ writing: Scope) async throws {
        let allowed = try await allowed(to: user)
        let readable = Set(allowed.filter { $0.value >= .read }.keys)
        let writable = Set(allowed.filter { $0.value == .write }.keys)
        let store = AccountStore(database)
        for account in accounts {
            #expect((try await store.account(account, scope: scope) != nil) == readable.contains(account))
            #expect(try await store.includes(account, writing) == writable.contains(account))
        }
        #expect(Set(try await store.accounts(accounts, scope: scope).map(\.id)) == readable)
        try await checkLists(store, scope, readable)
        try await checkTotals(scope, readable)
        try await checkJudgements(scope, readable)
    }

    private func allowed(to user: Int) async throws -> [Int: Access] {
        try await database.read { [accounts] connection in
            let found = try connection.first("SELECT role_code, unit_id FROM users WHERE id = \(user)") {
                (try $0.text(0), $0.optionalInt(1))
            }
            let (code, unit) = try #require(found)
            let units = try connection.rows("SELECT id, parent_id, kind, manager_id FROM org_units") { row in
                OrgUnit(
                    id: try row.int(0), parent: row.optionalInt(1),
                    kind: OrgUnit.Kind(rawValue: try row.text(2)) ?? .team,
                    name: "", manager: row.optionalInt(3))
            }
            let odd = Role("odd", name: "Odd", reads: .department, writes: .own)
            let role = Role.builtIn.first { $0.code == code } ?? odd
            let person = Organisation(units).person(user, role: role, unit: unit)
            var allowed: [Int: Access] = [:]
            for account in accounts {
                allowed[account] = person.access(to: try Self.line(account, in: connection))
            }
            return allowed
        }
    }

    /// Straight from what was entered, without what the product derives from it.
    private static func line(_ account: Int, in connection: any Connection) throws -> [Holding] {
        var line: [Holding] = []
        var next: Int? = account
        while let id = next {
            let circle = try CircleStore.circle(of: id, in: connection)
            let unit = try circle.owner.flatMap { try connection.integer("SELECT unit_id FROM users WHERE id = \($0)") }
            line.append(Holding(owner: circle.owner, ownerUnit: unit, grants: circle.grants))
            next = try connection.integer("SELECT parent_id FROM accounts WHERE id = \(id)")
        }
        return line
    }

    private func checkLists(_ store: AccountStore, _ scope: Scope, _ readable: Set<Int>) async throws {
        for sort in AccountListing.Sort.allCases {
            for isDescending in [true, false] {
                var listing = AccountListing()
                (listing.sort, listing.isDescending, listing.size) = (sort, isDescending, 7)
                let found = try await walk(store, listing.seen(scope), scope)
                #expect(found.count == readable.count && Set(found) == readable, "\(sort)")
            }
        }
        for tier in 0..<4 {
            var listing = AccountListing()
            listing.tier = tier
            let found = Set(try await walk(store, listing, scope))
            let tally = try await store.tally(listing, scope: scope)
            #expect(found.isSubset(of: readable) && tally.accounts == found.count)
        }
        var search = AccountListing()
        search.search = "A1"
        let matching = try await database.read {
            Set(try $0.rows("SELECT id FROM accounts WHERE code = 'A1'") { try $0.int(0) })
        }
        let listed = Set(try await store.list(search, scope: scope).map(\.id))
        #expect(listed.isSubset(of: readable) && listed.isSuperset(of: matching.intersection(readable)))
        #expect(try await store.found(search, scope: scope) == listed.count)
        #expect(try await store.hasAccounts(scope: scope) == !readable.isEmpty)
    }

    private func walk(_ store: AccountStore, _ start: AccountListing, _ scope: Scope) async throws -> [Int] {
        var listing = start
        var ids: [Int] = []
        while true {
            let page = try await store.list(listing, scope: scope)
            #expect(
                scope.sees(.cost)
                    || page.allSatisfy { $0.standing?.value == nil && $0.standing?.contribution == nil })
            ids += page.prefix(listing.size).map(\.id)
            guard page.count > listing.size else { return ids }
            listing.place = .after(page[listing.size - 1].mark(listing.sort))
        }
    }

    private func checkTotals(_ scope: Scope, _ readable: Set<Int>) async throws {
        let revenue = try await database.read { connection in
            let rows = try connection.rows("SELECT id, revenue_minor FROM accounts") {
                (try $0.int(0), Int64(try $0.int(1)))
            }
            return Dictionary(uniqueKeysWithValues: rows)
        }
        let own = readable.reduce(0) { $0 + (revenue[$1] ?? 0) }
        let tally = try await AccountStore(database).tally(AccountListing(), scope: scope)
        #expect(tally.accounts == readable.count && tally.revenue == own)
        let portfolio = PortfolioStore(database)
        let extent = try #require(try await portfolio.extent())
        let concentration = try await portfolio.concentration(extent.days, currency: .cny, scope: scope)
        #expect(Set(concentration.ranked.map(\.id)) == readable && concentration.revenue == own)
        let rfm = try await portfolio.rfm(extent.days, asOf: extent.days.through, currency: .cny, scope: scope)
        #expect(Set(rfm.map(\.id)) == readable)
        let months = try await portfolio.months(extent.days, currency: .cny, scope: scope)
        #expect(months.reduce(0) { $0 + $1.revenue } == own)
        #expect(scope.sees(.cost) || months.allSatisfy { $0.cost == nil })
        #expect(Set(try await portfolio.names(of: accounts, scope: scope).keys) == readable)
        for account in accounts {
            let facts = try await OrderReading(database).months(account: account, scope: scope)
            let orders = try await OrderReading(database).orders(OrderListing(account: account), scope: scope)
            #expect(facts.isEmpty == !readable.contains(account) && orders.isEmpty == !readable.contains(account))
            #expect(scope.sees(.cost) || facts.allSatisfy { $0.facts.cost == 0 && $0.facts.costedRevenue == 0 })
        }
    }

    private func checkJudgements(_ scope: Scope, _ readable: Set<Int>) async throws {
        let day = Day(iso: "2026-12-31")!
        let whole = try #require(try await MovementStore(database).evaluation(through: day, scope: .everything))
        let all = try await JudgementStore(database).page(of: whole, after: 0, size: 1_000, scope: .everything)
        let own = all.map(\.judgement).filter { readable.contains($0.unit) }
        let page = try await JudgementStore(database).page(of: whole, after: 0, size: 1_000, scope: scope)
        #expect(page.map(\.judgement.unit) == own.map(\.unit))
        if !scope.isNothing {
            let head = try #require(try await MovementStore(database).evaluation(through: day, scope: scope))
            let seen = try await MovementStore(database).totalled(head, scope: scope)
            let totals = TierTotal.all(own, tiers: seen.tiers.count)
            #expect(seen.tiers.map(\.accounts) == totals.map(\.accounts))
            #expect(seen.tiers.map(\.revenue) == totals.map(\.revenue))
            #expect(
                seen.tiers.map(\.contribution)
                    == (scope.sees(.cost) ? totals.map(\.contribution) : totals.map { _ in 0 }))
            let moved = try await MovementStore(database).matrix(from: seen, to: seen, scope: scope)
            #expect(moved.reduce(0) { $0 + $1.accounts } == own.count)
        }
        #expect(scope.sees(.cost) || page.allSatisfy { $0.judgement.contribution == 0 && $0.judgement.value == nil })
        try await checkCourse(scope, readable)
        var elsewhere = 0
        for account in accounts {
            let unit = try await JudgementStore(database).unit(of: account, scope: scope)
            #expect(unit == nil || readable.contains(account))
            guard let unit else { continue }
            #expect((unit.sight == .tierOnly) == !readable.contains(unit.judgement.unit))
            #expect(unit.sight == .whole || (unit.judgement.contribution == 0 && unit.judgement.value == nil))
            if unit.sight == .tierOnly {
                elsewhere += unit.judgement.tier == nil ? 0 : 1
                var bare = Judgement(unit: unit.judgement.unit)
                (bare.tier, bare.safety, bare.reason) = (unit.judgement.tier, unit.judgement.safety, .unchanged)
                #expect(unit.judgement == bare && unit.explanations.isEmpty)
                #expect(unit.before == nil)
                #expect(unit.changes.isEmpty)
                #expect(unit.decisions.isEmpty)
                #expect(unit.members == [unit.judgement.unit])
                #expect(try await JudgementStore(database).history(of: unit, scope: scope).isEmpty)
            }
        }
        let counted = try await MovementStore(database).branchesElsewhere(scope: scope)
        #expect(counted == elsewhere)
    }
}

extension RandomCompany {
    /// Month end by month end, tier by tier.
    private func checkCourse(_ scope: Scope, _ readable: Set<Int>) async throws {
        let course = try await MovementStore(database).totals(through: Day(iso: "2026-12-31")!, last: 60, scope: scope)
        let kept = try await database.read { connection in
            try connection.rows("SELECT day, tier, unit_id, revenue_minor FROM judgements WHERE tier IS NOT NULL") {
                (day: Day(try $0.int(0)), tier: Tier(try $0.int(1)), unit: try $0.int(2), revenue: Int64(try $0.int(3)))
            }
        }
        for (day, tiers) in course {
            for total in tiers {
                let own = kept.filter { $0.day == day && $0.tier == total.tier && readable.contains($0.unit) }
                #expect(own.count == total.accounts && own.reduce(0) { $0 + $1.revenue } == total.revenue)
            }
        }
        #expect(course.flatMap(\.tiers).reduce(0) { $0 + $1.accounts } == kept.count { readable.contains($0.unit) })
    }
}

/// SplitMix64: the same company in every run.
private struct SeededGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
