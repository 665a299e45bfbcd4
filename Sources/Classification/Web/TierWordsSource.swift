import Accounts
import Measures
import Site
import Synchronization

/// Tells lists the names of the tiers. A policy version never changes, so its names are kept.
final class TierWordsSource: Sendable {
    private let kept = Mutex<[Int: TierPolicy]>([:])

    var contribution: TierWords { TierWords { try await self.words($0) } }

    private func words(_ visit: Visit) async throws -> TierWords.Words? {
        let store = MovementStore(visit.database)
        guard let head = try await store.currentHead() else { return nil }
        let policy = try await policy(head.policyVersion, store)
        return TierWords.Words(
            names: policy.steps.map { visit.language == .zh ? $0.zh : $0.en }, codes: policy.steps.map(\.code),
            asOf: head.day, atRisk: visit.text(ClassificationText.atRisk),
            notYetKnown: visit.text(ClassificationText.notYetKnown))
    }

    private func policy(_ version: Int, _ store: MovementStore) async throws -> TierPolicy {
        if let known = kept.withLock({ $0[version] }) { return known }
        let policy = try await store.policy(version: version).tiers
        kept.withLock { $0[version] = policy }
        return policy
    }
}
