import Dispatch
import Synchronization

/// A few threads on which reading may block, and one line in front of them. Who comes while all are busy is served by
/// the first that gets free, without another change of threads.
final class ReadingLine: Sendable {
    private typealias Job = @Sendable () -> Void

    private struct State {
        var idle: [DispatchQueue]
        var waiting: [Job] = []
    }

    private let state: Mutex<State>

    init(threads: Int) {
        state = Mutex(State(idle: (0..<threads).map { DispatchQueue(label: "mainstay.sqlite.read-\($0)") }))
    }

    func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            submit { continuation.resume(with: Result { try body() }) }
        }
    }

    private func submit(_ job: @escaping Job) {
        let queue = state.withLock { state -> DispatchQueue? in
            if let queue = state.idle.popLast() { return queue }
            state.waiting.append(job)
            return nil
        }
        queue?.async { self.work(job, on: queue) }
    }

    private func work(_ first: @escaping Job, on queue: DispatchQueue?) {
        var job: Job? = first
        while let current = job {
            current()
            job = state.withLock { state in
                if !state.waiting.isEmpty { return state.waiting.removeFirst() }
                if let queue { state.idle.append(queue) }
                return nil
            }
        }
    }
}
