import Hummingbird
import Measures
import Rights
import Site

struct TokensPage: PageValue {
    struct Token: PageValue {
        let name: String
        let detail: String
        let path: String
    }

    let tokens: [Token]
    let isNone: Bool
    let others: [Token]
    let hasOthers: Bool
    let fields: [FieldView]
    let scopes: [FieldView]
    let scopeProblem: String?
    let hasProblems: Bool
}

struct TokenOncePage: PageValue {
    let secret: String
}

/// `/settings/tokens`: what lets programs speak for somebody.
enum TokenRoutes {
    private static let path = "/settings/tokens"
    private static let lives = [30, 90, 180, 365]

    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("settings/tokens") { try await page($0, []) }
        routes.post("settings/tokens") { try await make($0) }
        routes.post("settings/tokens/:number/revoke") { visit in
            // An administrator stops any token, so that one that leaked can be stopped at once.
            let whose = visit.may(.administering) ? nil : try viewer(visit).user
            do {
                try await TokenStore(visit.database).revoke(try visit.number("number"), of: whose)
            } catch is TokenProblem { throw Refusal.notFound }
            return visit.redirect(to: path, flash: Flash(visit.text(APIText.revoked)))
        }
    }

    private static func viewer(_ visit: Visit) throws -> Viewer {
        guard let viewer = visit.viewer else { throw Refusal.signInNeeded }
        return viewer
    }

    private static func make(_ visit: Visit) async throws -> Response {
        let form = visit.form
        let scopes = TokenScope.allCases.filter { form.isChecked("scope-" + $0.rawValue) }
        let draft = TokenDraft(form.line("name"), scopes: Set(scopes), days: Int(form["days"]) ?? 0)
        let problems = draft.problems
        guard problems.isEmpty else { return try await page(visit, problems.map { $0.at(visit) }) }
        let secret: String
        do { secret = try await TokenStore(visit.database).add(draft, for: try viewer(visit).user) } catch let problem
            as TokenProblem
        { return try await page(visit, [problem.at(visit)]) }
        let page = Page(
            "token-once", title: visit.text(APIText.madeTitle), template: "token-once",
            question: visit.text(APIText.madeQuestion), place: .mine, path: path)
        return try visit.page(page, TokenOncePage(secret: secret))
    }

    private static func page(_ visit: Visit, _ problems: [FieldProblem]) async throws -> Response {
        let viewer = try viewer(visit)
        let store = TokenStore(visit.database)
        let own = try await store.tokens(of: viewer.user, now: visit.now)
        let others =
            visit.may(.administering)
            ? try await store.tokens(of: nil, now: visit.now).filter { $0.user != viewer.user } : []
        let page = Page(
            "tokens", title: visit.text(APIText.tokensTitle), template: "tokens",
            question: visit.text(APIText.tokensQuestion), place: .mine, path: path)
        let lives = lives.map { FieldView.Option(String($0), visit.text(APIText.daysCount, ["count": String($0)])) }
        let value = TokensPage(
            tokens: own.map { shown($0, visit, withUser: false) }, isNone: own.isEmpty,
            others: others.map { shown($0, visit, withUser: true) }, hasOthers: !others.isEmpty,
            fields: [
                FieldView(
                    "name", label: visit.text(APIText.name), form: visit.form, problems: problems,
                    hint: visit.text(APIText.nameHint), autocomplete: "off"),
                FieldView(
                    "days", label: visit.text(APIText.days), kind: .choice(lives), form: visit.form, value: "90",
                    problems: problems),
            ],
            scopes: TokenScope.allCases.filter { $0 != .importing || visit.may(.importing) }.map { scope in
                FieldView(
                    "scope-" + scope.rawValue, label: visit.text(scope.title), kind: .checkbox, form: visit.form,
                    value: scope == .read ? "yes" : "", isRequired: false)
            }, scopeProblem: problems.text(of: "scopes"), hasProblems: !problems.isEmpty)
        return try visit.page(page, value, status: problems.isEmpty ? .ok : .formProblems)
    }

    private static func shown(_ token: APIToken, _ visit: Visit, withUser: Bool) -> TokensPage.Token {
        func day(_ time: Int) -> String { Day(unixSeconds: time, in: visit.site.settings.timeZone).iso }
        let detail = visit.text(
            token.expires > visit.now ? APIText.tokenDetail : .tokenOver,
            [
                "scopes": TokenScope.allCases.filter { token.scopes.contains($0) }.map { visit.text($0.title) }
                    .joined(separator: visit.language == .zh ? "、" : ", "), "expires": day(token.expires),
                "used": token.used.map(day) ?? NumberStyle.missing,
            ])
        return TokensPage.Token(
            name: withUser ? token.name + " · " + token.userName : token.name, detail: detail,
            path: "\(path)/\(token.id)/revoke")
    }
}

extension TokenScope {
    var title: APIText {
        switch self {
        case .read: .scopeRead
        case .write: .scopeWrite
        case .importing: .scopeImport
        }
    }
}

extension TokenProblem {
    fileprivate func at(_ visit: Visit) -> FieldProblem {
        switch self {
        case .nameMissing: FieldProblem("name", visit.text(APIText.nameMissing))
        case .nameLong: FieldProblem("name", visit.text(APIText.nameLong))
        case .nameTaken: FieldProblem("name", visit.text(APIText.nameTaken))
        case .scopeMissing: FieldProblem("scopes", visit.text(APIText.scopeMissing))
        case .daysWrong, .gone: FieldProblem("days", visit.text(APIText.daysWrong))
        }
    }
}
