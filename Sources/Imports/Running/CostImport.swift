package import Database
import Foundation
package import Ledger
package import Measures
import Tabular

/// One import of a file of costs: read and check all of it, then write it in batches.
package struct CostImport: Sendable {
    package var path: String
    /// What people know the file as.
    package var fileName: String
    /// Whose numbers the costs have.
    package var source: String
    /// Of rows that name none; else the company's, else CNY.
    package var currency: Currency?
    /// How days and numbers are written; nil is found out from the file.
    package var day: DayFormat?
    package var numbers: DecimalFormat?
    package var isDryRun = false
    /// Where rejected rows go, with the reason in an added column; nil for nowhere.
    package var rejectPath: String?
    package var user: Int?
    package var now: @Sendable () -> Int
    package var progress: @Sendable (ImportProgress) -> Void = { _ in }
    /// Words an error for the list of runs.
    package var explain: @Sendable (any Error) -> String = { "\($0)" }

    static let batchSize = 2_000

    /// - Parameter source: nil takes the file's name without its ending.
    package init(path: String, source: String? = nil, now: @escaping @Sendable () -> Int) {
        self.path = path
        fileName = URL(fileURLWithPath: path).lastPathComponent
        let stem = fileName.split(separator: ".").first.map(String.init)
        self.source = source ?? stem.map(MappingGuess.source) ?? "costs"
        self.now = now
    }

    /// - Throws: `ImportProblem` for the file, `DatabaseError` for the database.
    package func run(in database: any Database) async throws -> CostImportResult {
        guard (1...200).contains(source.utf8.count) else { throw ImportProblem.sourceUnusable }
        if let rejectPath {
            // What cannot be written is said before anything else is.
            try await offload { try inFileTerms { try FileSink.requireWritable(rejectPath) } }
        }
        let file = try await read(in: database)
        let accounts = try await known(file.accounts, in: database)
        var sorted = SortedCosts(file.rows, accounts: accounts)
        let late = try await late(&sorted, in: database)
        try await writeRejects(sorted, of: file)
        if let late { throw ImportProblem.costMonthsClosed(late) }
        var result = CostImportResult(counts: RunCounts())
        result.counts.read = file.rows.count
        result.counts.accepted = sorted.accepted
        result.counts.rejected = sorted.rejects.count
        result.counts.costsUnchanged = sorted.repeated
        if isDryRun {
            try await rehearse(sorted, &result, in: database)
        } else {
            try await write(sorted, file.fingerprint, &result, in: database)
        }
        return result
    }

    private func read(in database: any Database) async throws -> CostFile {
        let (zone, company) = try await database.read {
            (try CompanySettings.timeZone(in: $0), try CompanySettings.currency(in: $0))
        }
        let fallback = currency ?? company ?? .cny
        return try await offload { [path, day, numbers, progress] in
            try inFileTerms {
                try CostFile(path: path, zone: zone, currency: fallback, day: day, numbers: numbers) {
                    progress(ImportProgress(stage: .reading, fraction: $0))
                }
            }
        }
    }

    private func known(_ codes: [String], in database: any Database) async throws -> [ExactText: Int] {
        try await database.read { connection in
            var known: [ExactText: Int] = [:]
            for start in stride(from: 0, to: codes.count, by: Self.batchSize) {
                let some = Array(codes[start..<min(start + Self.batchSize, codes.count)])
                try connection.forEachRow("SELECT code, id FROM accounts WHERE code IN \(list: some)") {
                    known[ExactText(try $0.text(0))] = try $0.int(1)
                }
            }
            return known
        }
    }

    /// The costs that would change closed months, marked as rejected; nil when there are none.
    private func late(_ sorted: inout SortedCosts, in database: any Database) async throws -> LateCosts? {
        guard let closed = try await database.read({ try CompanySettings.closedMonths(in: $0) }) else { return nil }
        let found = try await plans(sorted.costs, in: database) { plan, costs in plan.late(costs, closed) }
        let late = zip(found.indices, found).flatMap { batch, places in places.map { batch * Self.batchSize + $0 } }
        sorted.reject(late: late, through: closed.through)
        return late.isEmpty ? nil : LateCosts(through: closed.through, count: late.count)
    }

    private func rehearse(
        _ sorted: SortedCosts, _ result: inout CostImportResult, in database: any Database
    ) async throws {
        let found = try await plans(sorted.costs, in: database) { plan, _ in
            CostWriter.Outcome(new: plan.new.count, changed: plan.changed.count, unchanged: plan.unchanged)
        }
        for outcome in found { result.counts.add(outcome) }
    }

    /// What each batch means for the ledger as it stands.
    private func plans<T: Sendable>(
        _ costs: [NumberedCost], in database: any Database,
        _ answer: @escaping @Sendable (CostPlan, [NumberedCost]) -> T
    ) async throws -> [T] {
        var answers: [T] = []
        for start in stride(from: 0, to: costs.count, by: Self.batchSize) {
            let batch = Array(costs[start..<min(start + Self.batchSize, costs.count)])
            answers.append(
                try await database.read { [source] connection in
                    let id = try Names.id(of: source, in: "sources", connection) ?? -1
                    return answer(try CostPlan(batch, source: id, in: connection), batch)
                })
        }
        return answers
    }

    private func writeRejects(_ sorted: SortedCosts, of file: CostFile) async throws {
        guard let rejectPath else { return }
        let rejects = sorted.rejects
        try await offload {
            try inFileTerms {
                let sink = try FileSink(path: rejectPath)
                // A file of an earlier import does not pass for this one's.
                if rejects.isEmpty { try sink.finish() } else { try file.write(rejects, to: sink) }
            }
        }
    }
}

/// What an import of costs did, or in a dry run would do.
package struct CostImportResult: Sendable, Hashable {
    /// Nil for a dry run.
    package var run: Int?
    package var counts: RunCounts
    /// The run continued one that had stopped in the middle.
    package var continued = false
}
