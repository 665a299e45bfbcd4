import Synchronization

/// The calls with an `Idempotency-Key` that this program is answering.
final class CallsUnderWay: Sendable {
    private struct Call: Hashable {
        var token: Int
        var key: String
    }

    private let calls = Mutex<Set<Call>>([])

    /// False when the same call is being answered.
    func begin(_ token: Int, _ key: String) -> Bool {
        calls.withLock { $0.insert(Call(token: token, key: key)).inserted }
    }

    func end(_ token: Int, _ key: String) { calls.withLock { _ = $0.remove(Call(token: token, key: key)) } }
}
