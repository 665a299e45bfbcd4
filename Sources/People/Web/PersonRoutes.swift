import Hummingbird
import Measures
import Rights
package import Site

struct PersonPage: PageValue {
    /// What is done with somebody who is here.
    struct Leaving: PageValue {
        let path: String
        let linkPath: String
        /// Nil for somebody who signs in with the password alone.
        let endTwoStepPath: String?
        let text: String
        let holdings: [String]
        let successor: FieldView
    }

    struct Return: PageValue {
        let path: String
    }

    let path: String
    let fields: [FieldView]
    let hasProblems: Bool
    let leaving: Leaving?
    let back: Return?
}

struct PasswordPage: PageValue {
    let text: String
    let username: String
    let password: String
    let back: String
}

/// `/settings/people/:user`: who comes, changes and leaves.
struct PersonRoutes: Sendable {
    private let path = "/settings/people"

    func hang(_ routes: Routes) {
        let audience = Routes.Audience.whoMay(.administering)
        routes.post("settings/people", for: audience) { try await add($0) }
        routes.get("settings/people/new", for: audience) { try await new($0, problems: []) }
        routes.get("settings/people/:user", for: audience) { try await person($0, problems: []) }
        routes.post("settings/people/:user", for: audience) { try await change($0) }
        routes.post("settings/people/:user/leave", for: audience) { try await leave($0) }
        routes.post("settings/people/:user/return", for: audience) { visit in
            let user = try await found(visit)
            try await PeopleStore(visit.database).takeBack(user.id)
            return visit.redirect(to: "\(path)/\(user.id)", flash: Flash(visit.text(PeopleText.back)))
        }
    }

    // MARK: Coming

    private func add(_ visit: Visit) async throws -> Response {
        let password = RandomPassword.make()
        let user = NewUser(
            username: visit.form["username"], name: visit.form.line("name"), password: password,
            language: Language(rawValue: visit.form["language"]) ?? visit.language, role: visit.form["role"],
            unit: Int(visit.form["unit"]))
        switch try await PeopleStore(visit.database).add(user, now: visit.now) {
        case .problems(let problems): return try await new(visit, problems: problems.map { $0.at(visit) })
        case .taken: throw Refusal.broken
        case .user(let id):
            // Shown on this one page and kept nowhere.
            let page = Page(
                "person-added", title: visit.text(PeopleText.personAdded, ["name": user.name]),
                template: "password-once",
                question: visit.text(PeopleText.passwordOnceTitle), place: .settings, breadcrumbs: crumbs(visit))
            return try visit.page(
                page,
                PasswordPage(
                    text: visit.text(PeopleText.passwordOnce), username: user.username, password: password,
                    back: "\(path)/\(id)"))
        }
    }

    private func new(_ visit: Visit, problems: [FieldProblem]) async throws -> Response {
        let page = Page(
            "person-new", title: visit.text(PeopleText.personNew), template: "person",
            question: visit.text(PeopleText.personNewQuestion), place: .settings, breadcrumbs: crumbs(visit),
            path: "\(path)/new")
        let username = FieldView(
            "username", label: visit.text(PeopleText.username), form: visit.form, problems: problems,
            hint: visit.text(PeopleText.usernameHint), autocomplete: "off")
        let language = FieldView(
            "language", label: visit.text(PeopleText.language), kind: .choice(.languages), form: visit.form,
            value: visit.language.rawValue)
        let fields =
            [name(visit, "", problems), username]
            + (try await places(visit, role: "representative", unit: nil, problems)) + [language]
        return try visit.page(
            page, PersonPage(path: path, fields: fields, hasProblems: !problems.isEmpty, leaving: nil, back: nil),
            status: problems.isEmpty ? .ok : .formProblems)
    }

    // MARK: One person

    private func person(_ visit: Visit, problems: [FieldProblem]) async throws -> Response {
        let user = try await found(visit)
        let page = Page(
            "person", title: user.name, template: "person",
            question: user.username + " · " + visit.text(PeopleText.personQuestion), place: .settings,
            breadcrumbs: crumbs(visit), path: "\(path)/\(user.id)")
        let fields =
            [name(visit, user.name, problems)]
            + (try await places(visit, role: user.role, unit: user.unit, problems))
        let value = PersonPage(
            path: "\(path)/\(user.id)", fields: fields, hasProblems: !problems.isEmpty,
            leaving: user.isHere ? try await leaving(user, visit, problems) : nil,
            back: user.isHere ? nil : .init(path: "\(path)/\(user.id)/return"))
        return try visit.page(page, value, status: problems.isEmpty ? .ok : .formProblems)
    }

    private func change(_ visit: Visit) async throws -> Response {
        let user = try await found(visit)
        let problems = try await PeopleStore(visit.database).change(
            user.id, name: visit.form.line("name"), role: visit.form["role"], unit: Int(visit.form["unit"]))
        guard problems.isEmpty else { return try await person(visit, problems: problems.map { $0.at(visit) }) }
        return visit.redirect(to: path, flash: Flash(visit.text(PeopleText.personSaved)))
    }

    // MARK: Leaving

    private func leaving(
        _ user: User, _ visit: Visit, _ problems: [FieldProblem]
    ) async throws -> PersonPage.Leaving {
        var holdings: [String] = []
        for handover in visit.site.contributions(Handover.self) {
            if let held = try await handover.summary(visit, user.id) { holdings.append(held) }
        }
        var hasTwoSteps = false
        if case .on = try await TwoStepStore(visit.database).state(of: user.id) { hasTwoSteps = true }
        let others = try await visit.holders().filter { $0.id != user.id }
        let options =
            [FieldView.Option("", visit.text(PeopleText.nobody))]
            + others.map { FieldView.Option(String($0.id), $0.name) }
        return PersonPage.Leaving(
            path: "\(path)/\(user.id)/leave", linkPath: "\(path)/\(user.id)/password-links",
            endTwoStepPath: hasTwoSteps ? "\(path)/\(user.id)/two-step/end" : nil,
            text: visit.text(PeopleText.leaveText, ["name": user.name]),
            holdings: holdings.isEmpty ? [visit.text(PeopleText.holdsNothing)] : holdings,
            successor: FieldView(
                "successor", label: visit.text(PeopleText.successor), kind: .choice(options), form: visit.form,
                problems: problems))
    }

    private func leave(_ visit: Visit) async throws -> Response {
        let user = try await found(visit)
        let problems = try await PeopleStore(visit.database).leave(
            user.id, successor: Int(visit.form["successor"]), handing: visit.site.contributions(Handover.self),
            now: visit.now)
        guard problems.isEmpty else { return try await person(visit, problems: problems.map { $0.at(visit) }) }
        let text: PeopleText = Int(visit.form["successor"]) == nil ? .leftToNobody : .left
        return visit.redirect(to: path, flash: Flash(visit.text(text, ["name": user.name])))
    }

    // MARK: Parts

    private func found(_ visit: Visit) async throws -> User {
        guard let user = try await PeopleStore(visit.database).user(try visit.number("user"), visit.scope) else {
            throw Refusal.notFound
        }
        return user
    }

    private func crumbs(_ visit: Visit) -> [Page.Crumb] { [.init(visit.text(PeopleText.peopleTitle), path)] }

    private func name(_ visit: Visit, _ value: String, _ problems: [FieldProblem]) -> FieldView {
        FieldView(
            "name", label: visit.text(PeopleText.name), form: visit.form, value: value, problems: problems,
            autocomplete: "off")
    }

    private func places(
        _ visit: Visit, role: String, unit: Int?, _ problems: [FieldProblem]
    ) async throws -> [FieldView] {
        let store = OrganisationStore(visit.database)
        let roles = try await store.roles().map { FieldView.Option($0.code, $0.title(visit)) }
        let units = try await store.organisation().options
        return [
            FieldView(
                "role", label: visit.text(PeopleText.role), kind: .choice(roles), form: visit.form, value: role,
                problems: problems),
            FieldView(
                "unit", label: visit.text(PeopleText.unit),
                kind: .choice([.init("", visit.text(PeopleText.noUnit))] + units), form: visit.form,
                value: unit.map { String($0) } ?? "", problems: problems),
        ]
    }
}

extension Organisation {
    /// Units as a choice, set in by their depth.
    package var options: [FieldView.Option] {
        inOrder.map { placed in
            FieldView.Option(
                String(placed.unit.id), String(repeating: "\u{2003}", count: placed.depth) + placed.unit.name)
        }
    }
}
