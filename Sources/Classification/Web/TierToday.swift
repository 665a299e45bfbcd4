import Measures
import Rights
import Site

/// What of the judging needs somebody: downgrades that wait for a word, and who moved since the month end before.
enum TierToday {
    private static let most = 10

    static let source = TodaySource { visit in
        let store = MovementStore(visit.database)
        guard let now = try await store.evaluation(through: visit.today, scope: visit.scope) else { return [] }
        let policy = try await store.policy(of: now)
        let wording = Wording(visit, policy)
        var items = try await store.waiting(limit: most, scope: visit.scope).map { waiting($0, wording, now) }
        let month = now.day.monthValue.advanced(by: -1).last
        if let before = try await store.evaluation(through: month, scope: visit.scope), before.day == month {
            let movers = try await store.movers(from: before, to: now, limit: 200, scope: visit.scope)
            let urgent = movers.filter { isUrgent($0) }.sorted { comesBefore($0, $1) }.prefix(most)
            items += urgent.map { moved($0, wording, now, since: before.day) }
            if movers.count > urgent.count {
                items.append(
                    TodayItem(
                        visit.text(
                            ClassificationText.todayAllMovers, ["count": wording.count(movers.count)],
                            count: movers.count),
                        path: "/tiers#movers"))
            }
        }
        return items
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
            wording.visit.text(ClassificationText.contributes, ["amount": wording.money($0, now.currency)])
        }
    }
}
