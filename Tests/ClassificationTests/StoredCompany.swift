import Accounts
import Classification
import Database
import Judging
import Ledger
import Measures
import People
import Rights
import Testing

let schema =
    [Identifiers.migration] + JudgingSchema.migrations + PeopleSchema.migrations + AccountsSchema.migrations
    + LedgerSchema.migrations
    + ClassificationSchema.migrations

/// A year and a half of a small company in a database, written as an import writes.
struct StoredCompany {
    let database: any Database

    /// Monthly orders on the 10th: account code, first month, months, yuan, cost in yuan.
    typealias Rhythm = (code: String, first: String, months: Int, amount: Int64, cost: Int64?)

    static let rhythms: [Rhythm] = [
        ("BIG", "2024-01", 18, 5_000, 3_500), ("MID", "2024-01", 18, 1_000, 600), ("LOW", "2024-01", 18, 100, 70),
        ("A", "2024-01", 18, 1_500, 1_000), ("B", "2024-01", 18, 1_500, 1_000), ("OLD", "2024-01", 3, 2_000, 900),
    ]

    func fill(_ rhythms: [Rhythm] = rhythms) async throws {
        var batch = OrderBatch()
        batch.products = [.init(code: "P", name: "Pump", category: "Pumps")]
        for rhythm in rhythms {
            batch.accounts.append(AccountDraft(code: rhythm.code, name: ""))
            for place in 0..<rhythm.months {
                let date = Month(iso: rhythm.first)!.advanced(by: place).first.advanced(by: 9)
                let line = LedgerLine(
                    product: 0, quantity: Quantity(thousandths: 1_000),
                    unitPrice: UnitPrice(millionths: rhythm.amount * 1_000_000), amount: rhythm.amount * 100,
                    cost: rhythm.cost.map { $0 * 100 })
                var hash = ContentHash()
                hash.add(line, product: "P", region: "")
                batch.lines.append(line)
                batch.orders.append(
                    .init(
                        account: batch.accounts.count - 1, number: "\(rhythm.code)-\(date.iso)", day: date, kind: .sale,
                        currency: .cny, lines: batch.lines.count - 1..<batch.lines.count,
                        hash: hash.finish(account: rhythm.code, day: date, currency: .cny, kind: .sale)))
            }
        }
        let (run, source) = try await database.write { connection in
            _ = try CompanySettings.currency(orTake: .cny, in: connection)
            let run = try RunStore.begin(kind: "import", file: "f.csv", user: nil, now: 0, in: connection)
            return (run, try Names.ids(of: ["shop"], in: "sources", connection)[0])
        }
        var writer = LedgerWriter(run: run, source: source, currency: .cny)
        try await writer.write(batch, in: database) { connection, _ in
            try RunStore.end(run, as: .done, now: 0, in: connection)
        }
    }

    @discardableResult
    func evaluate(_ asOf: String? = nil, rebuild: Bool = false) async throws -> Evaluator.Outcome {
        try await Evaluator(database, now: { 0 }).run(
            asOf: asOf.map { day($0) }, today: day("2026-01-01"), rebuild: rebuild)
    }

    /// The current evaluation with what its tiers come to.
    func current() async throws -> StoredEvaluation {
        try #require(try await database.read { try EvaluationStore.current(in: $0) })
    }

    func check() async throws -> JudgementCheck { try await database.read { try JudgementCheck($0) } }

    func id(_ code: String) async throws -> Int {
        try #require(try await AccountStore(database).account(code: code, scope: .everything)).id
    }

    func unit(_ code: String) async throws -> JudgedUnit {
        try #require(try await JudgementStore(database).unit(of: try await id(code), scope: .everything))
    }

    func history(_ code: String) async throws -> [PastJudgement] {
        try await JudgementStore(database).history(of: try await unit(code), scope: .everything)
    }

    /// What lies by unit is what changed from month end to month end.
    func expectChangesOfHistory() async throws {
        for account in try await database.read({ try $0.rows("SELECT code FROM accounts") { try $0.text(0) } }) {
            let (unit, history) = (try await unit(account), try await history(account))
            #expect(unit.changes.steps.map(\.now) == history.steps.map(\.now), "\(account)")
            #expect(unit.changes.steps.map(\.before?.tier) == history.steps.map(\.before?.tier), "\(account)")
            #expect(!history.isEmpty, "\(account)")
        }
    }

    func monthEnds() async throws -> [String] {
        try await database.read { try EvaluationStore.monthEnds(in: $0).map(\.iso) }
    }

    func group(_ code: String, below parent: String?) async throws {
        let account = try await id(code)
        var above: Int?
        if let parent { above = try await id(parent) }
        let head = above
        try await database.write { try GroupStore.put(account, below: head, in: $0) }
    }
}
