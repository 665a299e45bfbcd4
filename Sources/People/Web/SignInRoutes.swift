import Audit
import Hummingbird
import Measures
import Site

struct SignInPage: PageValue {
    let fields: [FieldView]
    let next: String?
    let problem: String?
}

/// `GET` and `POST /sign-in`, `POST /sign-out`.
struct SignInRoutes: Sendable {
    let throttle: SignInThrottle

    func hang(_ routes: Routes) {
        routes.get("sign-in", for: .anyone) { visit in
            if visit.viewer != nil { return visit.redirect(to: localPath(visit.query("next")) ?? "/") }
            guard try await PeopleStore(visit.database).hasAdministrator() else { return visit.redirect(to: "/setup") }
            return try page(visit, problem: nil)
        }
        routes.post("sign-in", for: .anyone) { try await signIn($0) }
        routes.post("sign-out", for: .anyone) { visit in
            if let session = visit.session { try await SessionStore(visit.database).end(token: session) }
            var response = visit.redirect(to: "/sign-in", flash: Flash(visit.text(PeopleText.signedOut)))
            response.setCookie(.session, "", seconds: 0, visit)
            return response
        }
    }

    private func signIn(_ visit: Visit) async throws -> Response {
        let name = NewUser.folded(visit.form["username"])
        let wait = await throttle.wait(name: name, address: visit.remoteAddress, now: visit.now)
        if let wait { throw Refusal.tooManyTries(seconds: wait) }
        // An unknown name takes as long as a wrong password, and is answered in the same words.
        let known = try await PeopleStore(visit.database).password(of: name)
        let isRight = try await (known?.hash ?? .nobody).matches(visit.form["password"])
        guard let known, isRight else {
            try await SessionStore(visit.database).noteRefusal(.signInRefused, user: known?.user, from: visit.origin)
            return try page(visit, problem: visit.text(PeopleText.signInWrong))
        }
        await throttle.forgive(name: name, address: visit.remoteAddress)
        let next = localPath(visit.form["next"])
        guard let step = try await TwoStepStore(visit.database).firstStep(known.user, now: visit.now) else {
            return try await visit.begin(user: known.user, then: next ?? "/", flash: nil)
        }
        var response = visit.redirect(
            to: "/sign-in/code" + (next.map { "?next=" + PercentEncoding.component($0) } ?? ""))
        response.setCookie(.signIn, step, seconds: TwoStepStore.patience, visit)
        return response
    }

    private func page(_ visit: Visit, problem: String?) throws -> Response {
        let fields = [
            FieldView(
                "username", label: visit.text(PeopleText.username), form: visit.form, autocomplete: "username"),
            FieldView(
                "password", label: visit.text(PeopleText.password), kind: .password,
                autocomplete: "current-password"),
        ]
        let next = localPath(visit.form["next"]) ?? localPath(visit.query("next"))
        let page = Page("sign-in", title: visit.text(PeopleText.signInTitle), template: "sign-in")
        return try visit.page(
            page, SignInPage(fields: fields, next: next, problem: problem), status: problem == nil ? .ok : .formProblems
        )
    }
}

extension Visit {
    /// Signs a user in under a new token and sends them on.
    func begin(user: Int, then path: String, flash: Flash?) async throws -> Response {
        let token = try await SessionStore(database)
            .begin(user: user, now: now, replacing: session, from: origin)
        var response = redirect(to: path, flash: flash)
        if let asked = cookie(.askedLanguage).flatMap({ Language(rawValue: $0) }) {
            try await PeopleStore(database).keep(asked, of: user)
            response.setCookie(.askedLanguage, "", seconds: 0, self)
        } else if let browser = request.headers[.acceptLanguage].flatMap({ Language(acceptLanguage: $0) }) {
            try await PeopleStore(database).follow(browser, of: user)
        }
        response.setCookie(.session, token, seconds: SessionStore.longestLife, self)
        response.setCookie(.visitor, "", seconds: 0, self)
        return response
    }
}
