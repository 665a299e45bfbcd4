import Accounts
import Measures
import Site
import Synchronization

/// Tells lists the names of the tiers. Every list asks, so what was found stands for a second; a policy version never
/// changes, so its names are kept.
final class TierWordsSource: Sendable {
    private struct Head {
        var found: (day: Day, policyVersion: Int)
        var until: ContinuousClock.Instant
    }

    private let kept = Mutex<[Int: TierPolicy]>([:])
    private let latest = Mutex<Head?>(nil)

    var contribution: TierWords { TierWords { try await self.words($0) } }

    private func words(_ visit: Visit) async throws -> TierWords.Words? {
        let store = MovementStore(visit.database)
        guard let head = try await head(store) else { return nil }
        let policy = try await policy(head.policyVersion, store)
        return TierWords.Words(
            names: policy.steps.map { visit.language == .zh ? $0.zh : $0.en }, codes: policy.steps.map(\.code),
            asOf: head.day, atRisk: visit.text(ClassificationText.atRisk),
            notYetKnown: visit.text(ClassificationText.notYetKnown),
            secure: visit.text(ClassificationText.secure))
    }

    /// Nobody judged yet is asked again each time: the first evaluation shows at once.
    private func head(_ store: MovementStore) async throws -> (day: Day, policyVersion: Int)? {
        if let known = latest.withLock({ $0 }), known.until > .now { return known.found }
        guard let found = try await store.currentHead() else { return nil }
        latest.withLock { $0 = Head(found: found, until: .now + .seconds(1)) }
        return found
    }

    private func policy(_ version: Int, _ store: MovementStore) async throws -> TierPolicy {
        if let known = kept.withLock({ $0[version] }) { return known }
        let policy = try await store.policy(version: version).tiers
        kept.withLock { $0[version] = policy }
        return policy
    }
}
