package import Database
import Foundation
package import Ledger
package import Measures
import Tabular

/// One import of an order file: read and check all of it, then write whole orders in batches (ARCHITECTURE, runs).
package struct OrderImport: Sendable {
    package var path: String
    /// What people know the file as.
    package var fileName: String
    package var mapping: Mapping
    /// Overrides the mapping's source.
    package var source: String?
    /// Of rows that name none, where the mapping names none either.
    package var currency: Currency?
    package var isDryRun = false
    /// Where rejected rows go, with the reason in an added column; nil for nowhere.
    package var rejectPath: String?
    package var user: Int?
    /// Bytes of rows put together to orders at a time: what an import holds in memory follows from it.
    package var partSize = 8 << 20
    package var now: @Sendable () -> Int
    package var progress: @Sendable (ImportProgress) -> Void = { _ in }
    /// Words an error for the list of runs.
    package var explain: @Sendable (any Error) -> String = { "\($0)" }
    /// Words a problem for the reject file.
    package var wording: @Sendable (RowProblem) -> String = { $0.english }

    package init(path: String, fileName: String, mapping: Mapping, now: @escaping @Sendable () -> Int) {
        self.path = path
        self.fileName = fileName
        self.mapping = mapping
        self.now = now
    }

    /// - Throws: `ImportProblem` for the file and its mapping, `DatabaseError` for the database.
    package func run(in database: any Database) async throws -> ImportResult {
        guard (1...200).contains((source ?? mapping.sourceName).utf8.count) else { throw ImportProblem.sourceUnusable }
        if let rejectPath {
            // What cannot be written is said before anything else is.
            try await offload { try inFileTerms { try FileSink.requireWritable(rejectPath) } }
        }
        let opened = try await opened(try await database.read { try CompanySettings.timeZone(in: $0) })
        let fallback = try await fallbackCurrency(opened, in: database)
        let worker = RunWorker()
        defer { worker.end() }
        let run = isDryRun ? nil : try await begin(worker, in: database)
        do {
            return try await carryOut(opened, fallback, run, worker, in: database)
        } catch {
            if let run { try? await fail(run, error, in: database) }
            throw error
        }
    }

    private func carryOut(
        _ file: OpenedFile, _ fallback: Fallback, _ run: Int?, _ worker: RunWorker, in database: any Database
    ) async throws -> ImportResult {
        var opened = file
        let scanned = try await scan(&opened, fallback.currency)
        try await requireOpenMonths(scanned, opened, fallback.currency, in: database)
        try await requireWholeOrders(scanned, opened, in: database)
        var result = ImportResult(counts: RunCounts(), currency: scanned.mainCurrency ?? fallback.currency)
        result.assumedCurrency = !fallback.isSaid && opened.plan[.currency] < 0
        result.absent = opened.plan.absent
        let company = try await database.read { try CompanySettings.settledCurrency(in: $0) }
        result.figures = ControlFigures(scanned, opened, in: company ?? result.currency)
        result.counts.read = scanned.read
        result.counts.accepted = scanned.accepted
        result.counts.rejected = scanned.rejected
        result.reasons = scanned.reasons
        let settled = opened
        async let rejects: Void = writeRejects(settled, fallback.currency, scanned)
        if let run {
            try await write(scanned, run: run, worker, &result, in: database)
        } else {
            try await rehearse(scanned, &result, in: database)
        }
        try await rejects
        return result
    }

    /// Refuses the file before anything is written when late orders are refused and it brings some; they are in the
    /// reject file.
    private func requireOpenMonths(
        _ scanned: ScannedFile, _ opened: OpenedFile, _ fallback: Currency, in database: any Database
    ) async throws {
        let closed = try await database.read { try CompanySettings.closedMonths(in: $0) }
        guard let closed, closed.lateOrders == .refuse else { return }
        var late = LateOrders(through: closed.through)
        var refused = scanned
        let name = source ?? mapping.sourceName
        var next = try await BatchSequence(scanned, from: .start).next(lineCount: 20_000)
        while let (rest, current) = next {
            let orders = try await database.read { connection in
                try OrderPlan(
                    current.batch, source: Names.id(of: name, in: "sources", connection) ?? -1, in: connection
                )
                .late(current.batch, closed, in: connection)
            }
            late.add(orders.map(\.number))
            for order in orders { refused.badOrders.add(late: order.key) }
            next = try await rest.next(lineCount: 20_000)
        }
        guard late.count > 0 else { return }
        try await writeRejects(opened, fallback, refused)
        throw ImportProblem.monthsClosed(late)
    }

    /// Refuses rejected rows, mended, of orders that are there already with other content: they may be a part of it.
    private func requireWholeOrders(
        _ scanned: ScannedFile, _ opened: OpenedFile, in database: any Database
    ) async throws {
        guard RejectRows.titles.contains(opened.plan.header.names.last ?? "") else { return }
        let name = source ?? mapping.sourceName
        var parts: [String] = []
        var next = try await BatchSequence(scanned, from: .start).next(lineCount: 20_000)
        while let (rest, current) = next {
            parts += try await database.read { connection in
                let source = try Names.id(of: name, in: "sources", connection) ?? -1
                return try OrderPlan(current.batch, source: source, in: connection).changed
                    .map { current.batch.orders[$0.place].number }
            }
            next = try await rest.next(lineCount: 20_000)
        }
        guard parts.isEmpty else { throw ImportProblem.partsOfOrders(Array(parts.prefix(10)), count: parts.count) }
    }

    private func opened(_ zone: TimeZone) async throws -> OpenedFile {
        try await offload { [self] in
            do {
                let sample = try FileSample(path: path, for: mapping)
                let plan = try ColumnPlan(
                    mapping, header: sample.header, samples: sample, zone: zone,
                    today: Day(unixSeconds: now(), in: zone))
                return OpenedFile(plan: plan, sample: sample)
            } catch let error as TabularError {
                throw ImportProblem.file(error)
            }
        }
    }

    /// The file, read by the plan that all of it agrees with, which the file is opened with from then on.
    private func scan(_ opened: inout OpenedFile, _ fallback: Currency) async throws -> ScannedFile {
        let scanner = FileScanner(
            path: path, layout: opened.layout, currency: fallback, partSize: partSize,
            progress: { [progress] in progress(ImportProgress(stage: .reading, fraction: $0)) })
        let plan = opened.plan
        let (scanned, settled) = try await offload { try inFileTerms { try scanner.scan(plan) } }
        opened.plan = settled
        return scanned
    }

    private func writeRejects(_ opened: OpenedFile, _ fallback: Currency, _ scanned: ScannedFile) async throws {
        guard let rejectPath else { return }
        // A file of an earlier import does not pass for this one's.
        guard scanned.rejected > 0 || !scanned.badOrders.isEmpty else {
            return try await offload { try inFileTerms { try FileSink(path: rejectPath).finish() } }
        }
        let file = RejectFile(
            path: path, plan: opened.plan, layout: opened.layout, currency: fallback,
            badOrders: scanned.badOrders, wording: wording)
        try await offload { try inFileTerms { try file.write(to: try FileSink(path: rejectPath)) } }
    }

    /// The currency of rows that name none.
    private struct Fallback {
        var currency: Currency
        /// By anybody: the mapping, the caller, the file or the company.
        var isSaid = true
    }

    /// Mapping, else what the caller says, else what the file shows, else the company's, else CNY.
    private func fallbackCurrency(_ opened: OpenedFile, in database: any Database) async throws -> Fallback {
        if let code = mapping.currency, let currency = Currency(code) { return Fallback(currency: currency) }
        if let currency { return Fallback(currency: currency) }
        let company = try await database.read { try CompanySettings.currency(in: $0) }
        let (header, sample) = (opened.plan.header, opened.sample)
        let written = mapping.writtenCurrency(
            header.names, values: { sample.values(of: $0) }, usual: company ?? .cny)
        return Fallback(currency: written ?? company ?? .cny, isSaid: written ?? company != nil)
    }

    private func begin(_ worker: RunWorker, in database: any Database) async throws -> Int {
        try await database.write { [fileName, user, now] connection in
            try RunStore.forgetUnread(now: now(), in: connection)
            let run = try RunStore.begin(kind: RunKind.orders, file: fileName, user: user, now: now(), in: connection)
            try RunStore.claim(run, for: worker.name, now: now(), in: connection)
            return run
        }
    }

    private func fail(_ run: Int, _ error: any Error, in database: any Database) async throws {
        try await database.write { [now, explain] in
            try RunStore.fail(run, problem: explain(error), now: now(), in: $0)
        }
    }
}

/// Runs work on a file; what the file is to blame for is the import's problem.
func inFileTerms<T>(_ work: () throws -> T) throws -> T {
    do { return try work() } catch let error as TabularError { throw ImportProblem.file(error) }
}

struct OpenedFile: Sendable {
    var plan: ColumnPlan
    var sample: FileSample

    var layout: FileLayout { sample.layout }
}

/// How far an import is.
package struct ImportProgress: Sendable, Hashable {
    package enum Stage: Sendable { case reading, writing }
    package var stage: Stage
    /// Of this stage, 0…1.
    package var fraction: Double

    /// Of the whole: reading is about a third.
    package var overall: Double { stage == .reading ? fraction / 3 : (1 + 2 * fraction) / 3 }
}

/// What an import did, or in a dry run would do.
package struct ImportResult: Sendable, Hashable {
    /// Nil for a dry run.
    package var run: Int?
    package var counts: RunCounts
    /// Of most of its orders.
    package var currency: Currency
    /// The company's, where that is another: its lists and reports leave these orders out.
    package var companyCurrency: Currency?
    /// The company had no currency before and took this one.
    package var tookCurrency = false
    /// Nobody said which currency amounts are in, so that they were taken for CNY.
    package var assumedCurrency = false
    /// The run continued one that had stopped in the middle.
    package var continued = false
    /// Fields the mapping names columns for that the file does not have.
    package var absent: [OrderField] = []
    /// Orders of closed months, booked into the first open one.
    package var late = 0
    /// Why lines were rejected, the most frequent first.
    package var reasons: [RejectReason] = []
    /// What the file comes to and how it was read; before anything is written.
    package var figures = ControlFigures()
}

extension ImportResult {
    mutating func compare(with company: Currency) {
        companyCurrency = counts.accepted > 0 && company != currency ? company : nil
    }
}
