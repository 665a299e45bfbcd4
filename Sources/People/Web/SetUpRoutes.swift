import Cryptography
import Hummingbird
import Measures
import Rights
import Site

struct SetUpPage: PageValue {
    let fields: [FieldView]
    let hasProblems: Bool
}

/// `/setup`: the first administrator, once, for whoever can read the server's console.
struct SetUpRoutes: Sendable {
    let token: String?
    let throttle: SignInThrottle

    func hang(_ routes: Routes) {
        routes.get("setup", for: .anyone) { visit in
            try await requireOpen(visit)
            return try page(visit, problems: [])
        }
        routes.post("setup", for: .anyone) { visit in
            try await requireOpen(visit)
            return try await setUp(visit)
        }
    }

    private func setUp(_ visit: Visit) async throws -> Response {
        let wait = await throttle.wait(name: "set-up", address: visit.remoteAddress, now: visit.now)
        if let wait { throw Refusal.tooManyTries(seconds: wait) }
        guard isToken(visit.form.trimmed("token")) else {
            return try page(visit, problems: [UserProblem.tokenWrong] + visit.form.newUser(visit.language).problems)
        }
        await throttle.forgive(name: "set-up", address: visit.remoteAddress)
        let newUser = visit.form.newUser(visit.language)
        switch try await PeopleStore(visit.database).addFirst(newUser, now: visit.now) {
        case .user(let user):
            let welcome = PeopleText.texts.wording(PeopleText.welcome, newUser.language)
            return try await visit.begin(user: user, then: "/", flash: Flash(welcome))
        case .problems(let problems): return try page(visit, problems: problems)
        case .taken: throw Refusal.notFound
        }
    }

    /// Once there is a user, the page is gone.
    private func requireOpen(_ visit: Visit) async throws {
        let isOver = try await PeopleStore(visit.database).hasAdministrator()
        if token == nil || isOver { throw Refusal.notFound }
    }

    private func isToken(_ typed: String) -> Bool {
        token.map { Secret.isSame(typed, $0) } ?? false
    }

    private func page(_ visit: Visit, problems: [UserProblem]) throws -> Response {
        let shown = problems.map { $0.at(visit) }
        let page = Page(
            "setup", title: visit.text(PeopleText.setUpTitle), template: "set-up",
            question: visit.text(PeopleText.setUpQuestion))
        let value = SetUpPage(fields: fields(visit, shown), hasProblems: !problems.isEmpty)
        return try visit.page(page, value, status: problems.isEmpty ? .ok : .formProblems)
    }

    private func fields(_ visit: Visit, _ problems: [FieldProblem]) -> [FieldView] {
        let form = visit.form
        return [
            FieldView(
                "token", label: visit.text(PeopleText.setUpToken), form: form, problems: problems,
                hint: visit.text(PeopleText.setUpTokenHint), autocomplete: "off"),
            FieldView(
                "name", label: visit.text(PeopleText.name), form: form, problems: problems, autocomplete: "name"),
            FieldView(
                "username", label: visit.text(PeopleText.username), form: form, problems: problems,
                hint: visit.text(PeopleText.usernameHint), autocomplete: "username"),
            FieldView(
                "password", label: visit.text(PeopleText.password), kind: .password, problems: problems,
                hint: visit.text(PeopleText.passwordHint), autocomplete: "new-password"),
            FieldView(
                "language", label: visit.text(PeopleText.language), kind: .choice(.languages), form: form,
                value: visit.language.rawValue),
        ]
    }
}

extension Form {
    fileprivate func newUser(_ language: Language) -> NewUser {
        NewUser(
            username: self["username"], name: trimmed("name"), password: self["password"],
            language: Language(rawValue: self["language"]) ?? language, role: Role.administratorCode)
    }
}

extension [FieldView.Option] {
    /// Each language under its own name.
    static var languages: [FieldView.Option] { [FieldView.Option("zh", "中文"), FieldView.Option("en", "English")] }
}
