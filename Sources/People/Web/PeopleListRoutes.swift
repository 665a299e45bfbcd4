import Hummingbird
import Measures
import Rights
import Site

struct PeoplePage: PageValue {
    let filters: ListFilters
    let list: ListView
    let addPath: String
}

/// `/settings/people`: who works with the product, in which role and team.
enum PeopleListRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("settings/people", for: .whoMay(.administering)) { try await page($0) }
        routes.export("settings/people", for: .whoMay(.administering)) { try await $0.send(try await file($0)) }
    }

    private static func query(_ visit: Visit) -> ListQuery {
        ListQuery(visit, sorts: [], usual: "name", filters: ["role", "unit", "state"])
    }

    private static func file(_ visit: Visit) async throws -> ListFile {
        let users = try await PeopleStore(visit.database).users(PeopleListing(query(visit)), visit.scope)
        let organisation = try await OrganisationStore(visit.database).organisation()
        let roles = try await OrganisationStore(visit.database).roles()
        let titles = Dictionary(uniqueKeysWithValues: roles.map { ($0.code, $0.title(visit)) })
        return ListFile(
            "people-\(visit.today.iso)",
            [
                .text("username"), .text("name", title: .columnPersonName), .worded("role") { code, _ in titles[code] },
                .text("team"), .day("left"),
            ], for: visit.scope,
            records: users.map { user in
                [
                    user.username, user.name, user.role, user.unit.flatMap { organisation[$0] }?.name ?? "",
                    user.leftAt.map { Day(unixSeconds: $0, in: visit.site.settings.timeZone).iso } ?? "",
                ]
            })
    }

    private static func page(_ visit: Visit) async throws -> Response {
        let query = query(visit)
        let users = try await PeopleStore(visit.database).users(PeopleListing(query), visit.scope)
        let roles = try await OrganisationStore(visit.database).roles()
        let organisation = try await OrganisationStore(visit.database).organisation()
        let page = Page(
            "people", title: visit.text(PeopleText.peopleTitle), template: "people",
            question: visit.text(PeopleText.peopleQuestion), place: .settings, newPath: "/settings/people/new")
        let list = ListView(
            "people", query: query, slice: ListSlice(rows: users), columns: columns(visit),
            cells: cells(visit, roles, organisation),
            exportPath: users.isEmpty ? nil : "/settings/people", isSearchable: true,
            views: try await visit.savedViews(),
            empty: .init(
                visit.text(PeopleText.nobodyFits), act: visit.text(PeopleText.everybody), path: "/settings/people"))
        return try visit.page(
            page,
            PeoplePage(
                filters: filters(visit, query, roles, organisation), list: list, addPath: "/settings/people/new"))
    }

    private static func filters(
        _ visit: Visit, _ query: ListQuery, _ roles: [Role], _ organisation: Organisation
    ) -> ListFilters {
        func choice(_ name: String, _ label: PeopleText, _ options: [FieldView.Option]) -> FieldView {
            FieldView(
                name, label: visit.text(label), kind: .choice([.init("", visit.text(PeopleText.filterAny))] + options),
                value: query.filters[name] ?? "", isRequired: false)
        }
        return ListFilters(
            query,
            fields: [
                choice("role", .role, roles.map { .init($0.code, $0.title(visit)) }),
                choice("unit", .unit, organisation.options),
                choice(
                    "state", .state,
                    [.init("here", visit.text(PeopleText.here)), .init("left", visit.text(PeopleText.gone))]),
            ])
    }

    private static func columns(_ visit: Visit) -> [ListView.Column] {
        [
            ListView.Column.text("name", visit.text(PeopleText.name), isSortable: false).asName,
            .text("username", visit.text(PeopleText.username), isSortable: false).onWideScreens,
            .text("role", visit.text(PeopleText.role), isSortable: false),
            .text("unit", visit.text(PeopleText.unit), isSortable: false),
            .text("state", visit.text(PeopleText.state), isSortable: false),
        ]
    }

    private static func cells(
        _ visit: Visit, _ roles: [Role], _ organisation: Organisation
    ) -> (User) -> [ListCell] {
        let titles = Dictionary(uniqueKeysWithValues: roles.map { ($0.code, $0.title(visit)) })
        return { user in
            let day = user.leftAt.map { Day(unixSeconds: $0, in: visit.site.settings.timeZone).iso }
            return [
                .link(user.name, path: "/settings/people/\(user.id)"), .text(user.username),
                .text(titles[user.role] ?? user.role),
                user.unit.flatMap { organisation[$0] }.map { .text($0.name) } ?? .unknown,
                day.map { .badge(visit.text(PeopleText.leftOn, ["day": $0]), .plain) }
                    ?? .text(visit.text(PeopleText.here)),
            ]
        }
    }
}

extension PeopleListing {
    fileprivate init(_ query: ListQuery) {
        self.init()
        search = query.search
        role = query.filters["role"]
        unit = query.filters["unit"].flatMap { Int($0) }
        isHere = ["here": true, "left": false][query.filters["state"] ?? ""]
    }
}
