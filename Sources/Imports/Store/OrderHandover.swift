import Database
import Ledger
import Measures

/// Puts orders of a program into the ledger: a run of its own, whole or not at all, that can be undone like a file's.
struct OrderHandover: Sendable {
    let orders: HandedBatch
    /// Whose order numbers these are.
    let source: String
    /// SHA-256 of what was sent, in hexadecimal.
    let fingerprint: String
    /// Of a company that has none yet, where no order names another.
    let currency: Currency

    /// Answers the run.
    /// - Throws: `LedgerError.monthsClosed`; `ImportProblem.otherRule` for a source whose orders are not known by number.
    func write(in database: any Database) async throws -> Int {
        try await database.write { connection in
            let (author, batch) = (connection.author, orders.batch)
            let run = try RunStore.begin(
                kind: RunKind.orders, file: "API: \(source)", user: author.user, now: author.now(), in: connection)
            let known = try Names.ids(of: [source], in: "sources", connection)[0]
            if let rule = try SourceRule.of(known, in: connection), rule != OrderRule.number.rawValue {
                throw ImportProblem.otherRule(source: source, rule: rule, asked: OrderRule.number.rawValue)
            }
            let source = known
            let taken = try CompanySettings.currency(orTake: orders.mainCurrency ?? currency, in: connection)
            var counts = RunCounts()
            (counts.read, counts.accepted) = (batch.lines.count, batch.lines.count)
            try RunStore.describe(
                run, source: source, fingerprint: fingerprint, mapping: "{}", counts: counts, in: connection)
            counts.add(
                try LedgerWriter.write(batch, run: run, source: source, currency: taken, in: connection))
            try RunStore.advance(
                run, to: .start, progress: 1, counts: counts, now: author.now(), in: connection)
            try RunStore.complete(run, now: author.now(), in: connection)
            return run
        }
    }

    /// What orders that name none are in: the company's.
    static func currency(in database: any Database) async throws -> Currency {
        try await database.read { try CompanySettings.currency(in: $0) } ?? .cny
    }
}
