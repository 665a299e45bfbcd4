import CLibpq
import Database
import Dispatch

/// One connection bound to one serial queue: libpq blocks, so it never runs on the cooperative pool.
final class PostgresSession: @unchecked Sendable {
    // Only touched on the queue.
    private let link: PostgresLink
    private let queue: DispatchQueue

    private init(_ link: PostgresLink, _ queue: DispatchQueue) {
        self.link = link
        self.queue = queue
    }

    static func open(_ url: String) async throws -> PostgresSession {
        let queue = DispatchQueue(label: "mainstay.postgres")
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Result { PostgresSession(try PostgresLink(url: url), queue) })
            }
        }
    }

    func run<T: Sendable>(_ body: @escaping @Sendable (PostgresLink) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body(self.link) }) }
        }
    }

    func isSound() async -> Bool {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.link.isSound) }
        }
    }
}
