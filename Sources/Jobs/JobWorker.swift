package import Database
import Foundation
package import Logging

/// Does jobs one after the other until its task is cancelled. Any number of workers, in any number of processes, share
/// the jobs of a database.
package struct JobWorker: Sendable {
    private let handlers: [String: JobHandler]
    private let database: any Database
    private let terms: JobTerms
    private let now: @Sendable () -> Int
    private let logger: Logger
    /// Who claims: unique among all workers there ever were.
    private let name = UUID().uuidString

    /// - Parameter now: unix seconds.
    package init(
        _ handlers: [JobHandler], database: any Database, terms: JobTerms = .usual, logger: Logger,
        now: @escaping @Sendable () -> Int
    ) {
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }) { first, _ in first }
        self.database = database.acting(as: Author(user: nil, name: "", way: .job, now: now))
        self.terms = terms
        self.logger = logger
        self.now = now
    }

    /// Returns when the task is cancelled; a job in the middle is given back for the next worker.
    package func run() async {
        while !Task.isCancelled {
            var didSomething = false
            do { didSomething = try await workOnce() } catch {
                if !Task.isCancelled { logger.warning("jobs: \(error)") }
            }
            if !didSomething { try? await Task.sleep(for: terms.pause) }
        }
    }

    /// Does everything there is to do now, and answers how many jobs that were.
    @discardableResult
    package func workOff() async throws -> Int {
        var count = 0
        while try await workOnce() { count += 1 }
        return count
    }

    /// Does one job; false when there is none.
    package func workOnce() async throws -> Bool {
        guard let job = try await claim() else { return false }
        let outcome = await attempt(job)
        // The end is written down even when this task was cancelled meanwhile.
        try await Task { try await conclude(job, outcome) }.value
        return true
    }

    private func claim() async throws -> Job? {
        let (kinds, terms, name, now) = (handlers.keys.sorted(), terms, name, now())
        let hasWork = try await database.read { try JobStore.hasWork(kinds, terms: terms, now: now, in: $0) }
        guard hasWork else { return nil }
        return try await database.write { try JobStore.claim(kinds, as: name, terms: terms, now: now, in: $0) }
    }

    private enum Outcome: Sendable {
        case done
        case refused(String)
        case failed(String)
        /// The worker is told to stop, or another one took the job over.
        case stopped
    }

    /// Runs the handler beside a heartbeat; whoever ends first ends the other.
    private func attempt(_ job: Job) async -> Outcome {
        guard let handler = handlers[job.kind] else { return .stopped }
        let progress = JobProgress(job.progress)
        let author = Author(user: job.user, name: job.userName, way: .job, address: job.address, now: now)
        let context = JobContext(job: job, database: database.acting(as: author), now: now, progress: progress)
        return await withTaskGroup(of: Outcome.self) { group in
            group.addTask { await carryOut(handler, context) }
            group.addTask { await keepBeating(job.id, progress) }
            let first = await group.next() ?? .stopped
            group.cancelAll()
            // A heart that stopped first leaves the handler its say: it may have finished all the same.
            guard case .stopped = first, let second = await group.next(), case .done = second else { return first }
            return second
        }
    }

    private func carryOut(_ handler: JobHandler, _ context: JobContext) async -> Outcome {
        do {
            try await handler.run(context)
            return .done
        } catch let refused as JobRefused {
            return .refused(refused.problem)
        } catch {
            return error is CancellationError || Task.isCancelled ? .stopped : .failed("\(error)")
        }
    }

    private func keepBeating(_ job: Int, _ progress: JobProgress) async -> Outcome {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: terms.beat)
                let (now, fraction) = (now(), progress.value)
                let isOurs = try await database.write { [name] in
                    try JobStore.beat(job, as: name, progress: fraction, now: now, in: $0)
                }
                if !isOurs { return .stopped }
            } catch {
                // A missed beat is made up for by the next one; the lease allows for many.
                if !Task.isCancelled { logger.warning("jobs: \(error)") }
            }
        }
        return .stopped
    }

    private func conclude(_ job: Job, _ outcome: Outcome) async throws {
        let (name, now, terms) = (name, now(), terms)
        if case .failed(let problem) = outcome { logger.warning("jobs: \(job.kind) \(job.id): \(problem)") }
        try await database.write { connection in
            switch outcome {
            case .done: try JobStore.finish(job.id, as: name, now: now, in: connection)
            case .refused(let problem): try JobStore.fail(job.id, as: name, problem: problem, now: now, in: connection)
            case .failed(let problem) where job.attempts >= terms.attempts:
                try JobStore.fail(job.id, as: name, problem: problem, now: now, in: connection)
            case .failed(let problem):
                let next = now + terms.delay(after: job.attempts)
                try JobStore.postpone(job.id, as: name, until: next, problem: problem, in: connection)
            case .stopped: try JobStore.release(job.id, as: name, in: connection)
            }
        }
    }
}
