import Hummingbird
import Measures
import Rights
import Site

struct RolesPage: PageValue {
    let list: ListView
    let addPath: String
}

struct RolePage: PageValue {
    let path: String
    let fields: [FieldView]
    let masks: [FieldView]
    let acts: [FieldView]
    let hasProblems: Bool
    let problem: String?
    /// Said instead of a form of the role that nobody may change.
    let note: String?
    let isChangeable: Bool
    let removePath: String?
}

/// `/settings/roles`: what each kind of person may see and do.
struct RoleRoutes: Sendable {
    private let path = "/settings/roles"
    private static let offered = Act.allCases.filter { $0 != .administering }

    func hang(_ routes: Routes) {
        let audience = Routes.Audience.whoMay(.administering)
        routes.get("settings/roles", for: audience) { try await list($0) }
        routes.export("settings/roles", for: audience) { try await $0.send(try await file($0)) }
        routes.post("settings/roles", for: audience) { try await keep($0, nil) }
        routes.get("settings/roles/new", for: audience) { try await page($0, nil, problems: []) }
        routes.get("settings/roles/:code", for: audience) { try await page($0, try await found($0), problems: []) }
        routes.post("settings/roles/:code", for: audience) { try await keep($0, try await found($0)) }
        routes.post("settings/roles/:code/remove", for: audience) { try await remove($0) }
    }

    private func file(_ visit: Visit) async throws -> ListFile {
        let roles = try await OrganisationStore(visit.database).roles()
        let people = Dictionary(
            grouping: try await PeopleStore(visit.database).users(visit.scope).filter(\.isHere), by: \.role)
        return ListFile(
            "roles-\(visit.today.iso)",
            [
                .text("code"), .text("name"), .choice("reads", Reach.allCases.map { ($0.rawValue, $0.title) }),
                .choice("writes", Reach.allCases.map { ($0.rawValue, $0.title) }),
                .choice("fields", Field.allCases.map { ($0.rawValue, $0.title) }),
                .choice("acts", Act.allCases.map { ($0.rawValue, $0.title) }),
                .number("people"),
            ], for: visit.scope,
            records: roles.map { role in
                [
                    role.code, role.title(visit), role.reads.rawValue, role.writes.rawValue,
                    Field.allCases.filter { role.fields.contains($0) }.map(\.rawValue).joined(separator: "; "),
                    Act.allCases.filter { role.may($0) }.map(\.rawValue).joined(separator: "; "),
                    String(people[role.code]?.count ?? 0),
                ]
            })
    }

    private func list(_ visit: Visit) async throws -> Response {
        let roles = try await OrganisationStore(visit.database).roles()
        let people = Dictionary(
            grouping: try await PeopleStore(visit.database).users(visit.scope).filter(\.isHere), by: \.role)
        let mark = visit.language == .zh ? "、" : ", "
        func words(_ titles: [PeopleText]) -> ListCell {
            titles.isEmpty ? .unknown : .text(titles.map { visit.text($0) }.joined(separator: mark))
        }
        let list = ListView(
            "roles", query: ListQuery(visit, sorts: [], usual: "name"), slice: ListSlice(rows: roles),
            columns: [
                ListView.Column.text("name", visit.text(PeopleText.role), isSortable: false).asName,
                .text("reads", visit.text(PeopleText.roleReads), isSortable: false),
                .text("writes", visit.text(PeopleText.roleWrites), isSortable: false),
                .text("fields", visit.text(PeopleText.roleFields), isSortable: false).onWideScreens,
                .text("acts", visit.text(PeopleText.roleActs), isSortable: false).onWideScreens,
                .number("people", visit.text(PeopleText.people), isSortable: false),
            ],
            cells: { role in
                [
                    .link(role.title(visit), path: "\(path)/\(role.code)"), .text(visit.text(role.reads.title)),
                    .text(visit.text(role.writes.title)),
                    words(Field.allCases.filter { role.fields.contains($0) }.map(\.title)),
                    words(Act.allCases.filter { role.may($0) }.map(\.title)),
                    .number(String(people[role.code]?.count ?? 0)),
                ]
            }, exportPath: path, empty: .init(visit.text(PeopleText.rolesTitle)))
        let page = Page(
            "roles", title: visit.text(PeopleText.rolesTitle), template: "roles",
            question: visit.text(PeopleText.rolesQuestion), place: .settings, newPath: "\(path)/new")
        return try visit.page(page, RolesPage(list: list, addPath: "\(path)/new"))
    }

    private func keep(_ visit: Visit, _ known: Role?) async throws -> Response {
        do {
            let draft = try RoleDraft(
                code: known?.code ?? visit.form.trimmed("code").lowercased(), name: visit.form.line("name"),
                reads: Reach(rawValue: visit.form["reads"]) ?? .none,
                writes: Reach(rawValue: visit.form["writes"]) ?? .none,
                fields: Set(Field.allCases.filter { visit.form.isChecked("field-\($0.rawValue)") }),
                acts: Set(Self.offered.filter { visit.form.isChecked("act-\($0.rawValue)") }), isNew: known == nil)
            try await OrganisationStore(visit.database).keep(draft, isNew: known == nil)
            return visit.redirect(
                to: path, flash: Flash(visit.text(PeopleText.roleSaved, ["role": draft.role.title(visit)])))
        } catch let problem as RoleDraft.Problem {
            return try await page(visit, known, problems: [problem.at(visit)])
        }
    }

    private func remove(_ visit: Visit) async throws -> Response {
        let role = try await found(visit)
        do { try await OrganisationStore(visit.database).remove(role: role.code) } catch let problem
            as RoleDraft.Problem
        {
            return try await page(visit, role, problems: [problem.at(visit)])
        }
        return visit.redirect(
            to: path, flash: Flash(visit.text(PeopleText.roleRemoved, ["role": role.title(visit)])))
    }

    private func page(_ visit: Visit, _ role: Role?, problems: [FieldProblem]) async throws -> Response {
        let page = Page(
            "role", title: role?.title(visit) ?? visit.text(PeopleText.roleNew), template: "role",
            question: visit.text(role == nil ? PeopleText.roleNewQuestion : .roleQuestion), place: .settings,
            breadcrumbs: [.init(visit.text(PeopleText.rolesTitle), path)],
            path: role.map { "\(path)/\($0.code)" } ?? "\(path)/new")
        let isAdministrator = role?.code == Role.administratorCode
        let isBuiltIn = role.map { known in Role.builtIn.contains { $0.code == known.code } } ?? false
        let value = RolePage(
            path: role.map { "\(path)/\($0.code)" } ?? path,
            fields: names(visit, role, isBuiltIn, problems) + reaches(visit, role, problems),
            masks: Field.allCases.map { box("field-\($0.rawValue)", $0.title, role?.fields.contains($0), visit) },
            acts: Self.offered.map { box("act-\($0.rawValue)", $0.title, role?.may($0), visit) },
            hasProblems: problems.contains { !$0.field.isEmpty },
            problem: problems.first { $0.field.isEmpty }?.text,
            note: isAdministrator ? visit.text(PeopleText.roleAdministratorNote) : nil,
            isChangeable: !isAdministrator,
            removePath: role == nil || isBuiltIn ? nil : role.map { "\(path)/\($0.code)/remove" })
        return try visit.page(page, value, status: problems.isEmpty ? .ok : .formProblems)
    }

    private func names(
        _ visit: Visit, _ role: Role?, _ isBuiltIn: Bool, _ problems: [FieldProblem]
    ) -> [FieldView] {
        if isBuiltIn { return [] }
        let name = FieldView(
            "name", label: visit.text(PeopleText.roleName), form: visit.form, value: role?.name ?? "",
            problems: problems, autocomplete: "off")
        guard role == nil else { return [name] }
        return [
            name,
            FieldView(
                "code", label: visit.text(PeopleText.roleCode), form: visit.form, problems: problems,
                hint: visit.text(PeopleText.roleCodeHint), autocomplete: "off"),
        ]
    }

    private func reaches(_ visit: Visit, _ role: Role?, _ problems: [FieldProblem]) -> [FieldView] {
        let options = Reach.allCases.map { FieldView.Option($0.rawValue, visit.text($0.title)) }
        return [
            FieldView(
                "reads", label: visit.text(PeopleText.roleReads), kind: .choice(options), form: visit.form,
                value: (role?.reads ?? .own).rawValue, problems: problems, hint: visit.text(PeopleText.reachHint)),
            FieldView(
                "writes", label: visit.text(PeopleText.roleWrites), kind: .choice(options), form: visit.form,
                value: (role?.writes ?? .own).rawValue, problems: problems),
        ]
    }

    private func box(_ name: String, _ label: PeopleText, _ isSet: Bool?, _ visit: Visit) -> FieldView {
        FieldView(
            name, label: visit.text(label), kind: .checkbox, form: visit.form, value: isSet == true ? "yes" : "")
    }

    private func found(_ visit: Visit) async throws -> Role {
        let code = visit.parameters.get("code")
        guard let role = try await OrganisationStore(visit.database).roles().first(where: { $0.code == code }) else {
            throw Refusal.notFound
        }
        return role
    }
}
