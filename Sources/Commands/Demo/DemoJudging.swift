import Accounts
import Classification
import Composition
import Database
import Ledger
import Measures
import Tour

/// Everything about the demo company that is no order: its groups, what its accounts cost, what a person decided, the
/// judgements of three years, and the tour.
struct DemoJudging {
    let seed: UInt64
    let until: Day
    let staff: DemoPeople.Staff

    func run(in database: any Database) async throws {
        let company = DemoCompany(seed: seed, until: until)
        let ids = try await accounts(in: database)
        try await group(company, ids, in: database)
        try await DemoPeople.assign(company, ids, to: staff, in: database)
        try await DemoFollowUp(company, ids, staff, seed: seed).run(in: database)
        try await writeCosts(company, ids, in: database)
        try await decide(company, ids, in: database)
        // As if each month had been judged when it ended: what waits for owners waits only then.
        let evaluator = Evaluator(database, now: Composition.now)
        for place in 1...DemoCompany.monthCount {
            let month = until.monthValue.advanced(by: place - DemoCompany.monthCount).last
            if month < until { _ = try await evaluator.run(asOf: month, today: month) }
        }
        _ = try await evaluator.run(asOf: nil, today: until)
        try await TourStore(database).keep(stops(company, ids))
    }

    private func accounts(in database: any Database) async throws -> [String: Int] {
        try await database.read { connection in
            let rows = try connection.rows("SELECT code, id FROM accounts") { (try $0.text(0), try $0.int(1)) }
            return Dictionary(uniqueKeysWithValues: rows)
        }
    }

    private func group(_ company: DemoCompany, _ ids: [String: Int], in database: any Database) async throws {
        let pairs = company.accounts.compactMap { account -> (Int, Int)? in
            guard let parent = account.parent, let above = ids[parent], let id = ids[account.draft.code] else {
                return nil
            }
            return (id, above)
        }
        try await database.write { connection in
            for (id, above) in pairs { try GroupStore.put(id, below: above, in: connection) }
        }
    }

    private func writeCosts(_ company: DemoCompany, _ ids: [String: Int], in database: any Database) async throws {
        let revenue = try await database.read { connection in
            var revenue: [Int: [Day: Int64]] = [:]
            try connection.forEachRow("SELECT account_id, day, purchases_minor FROM order_days") { row in
                revenue[try row.int(0), default: [:]][Day(try row.int(1))] = Int64(try row.int(2))
            }
            return revenue
        }
        let costs = company.accounts.flatMap { account -> [NumberedCost] in
            guard let id = ids[account.draft.code] else { return [] }
            return company.costs(account, revenue: revenue[id] ?? [:], id: id)
        }
        try await database.write { connection in
            let source = try Names.ids(of: ["demo"], in: "sources", connection)[0]
            let run = try RunStore.begin(
                kind: "costs", file: "演示公司", user: nil, now: Composition.now(), in: connection)
            var counts = RunCounts()
            counts.add(try CostWriter(run: run, source: source, now: Composition.now()).write(costs, in: connection))
            (counts.read, counts.accepted) = (costs.count, costs.count)
            try RunStore.advance(
                run, to: RunCursor(part: 0, order: costs.count), progress: 1, counts: counts, now: Composition.now(),
                in: connection)
            try RunStore.count(run, counts, in: connection)
            try RunStore.end(run, as: .done, now: Composition.now(), in: connection)
        }
    }

    /// A director made one account Key half a year ago.
    private func decide(_ company: DemoCompany, _ ids: [String: Int], in database: any Database) async throws {
        guard let account = company.accounts.first(where: { $0.story == .overridden }), let id = ids[account.draft.code]
        else { return }
        let day = until.advanced(by: -170)
        let decision = TierDecision(
            .override(.key, through: day.advanced(by: 365)), day: day, reason: "医药行业标杆项目，董事会已立项，两年内全线导入。",
            user: staff.director)
        let key = ClassificationPolicy().tiers.code(.key)
        try await database.write {
            try DecisionStore.keep(decision, of: id, tiers: (nil, key), now: Composition.now(), in: $0)
        }
    }

    private func stops(_ company: DemoCompany, _ ids: [String: Int]) -> [TourStop] {
        TourStory.allCases.compactMap { story in
            switch story {
            case .concentration: return TourStop(story, path: "/portfolio")
            case .tiers: return TourStop(story, path: "/tiers")
            case .today: return TourStop(story, path: "/")
            default:
                let account = company.accounts.first { $0.story?.rawValue == story.rawValue }
                return account.flatMap { ids[$0.draft.code] }
                    .map { TourStop(story, path: "/accounts/\($0)\(Self.evidence(of: story))") }
            }
        }
    }

    /// Where on the account page a story's evidence is, when that is not its top.
    private static func evidence(of story: TourStory) -> String {
        switch story {
        case .shrinking, .burden: "#why"
        case .grown: "#timeline"
        case .silent, .seasonal: "#chart-revenue"
        case .group: "#panel-account-group-members"
        default: ""
        }
    }
}
