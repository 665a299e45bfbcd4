import Hummingbird
import Measures
import Rights
import Site

struct TeamsPage: PageValue {
    let list: ListView
    let addPath: String
}

struct TeamPage: PageValue {
    let path: String
    let fields: [FieldView]
    let hasProblems: Bool
    let problem: String?
    let removePath: String?
}

/// `/settings/teams`: departments and teams as a tree, and who leads them.
struct TeamRoutes: Sendable {
    private let path = "/settings/teams"

    func hang(_ routes: Routes) {
        let audience = Routes.Audience.whoMay(.administering)
        routes.get("settings/teams", for: audience) { try await list($0) }
        routes.export("settings/teams", for: audience) { try await $0.send(try await file($0)) }
        routes.post("settings/teams", for: audience) { try await keep($0, nil) }
        routes.get("settings/teams/new", for: audience) { try await page($0, nil, problems: []) }
        routes.get("settings/teams/:unit", for: audience) { try await page($0, try await found($0), problems: []) }
        routes.post("settings/teams/:unit", for: audience) { try await keep($0, try await found($0)) }
        routes.post("settings/teams/:unit/remove", for: audience) { try await remove($0) }
    }

    private func list(_ visit: Visit) async throws -> Response {
        let organisation = try await OrganisationStore(visit.database).organisation()
        let users = try await PeopleStore(visit.database).users(visit.scope)
        let names = Dictionary(uniqueKeysWithValues: users.map { ($0.id, $0.name) })
        let people = Dictionary(grouping: users.filter(\.isHere)) { $0.unit }
        let list = ListView(
            "teams", query: ListQuery(visit, sorts: [], usual: "name"), slice: ListSlice(rows: organisation.inOrder),
            columns: [
                ListView.Column.text("name", visit.text(PeopleText.teamName), isSortable: false).asName,
                .text("kind", visit.text(PeopleText.kind), isSortable: false).onWideScreens,
                .text("manager", visit.text(PeopleText.manager), isSortable: false),
                .number("people", visit.text(PeopleText.people), isSortable: false),
            ],
            cells: { placed in
                let unit = placed.unit
                return [
                    .link(
                        String(repeating: "\u{2003}", count: placed.depth) + unit.name, path: "\(path)/\(unit.id)"),
                    .text(visit.text(unit.kind.title)),
                    unit.manager.flatMap { names[$0] }.map { .text($0) } ?? .unknown,
                    .number(String(people[unit.id]?.count ?? 0)),
                ]
            },
            exportPath: organisation.inOrder.isEmpty ? nil : path,
            empty: .init(
                visit.text(PeopleText.teamsNone), text: visit.text(PeopleText.teamsNoneText),
                act: visit.text(PeopleText.addTeam), path: "\(path)/new"))
        let page = Page(
            "teams", title: visit.text(PeopleText.teamsTitle), template: "teams",
            question: visit.text(PeopleText.teamsQuestion), place: .settings, newPath: "\(path)/new")
        return try visit.page(page, TeamsPage(list: list, addPath: "\(path)/new"))
    }

    private func file(_ visit: Visit) async throws -> ListFile {
        let organisation = try await OrganisationStore(visit.database).organisation()
        let users = try await PeopleStore(visit.database).users(visit.scope)
        let usernames = Dictionary(uniqueKeysWithValues: users.map { ($0.id, $0.username) })
        let people = Dictionary(grouping: users.filter(\.isHere)) { $0.unit }
        return ListFile(
            "teams-\(visit.today.iso)",
            [
                .number("id"), .text("name"), .choice("kind", OrgUnit.Kind.allCases.map { ($0.rawValue, $0.title) }),
                .number("part_of"), .text("manager"), .number("people"),
            ],
            for: visit.scope,
            records: organisation.inOrder.map(\.unit).map { unit in
                [
                    String(unit.id), unit.name, unit.kind.rawValue, unit.parent.map { String($0) } ?? "",
                    unit.manager.flatMap { usernames[$0] } ?? "", String(people[unit.id]?.count ?? 0),
                ]
            })
    }

    private func keep(_ visit: Visit, _ known: OrgUnit?) async throws -> Response {
        let unit = OrgUnit(
            id: known?.id ?? 0, parent: Int(visit.form["above"]),
            kind: OrgUnit.Kind(rawValue: visit.form["kind"]) ?? .team, name: visit.form.line("name"),
            manager: Int(visit.form["manager"]))
        let store = OrganisationStore(visit.database)
        do {
            if known == nil { _ = try await store.add(unit) } else { try await store.change(unit) }
        } catch let problem as OrganisationProblem {
            return try await page(visit, known, problems: [problem.at(visit)])
        }
        return visit.redirect(to: path, flash: Flash(visit.text(PeopleText.teamSaved)))
    }

    private func remove(_ visit: Visit) async throws -> Response {
        let unit = try await found(visit)
        do { try await OrganisationStore(visit.database).remove(unit: unit.id) } catch let problem
            as OrganisationProblem
        { return try await page(visit, unit, problems: [problem.at(visit)]) }
        return visit.redirect(to: path, flash: Flash(visit.text(PeopleText.teamRemoved, ["name": unit.name])))
    }

    private func page(_ visit: Visit, _ unit: OrgUnit?, problems: [FieldProblem]) async throws -> Response {
        let organisation = try await OrganisationStore(visit.database).organisation()
        let users = try await PeopleStore(visit.database).users(visit.scope).filter(\.isHere)
        let page = Page(
            "team", title: unit?.name ?? visit.text(PeopleText.teamNew), template: "team",
            question: visit.text(PeopleText.teamQuestion), place: .settings,
            breadcrumbs: [.init(visit.text(PeopleText.teamsTitle), path)],
            path: unit.map { "\(path)/\($0.id)" } ?? "\(path)/new")
        let kinds = OrgUnit.Kind.allCases.map { FieldView.Option($0.rawValue, visit.text($0.title)) }
        func choice(_ none: PeopleText, _ options: [FieldView.Option]) -> FieldView.Kind {
            .choice([FieldView.Option("", visit.text(none))] + options)
        }
        func field(_ name: String, _ label: PeopleText, _ kind: FieldView.Kind, _ value: String) -> FieldView {
            FieldView(
                name, label: visit.text(label), kind: kind, form: visit.form, value: value, problems: problems,
                autocomplete: "off")
        }
        let value = TeamPage(
            path: unit.map { "\(path)/\($0.id)" } ?? path,
            fields: [
                field("name", .teamName, .text, unit?.name ?? ""),
                field("kind", .kind, .choice(kinds), unit?.kind.rawValue ?? OrgUnit.Kind.team.rawValue),
                field("above", .above, choice(.top, organisation.options), unit?.parent.map { String($0) } ?? ""),
                field(
                    "manager", .manager, choice(.noManager, users.map { .init(String($0.id), $0.name) }),
                    unit?.manager.map { String($0) } ?? ""),
            ], hasProblems: problems.contains { !$0.field.isEmpty },
            problem: problems.first { $0.field.isEmpty }?.text,
            removePath: unit.map { "\(path)/\($0.id)/remove" })
        return try visit.page(page, value, status: problems.isEmpty ? .ok : .formProblems)
    }

    private func found(_ visit: Visit) async throws -> OrgUnit {
        let id = try visit.number("unit")
        guard let unit = try await OrganisationStore(visit.database).organisation()[id] else { throw Refusal.notFound }
        return unit
    }
}
