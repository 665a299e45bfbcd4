import Synchronization

/// A few connections that only read, each with a thread that may block, and one line in front of them. Who comes while
/// all are busy is served by the first that gets free, without another change of threads.
final class ReadingLine: Sendable {
    private typealias Job = @Sendable (Result<SQLiteLink, any Error>) -> Void

    private struct State {
        var readers: [SQLiteLink] = []
        var idle: [SQLiteLink] = []
        /// Of those that may still be opened.
        var room: Int
        var waiting: [Job] = []
    }

    private enum Turn {
        case now(SQLiteLink)
        case onNewReader
        case later
    }

    private let open: @Sendable () throws -> SQLiteLink
    private let state: Mutex<State>

    /// - Parameter most: connections are opened as they are needed, up to so many.
    init(most: Int, open: @escaping @Sendable () throws -> SQLiteLink) {
        self.open = open
        state = Mutex(State(room: most))
    }

    func run<T: Sendable>(_ body: @escaping @Sendable (SQLiteLink) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            submit { found in continuation.resume(with: Result { try body(try found.get()) }) }
        }
    }

    /// Returns when those who are reading are done.
    func close() {
        for reader in state.withLock(\.readers) { reader.shut() }
    }

    private func submit(_ job: @escaping Job) {
        let turn = state.withLock { state -> Turn in
            if let reader = state.idle.popLast() { return .now(reader) }
            if state.room > 0 {
                state.room -= 1
                return .onNewReader
            }
            state.waiting.append(job)
            return .later
        }
        switch turn {
        case .now(let reader): start(job, on: reader)
        case .onNewReader:
            do {
                let reader = try open()
                state.withLock { $0.readers.append(reader) }
                start(job, on: reader)
            } catch {
                // Nobody would ever come to those who wait.
                let stranded = state.withLock { state -> [Job] in
                    state.room += 1
                    defer { if state.readers.isEmpty { state.waiting = [] } }
                    return state.readers.isEmpty ? state.waiting : []
                }
                for job in [job] + stranded { job(.failure(error)) }
            }
        case .later: break
        }
    }

    private func start(_ first: @escaping Job, on reader: SQLiteLink) {
        reader.perform { reader in
            var job: Job? = first
            while let current = job {
                current(.success(reader))
                job = self.state.withLock { state in
                    if !state.waiting.isEmpty { return state.waiting.removeFirst() }
                    state.idle.append(reader)
                    return nil
                }
            }
        }
    }
}
