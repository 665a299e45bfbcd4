import Accounts
package import Classification
package import Database
import Ledger
import Measures
import Rights

/// A year and a half of a small company in a database, written as an import writes.
package struct StoredCompany: Sendable {
    package let database: any Database

    package init(database: any Database) { self.database = database }

    /// Monthly orders on the 10th: account code, first month, months, yuan, cost in yuan.
    package typealias Rhythm = (code: String, first: String, months: Int, amount: Int64, cost: Int64?)

    package static let rhythms: [Rhythm] = [
        ("BIG", "2024-01", 18, 5_000, 3_500), ("MID", "2024-01", 18, 1_000, 600), ("LOW", "2024-01", 18, 100, 70),
        ("A", "2024-01", 18, 1_500, 1_000), ("B", "2024-01", 18, 1_500, 1_000), ("OLD", "2024-01", 3, 2_000, 900),
    ]

    package func fill(_ rhythms: [Rhythm] = rhythms) async throws {
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
    package func evaluate(
        _ asOf: String? = nil, rebuild: Bool = false, today: String = "2026-01-01"
    ) async throws -> Evaluator.Outcome {
        try await Evaluator(database, now: { 0 }).run(
            asOf: asOf.flatMap { Day(iso: $0) }, today: Day(iso: today)!, rebuild: rebuild)
    }

    /// - Throws: `Missing` when there is no account of this code.
    package func id(_ code: String) async throws -> Int {
        guard let account = try await AccountStore(database).account(code: code, scope: .everything) else {
            throw Missing(code: code)
        }
        return account.id
    }

    package struct Missing: Error { package let code: String }
}
