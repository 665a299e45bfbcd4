import Synchronization

/// Counts reasons while the reject file is written, on whatever thread that is.
final class RejectTally: Sendable {
    private let counts = Mutex<[RejectReason: Int]>([:])

    func count(_ problem: RowProblem) { counts.withLock { $0[RejectReason(problem), default: 0] += 1 } }

    /// The most frequent first.
    var reasons: [RejectReason] {
        counts.withLock { counts in
            counts.map { reason, count in
                var reason = reason
                reason.count = count
                return reason
            }
        }.sorted { ($0.count, $1.order) > ($1.count, $0.order) }
    }
}

extension RejectReason {
    /// Reasons of as many lines keep their place.
    fileprivate var order: String { kind.rawValue + (field?.rawValue ?? "") }
}
