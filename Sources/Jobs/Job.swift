import Foundation

/// One piece of background work, as the database knows it.
package struct Job: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        /// Waits for a worker, perhaps for its time.
        case waiting
        /// A worker is at it, or was when its process died: then its heartbeat stops.
        case running
        case done
        /// Given up; `problem` says why.
        case failed
    }

    package var id: Int
    /// Names the handler.
    package var kind: String
    /// JSON that only the handler reads.
    package var payload: String
    package var state: State
    /// How often it was begun.
    package var attempts: Int
    /// 0…1.
    package var progress: Double
    /// Of the last attempt, for the log and administrators; pages word their own.
    package var problem: String?
    /// Unix seconds.
    package var created: Int
    package var started: Int?
    package var ended: Int?

    /// Who asked for it and from where: what it changes, it changes for them.
    package var user: Int?
    package var userName = ""
    package var address: String?

    package var isOver: Bool { state == .done || state == .failed }

    package func payload<Value: Decodable>(as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(payload.utf8))
    }
}
