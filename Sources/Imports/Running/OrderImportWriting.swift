import Accounts
import Database
import Ledger
import Measures

extension OrderImport {
    /// Writes what was scanned, batch by batch, each with the run's place in the same transaction; the next batch is
    /// prepared while one is written.
    func write(
        _ scanned: ScannedFile, run: Int, _ worker: RunWorker, _ result: inout ImportResult, in database: any Database
    ) async throws {
        let begun = try await describe(scanned, run, result, worker, in: database)
        result.run = begun.run
        result.counts = begun.counts
        result.tookCurrency = begun.tookCurrency
        result.compare(with: begun.currency)
        result.continued = begun.run != run
        var writer = LedgerWriter(run: begun.run, source: begun.source, currency: begun.currency)
        var pace = Pace(database.dialect)
        var next = try await BatchSequence(scanned, from: begun.cursor).next(lineCount: pace.lines)
        while let (rest, current) = next {
            let lineCount = pace.lines
            async let following = rest.next(lineCount: lineCount)
            let (sofar, started) = (result.counts, ContinuousClock.now)
            let (counts, late) = try await writer.write(current.batch, moreFollow: !current.isLast, in: database) {
                [now] in
                var counts = sofar
                counts.add($1)
                try RunStore.advance(
                    begun.run, to: current.cursor, progress: current.progress, counts: counts, now: now(), in: $0)
                return (counts, $1.late)
            }
            result.counts = counts
            result.late += late
            result.figures.add(current.batch, in: begun.currency)
            pace.took(ContinuousClock.now - started, for: current.batch.lines.count)
            progress(ImportProgress(stage: .writing, fraction: current.progress))
            // Another program's form gets its turn here.
            try await Task.sleep(for: .milliseconds(2))
            next = try await following
        }
        // What was written before the run was taken up again is not among them.
        if result.continued { result.figures.months = [:] }
        try await database.write { [now] in try RunStore.complete(begun.run, now: now(), in: $0) }
    }

    /// The same reading and comparing, nothing written.
    func rehearse(_ scanned: ScannedFile, _ result: inout ImportResult, in database: any Database) async throws {
        let name = source ?? mapping.sourceName
        try await database.read { connection in
            guard let id = try Names.id(of: name, in: "sources", connection) else { return }
            try requireRule(of: id, name, in: connection)
        }
        let company = try await database.read { try CompanySettings.settledCurrency(in: $0) } ?? result.currency
        var rehearsal = Rehearsal(counts: result.counts)
        var next = try await BatchSequence(scanned, from: .start).next(lineCount: 20_000)
        while let (rest, current) = next {
            async let following = rest.next(lineCount: 20_000)
            let sofar = rehearsal
            rehearsal = try await database.read { try sofar.adding(current.batch, source: name, in: $0) }
            result.figures.add(current.batch, in: company)
            progress(ImportProgress(stage: .writing, fraction: current.progress))
            next = try await following
        }
        result.counts = rehearsal.counts
        result.late = rehearsal.late
        let settled = try await database.read { try CompanySettings.settledCurrency(in: $0) }
        result.tookCurrency = settled == nil && result.counts.accepted > 0
        if let settled { result.compare(with: settled) }
    }

    /// - Throws: `ImportProblem.otherRule` when the source's orders are known by something else.
    private func requireRule(of source: Int, _ name: String, in connection: any Connection) throws {
        guard let rule = try SourceRule.of(source, in: connection), rule != mapping.orderRule.rawValue else { return }
        throw ImportProblem.otherRule(source: name, rule: rule, asked: mapping.orderRule.rawValue)
    }

    private struct Begun: Sendable {
        var run: Int
        var source: Int
        var currency: Currency
        var tookCurrency: Bool
        var cursor: RunCursor
        var counts: RunCounts
    }

    /// Ties the run to its file; a run of the same file that stopped in the middle is taken up again instead.
    /// - Throws: `ImportProblem.underWay` when somebody is at work on one.
    private func describe(
        _ scanned: ScannedFile, _ run: Int, _ result: ImportResult, _ worker: RunWorker, in database: any Database
    ) async throws -> Begun {
        // All that the batches and their sequence follow from: the same orders in the same places.
        let parts = String(scanned.rows.partCount)
        let fingerprint = [scanned.fingerprint, try mapping.fingerprint, scanned.reading, parts].joined(separator: ":")
        let mappingText = try mapping.json
        let name = source ?? mapping.sourceName
        let (counts, time) = (result.counts, now())
        // A company takes the currency of orders, not of rows that were rejected.
        let offered = counts.accepted > 0 ? result.currency : nil
        return try await database.write { connection in
            let source = try Names.ids(of: [name], in: "sources", connection)[0]
            try requireRule(of: source, name, in: connection)
            try SourceRule.keep(mapping.orderRule.rawValue, for: source, in: connection)
            let before = try CompanySettings.settledCurrency(in: connection)
            let currency = try offered.map { try CompanySettings.currency(orTake: $0, in: connection) }
            var begun = Begun(
                run: run, source: source, currency: currency ?? before ?? .cny,
                tookCurrency: before == nil && currency != nil, cursor: .start, counts: counts)
            let settled = try SettledRun(
                run, source: source, fingerprint: fingerprint, mapping: mappingText, counts: counts,
                worker: worker.name, now: time, in: connection)
            (begun.run, begun.cursor, begun.counts) = (settled.run, settled.cursor, settled.counts)
            return begun
        }
    }
}

/// Counts what an import would do.
private struct Rehearsal: Sendable {
    var counts: RunCounts
    private(set) var late = 0
    private var newAccounts: Set<ExactText> = []
    private var newProducts: Set<ExactText> = []

    init(counts: RunCounts) { self.counts = counts }

    func adding(_ batch: OrderBatch, source: String, in connection: any Connection) throws -> Rehearsal {
        var sum = self
        let id = try Names.id(of: source, in: "sources", connection) ?? -1
        let plan = try OrderPlan(batch, source: id, in: connection)
        if let closed = try CompanySettings.closedMonths(in: connection) {
            sum.late += try plan.late(batch, closed, in: connection).count
        }
        sum.counts.ordersNew += plan.new.count
        sum.counts.ordersChanged += plan.changed.count
        sum.counts.ordersUnchanged += plan.unchanged
        sum.newAccounts.formUnion(try unknown(batch.accounts.map(\.code), in: "accounts", connection))
        sum.newProducts.formUnion(try unknown(batch.products.map(\.code), in: "products", connection))
        sum.counts.accountsNew = sum.newAccounts.count
        sum.counts.productsNew = sum.newProducts.count
        return sum
    }

    private func unknown(_ codes: [String], in table: String, _ connection: any Connection) throws -> Set<ExactText> {
        let known = try connection.rows("SELECT code FROM \(unsafe: table) WHERE code IN \(list: codes)") {
            ExactText(try $0.text(0))
        }
        return Set(codes.map(ExactText.init)).subtracting(known)
    }
}

/// How many lines fit in a batch: batches stay short, so that others get their turn.
private struct Pace {
    private(set) var lines = 5_000
    /// Seconds. In SQLite a form waits for the batch at hand; PostgreSQL's writers only wait for rows they share.
    private let target: Double

    init(_ dialect: Dialect) { target = dialect == .sqlite ? 0.25 : 0.4 }

    mutating func took(_ duration: Duration, for count: Int) {
        guard count > 0 else { return }
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        let fitting = Double(count) * target / max(seconds, 0.001)
        lines = Int(min(90_000, max(500, min(fitting, Double(lines) * 2))))
    }
}
