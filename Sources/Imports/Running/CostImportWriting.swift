import Database
import Ledger

extension CostImport {
    /// Writes batch by batch, each with the run's place in the same transaction; a run of the same file that stopped
    /// in the middle goes on where it was.
    func write(
        _ sorted: SortedCosts, _ fingerprint: String, _ result: inout CostImportResult, in database: any Database
    ) async throws {
        let worker = RunWorker()
        defer { worker.end() }
        let begun = try await begin(fingerprint, result.counts, worker, in: database)
        (result.run, result.counts) = (begun.settled.run, begun.settled.counts)
        result.continued = begun.settled.run != begun.run
        do {
            result.counts = try await write(sorted.costs, begun.settled, source: begun.source, in: database)
        } catch {
            let (run, problem, time) = (begun.settled.run, explain(error), now())
            try? await database.write { try RunStore.fail(run, problem: problem, now: time, in: $0) }
            throw error
        }
    }

    private struct Begun: Sendable {
        /// The run that was begun; another may go on in its place.
        var run: Int
        var settled: SettledRun
        var source: Int
    }

    private func begin(
        _ fingerprint: String, _ counts: RunCounts, _ worker: RunWorker, in database: any Database
    ) async throws -> Begun {
        try await database.write { [self, time = now()] connection in
            let source = try Names.ids(of: [source], in: "sources", connection)[0]
            let run = try RunStore.begin(kind: RunKind.costs, file: fileName, user: user, now: time, in: connection)
            let settled = try SettledRun(
                run, source: source, fingerprint: fingerprint, mapping: "", counts: counts, worker: worker.name,
                now: time, in: connection)
            return Begun(run: run, settled: settled, source: source)
        }
    }

    private func write(
        _ costs: [NumberedCost], _ settled: SettledRun, source: Int, in database: any Database
    ) async throws -> RunCounts {
        var counts = settled.counts
        for start in stride(from: settled.cursor.order, to: costs.count, by: Self.batchSize) {
            let end = min(start + Self.batchSize, costs.count)
            let (batch, before, time) = (Array(costs[start..<end]), counts, now())
            let done = Double(end) / Double(costs.count)
            counts = try await database.write { connection in
                var counts = before
                counts.add(try CostWriter(run: settled.run, source: source, now: time).write(batch, in: connection))
                try RunStore.advance(
                    settled.run, to: RunCursor(part: 0, order: end), progress: done, counts: counts, now: time,
                    in: connection)
                return counts
            }
            progress(ImportProgress(stage: .writing, fraction: done))
            // Another program's form gets its turn here.
            try await Task.sleep(for: .milliseconds(2))
        }
        // A file that brings nothing new still tells what it held.
        let (sum, time) = (counts, now())
        try await database.write { connection in
            try RunStore.advance(
                settled.run, to: RunCursor(part: 0, order: costs.count), progress: 1, counts: sum, now: time,
                in: connection)
            try RunStore.complete(settled.run, now: time, in: connection)
        }
        return counts
    }
}
