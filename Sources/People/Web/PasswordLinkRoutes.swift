import Hummingbird
import Rights
import Site

struct ChoosePasswordPage: PageValue {
    let path: String
    let username: String
    let fields: [FieldView]
    let hasProblems: Bool
}

struct PasswordLinkPage: PageValue {
    let text: String
    let link: String
    let back: String
}

/// `/password/:token`: somebody chooses a password by a link that an administrator made for them.
struct PasswordLinkRoutes: Sendable {
    let throttle: SignInThrottle

    func hang(_ routes: Routes) {
        routes.post("settings/people/:user/password-links", for: .whoMay(.administering)) { try await make($0) }
        routes.get("password/:token", for: .anyone) { try await page($0, problems: []) }
        routes.post("password/:token", for: .anyone) { try await choose($0) }
    }

    private func make(_ visit: Visit) async throws -> Response {
        let id = try visit.number("user")
        guard let user = try await PeopleStore(visit.database).user(id, visit.scope),
            let token = try await PasswordLinks(visit.database).make(for: id, now: visit.now)
        else { throw Refusal.notFound }
        let page = Page(
            "password-link", title: visit.text(PeopleText.linkTitle, ["name": user.name]), template: "password-link",
            question: visit.text(PeopleText.linkQuestion), place: .settings,
            breadcrumbs: [.init(visit.text(PeopleText.peopleTitle), "/settings/people")])
        return try visit.page(
            page,
            PasswordLinkPage(
                text: visit.text(PeopleText.linkText, ["hours": String(PasswordLinks.life / 3_600)]),
                link: visit.address(of: "/password/\(token)"), back: "/settings/people/\(id)"))
    }

    private func choose(_ visit: Visit) async throws -> Response {
        let wait = await throttle.wait(name: "password-link", address: visit.remoteAddress, now: visit.now)
        if let wait { throw Refusal.tooManyTries(seconds: wait) }
        let (token, user) = try await found(visit)
        await throttle.forgive(name: "password-link", address: visit.remoteAddress)
        let problems = NewUser.problems(ofPassword: visit.form["password"], names: [user.username, user.name])
        guard problems.isEmpty else { return try await page(visit, problems: problems.map { $0.at(visit) }) }
        guard try await PasswordLinks(visit.database).use(token, password: visit.form["password"], now: visit.now)
        else { throw Refusal.notFound }
        let welcome = Flash(visit.text(PeopleText.linkUsed, ["username": user.username]))
        return visit.redirect(to: "/sign-in", flash: welcome)
    }

    private func page(_ visit: Visit, problems: [FieldProblem]) async throws -> Response {
        let (token, user) = try await found(visit)
        let page = Page(
            "choose-password", title: visit.text(PeopleText.chooseTitle), template: "choose-password",
            question: visit.text(PeopleText.chooseQuestion, ["name": user.name]))
        let field = FieldView(
            "password", label: visit.text(PeopleText.passwordNew), kind: .password, problems: problems,
            hint: visit.text(PeopleText.passwordHint), autocomplete: "new-password")
        return try visit.page(
            page,
            ChoosePasswordPage(
                path: "/password/\(token)", username: user.username, fields: [field], hasProblems: !problems.isEmpty),
            status: problems.isEmpty ? .ok : .formProblems)
    }

    /// - Throws: 404 for a link that is unknown, used or over.
    private func found(_ visit: Visit) async throws -> (token: String, user: User) {
        let token = visit.parameters.get("token") ?? ""
        guard let user = try await PasswordLinks(visit.database).user(of: token, now: visit.now) else {
            throw Refusal.notFound
        }
        return (token, user)
    }
}
