import Accounts
import Hummingbird
import Measures
import Rights
import Site

struct ActivitiesPage: PageValue {
    let list: ListView
}

/// `/activities`: what was done with all accounts that somebody may see, the newest first.
enum ActivityListRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("activities") { try await page($0) }
        routes.get("activities.csv", for: .whoMay(.exporting)) { visit in
            let listing = ActivityListing(query(visit, size: 2_000), visit)
            let (store, scope) = (ActivityStore(visit.database), visit.scope)
            return try await visit.download("activities-\(visit.today.iso).csv") {
                try await export(listing, store, scope, $0)
            }
        }
    }

    private static func query(_ visit: Visit, size: Int = ListQuery.usualSize) -> ListQuery {
        ListQuery(visit, sorts: [], usual: "-day", filters: ["account", "whose", "kind"], size: size)
    }

    private static func page(_ visit: Visit) async throws -> Response {
        let query = query(visit)
        let found = try await ActivityStore(visit.database).list(ActivityListing(query, visit), scope: visit.scope)
        let table = ActivityTable(visit)
        let list = ListView(
            "activities", query: query,
            slice: query.slice(found) { $0.mark.cursor },
            columns: table.columns(withAccount: true), cells: { table.cells($0, withAccount: true) },
            chips: [ListView.Chip(visit.text(ActivityText.mine), filter: "whose", is: "mine", in: query)]
                + ActivityKind.allCases.map {
                    ListView.Chip(visit.text($0.title), filter: "kind", is: $0.rawValue, in: query)
                }, exportPath: found.isEmpty ? nil : "/activities.csv",
            views: try await visit.savedViews(),
            empty: query.filters.isEmpty
                ? .init(visit.text(ActivityText.noneTitle), text: visit.text(ActivityText.noneText))
                : .init(visit.text(ActivityText.noneFound)))
        let page = Page(
            "activities", title: visit.text(ActivityText.title), template: "activities",
            question: visit.text(ActivityText.question), place: .accounts
        ).countingReach
        return try visit.page(page, ActivitiesPage(list: list))
    }

    /// All that the filters let through, a page at a time, so that memory stays small.
    private static func export(
        _ listing: ActivityListing, _ store: ActivityStore, _ scope: Scope, _ write: (String) async throws -> Void
    ) async throws {
        var listing = listing
        listing.place = .start
        let columns = ["id", "day", "account", "kind", "subject", "minutes", "contacts", "author"]
        try await ExportText.write(columns, size: listing.size, to: write) { (last: Activity?) in
            if let last { listing.place = .after(last.mark) }
            return try await store.list(listing, scope: scope)
        } record: { activity in
            [
                String(activity.id), activity.day.iso, activity.account.name, activity.kind.rawValue, activity.subject,
                activity.minutes, activity.contacts.map(\.name).joined(separator: "; "), activity.author?.name ?? "",
            ]
        }
    }
}

extension ActivityListing {
    init(_ query: ListQuery, _ visit: Visit) {
        self.init(
            account: query.filters["account"].flatMap { Int($0) },
            author: query.filters["whose"] == "mine" ? visit.viewer?.user : nil)
        kind = query.filters["kind"].flatMap { ActivityKind(rawValue: $0) }
        size = query.size
        place = query.place.at { DayMark($0) }
    }
}

extension Activity {
    var mark: DayMark { DayMark(day: day, id: id) }
}
