import Accounts
import Measures
import Site

/// What was done with an account, in its timeline.
enum ActivityEvents {
    private static let remembered = 30
    /// Longer minutes are on the activity's own page.
    private static let longestNote = 200

    static let history = AccountHistory(
        events: { try await events($0, $1) },
        acts: { visit, account in
            let mayChange = try await AccountStore(visit.database).includes(account.id, visit.writing)
            let add = AccountHistory.Act(
                visit.text(ActivityText.add), path: "/accounts/\(account.id)/activities/new")
            let all = AccountHistory.Act(
                visit.text(ActivityText.allOfAccount), path: "/activities?account=\(account.id)")
            let hasAny = try await !visit.newestActivities(of: account.id, remembered).isEmpty
            return (mayChange ? [add] : []) + (hasAny ? [all] : [])
        })

    private static func events(_ visit: Visit, _ account: Account) async throws -> [AccountEvent] {
        let table = ActivityTable(visit)
        return try await visit.newestActivities(of: account.id, remembered).map { activity in
            let people = activity.contacts.map(\.name)
            let details = [
                activity.author?.name,
                people.isEmpty ? nil : visit.text(ActivityText.with, ["names": visit.list(people)]),
                activity.comments == 0 ? nil : table.comments(activity.comments),
            ]
            return AccountEvent(
                activity.day, visit.text(activity.kind.title) + (visit.language == .zh ? "：" : ": ") + activity.subject,
                detail: details.compactMap { $0 }.joined(separator: " · "), note: note(activity.minutes),
                path: "/activities/\(activity.id)")
        }
    }

    private static func note(_ minutes: String) -> String? {
        if minutes.isEmpty { return nil }
        return minutes.count > longestNote ? minutes.prefix(longestNote) + "…" : minutes
    }
}

extension Visit {
    /// The newest activities of an account, read once.
    fileprivate func newestActivities(of account: Int, _ count: Int) async throws -> [Activity] {
        struct Question: Hashable, Sendable { var account: Int }
        return try await once(Question(account: account)) {
            var listing = ActivityListing(account: account)
            listing.size = count
            return try await ActivityStore(database).list(listing, scope: scope)
        }
    }
}
