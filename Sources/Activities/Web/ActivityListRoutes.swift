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
        routes.export("activities") { try await $0.send(file($0)) }
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
                }, exportPath: found.isEmpty ? nil : "/activities",
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

    private static func file(_ visit: Visit) -> ListFile {
        let listing = ActivityListing(query(visit, size: ListFile.pageSize), visit)
        let (store, scope) = (ActivityStore(visit.database), visit.scope)
        return ListFile(
            "activities-\(visit.today.iso)",
            [
                .number("id"), .day("day"), .text("account_code"), .text("account"),
                .choice("kind", ActivityKind.allCases.map { ($0.rawValue, $0.title) }), .text("subject"),
                .text("minutes"),
                .text("contacts"), .text("author"),
            ], for: scope
        ) { (last: Activity?) in
            var listing = listing
            listing.place = last.map { .after($0.mark) } ?? .start
            return try await store.list(listing, scope: scope)
        } records: { activity in
            [
                [
                    String(activity.id), activity.day.iso, activity.accountCode, activity.account.name,
                    activity.kind.rawValue,
                    activity.subject, activity.minutes, activity.contacts.map(\.name).joined(separator: "; "),
                    activity.author?.name ?? "",
                ]
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
