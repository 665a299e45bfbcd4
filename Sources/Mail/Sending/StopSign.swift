import Synchronization

/// Tells a thread at work that nobody waits for it any more.
final class StopSign: Sendable {
    private let flag = Atomic(false)

    var isRaised: Bool { flag.load(ordering: .relaxed) }
    func raise() { flag.store(true, ordering: .relaxed) }
}
