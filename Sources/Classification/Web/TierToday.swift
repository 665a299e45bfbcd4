import Accounts
import Measures
import Rights
import Site

/// What of the judging needs somebody: downgrades that wait for a word, and who moved since the month end before.
struct TierToday: Sendable {
    private struct Question: Hashable, Sendable {
        let day: Day
        let scope: Scope
    }

    private struct Found: Sendable {
        var waiting: [Mover]
        /// The largest since the month end; nil where that one was not judged.
        var movers: [Mover]?
        /// How many there are of them.
        var count = 0
    }

    private static let most = 10
    private static let mostMovers = 200
    /// Each is a walk over all judgements, so it is kept until the next evaluation or change of the ledger.
    private let kept = KeptAnswers<Question, Found>()

    var source: TodaySource { TodaySource { try await items($0) } }

    private func items(_ visit: Visit) async throws -> [TodayItem] {
        let store = MovementStore(visit.database)
        guard let now = try await store.evaluation(through: visit.today, scope: visit.scope) else { return [] }
        let month = now.day.monthValue.advanced(by: -1).last
        let found = try await found(visit, now, since: month)
        let wording = Wording(visit, try await store.policy(of: now))
        var items = found.waiting.map { Self.waiting($0, wording, now) }
        guard let movers = found.movers else { return items }
        let urgent = movers.filter { Self.isUrgent($0) }.sorted { Self.comesBefore($0, $1) }.prefix(Self.most)
        items += urgent.map { Self.moved($0, wording, now, since: month) }
        if found.count > urgent.count {
            items.append(
                TodayItem(
                    visit.text(
                        ClassificationText.todayAllMovers, ["count": wording.count(found.count)], count: found.count),
                    path: "/tiers#movers"))
        }
        return items
    }

    private func found(_ visit: Visit, _ now: StoredEvaluation, since month: Day) async throws -> Found {
        let (store, scope) = (MovementStore(visit.database), visit.scope)
        return try await kept.answer(Question(day: now.day, scope: scope), version: try await visit.version(of: now)) {
            var found = Found(waiting: try await store.waiting(limit: Self.most, scope: scope))
            if let before = try await store.evaluation(through: month, scope: scope), before.day == month {
                found.movers = try await store.movers(from: before, to: now, limit: Self.mostMovers, scope: scope)
                found.count = try await store.moverCount(from: before, to: now, scope: scope)
            }
            return found
        }
    }

    /// What concerns the first two tiers, on either side, or a Key account's safety.
    private static func isUrgent(_ mover: Mover) -> Bool {
        let places = [mover.before.tier, mover.now.tier].compactMap { $0?.place }
        if !mover.changesTier { return mover.now.safety == .atRisk }
        return places.contains { $0 <= 1 }
    }

    /// Losses before gains; among them the higher tier, and there the larger account.
    private static func comesBefore(_ left: Mover, _ right: Mover) -> Bool {
        func key(_ mover: Mover) -> (Int, Int, Int64, Int64) {
            let places = [mover.before.tier, mover.now.tier].compactMap { $0?.place }
            return (
                mover.changesTier && mover.goesUp ? 1 : 0, places.min() ?? .max, -(mover.now.contribution ?? 0),
                Int64(mover.unit)
            )
        }
        return key(left) < key(right)
    }

    private static func waiting(_ mover: Mover, _ wording: Wording, _ now: StoredEvaluation) -> TodayItem {
        let key: ClassificationText =
            mover.reason == .waitsForManager ? .todayWaitsForManager : .todayWaitsForOwner
        return TodayItem(
            wording.visit.text(
                key,
                ["name": mover.name, "tier": wording.tier(mover.before.tier), "size": wording.tier(mover.now.tier)]),
            path: "/accounts/\(mover.unit)" + (wording.visit.may(.approving) ? "/tier" : ""),
            detail: contribution(mover, wording, now))
    }

    private static func moved(
        _ mover: Mover, _ wording: Wording, _ now: StoredEvaluation, since day: Day
    ) -> TodayItem {
        let visit = wording.visit
        let words = [
            "name": mover.name, "before": wording.tier(mover.before.tier), "now": wording.tier(mover.now.tier),
        ]
        let key: ClassificationText =
            !mover.changesTier
            ? .todayAtRisk : mover.goesUp ? .todayUp : mover.now.tier == nil ? .todayGone : .todayDown
        return TodayItem(
            visit.text(key, words), path: "/accounts/\(mover.unit)",
            detail: [visit.text(ClassificationText.since, ["day": day.iso]), contribution(mover, wording, now)]
                .compactMap { $0 }.joined(separator: " · "))
    }

    /// Nil where the visitor may not see it.
    private static func contribution(_ mover: Mover, _ wording: Wording, _ now: StoredEvaluation) -> String? {
        mover.now.contribution.map {
            wording.visit.text(
                now.isByRevenue ? ClassificationText.brings : .contributes,
                ["amount": wording.roundMoney($0, now.currency)])
        }
    }
}
