package import Database
import Synchronization

/// What a feature does for one kind of job.
///
/// A job can be begun more than once: after a process died in the middle, or after an error. `run` therefore begins by
/// finding out how far the work is.
package struct JobHandler: Sendable {
    package var kind: String
    package var run: @Sendable (JobContext) async throws -> Void

    package init(_ kind: String, run: @escaping @Sendable (JobContext) async throws -> Void) {
        self.kind = kind
        self.run = run
    }
}

/// What a handler is given.
package struct JobContext: Sendable {
    package let job: Job
    package let database: any Database
    /// Unix seconds.
    package let now: @Sendable () -> Int
    let progress: JobProgress

    /// Says how far the work is, 0…1. Cheap: the database hears of it once in a while.
    package func show(_ fraction: Double) { progress.set(fraction) }
}

/// Thrown by a handler when trying again cannot help.
package struct JobRefused: Error, Sendable, Equatable {
    package var problem: String

    package init(_ problem: String) { self.problem = problem }
}

/// How far a job is, between the handler who says it and the worker who writes it down.
final class JobProgress: Sendable {
    private let fraction: Mutex<Double>

    init(_ fraction: Double) { self.fraction = Mutex(fraction) }

    var value: Double { fraction.withLock { $0 } }
    func set(_ value: Double) { fraction.withLock { $0 = min(1, max(0, value)) } }
}
