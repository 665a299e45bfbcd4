import Audit
import Foundation
import Hummingbird
import Measures
import Rights
import Site

struct TwoStepPage: PageValue {
    struct Begun: PageValue {
        let picture: Markup?
        let secret: String
        let field: FieldView
        let hasProblems: Bool
    }

    struct On: PageValue {
        let text: String
        let field: FieldView
        let hasProblems: Bool
    }

    struct Off: PageValue {
        let text: String
    }

    let off: Off?
    let begun: Begun?
    let on: On?
}

struct RecoveryCodesPage: PageValue {
    let codes: [String]
}

struct CodePage: PageValue {
    let field: FieldView
    let next: String?
    let problem: String?
}

/// `/settings/two-step` and `/sign-in/code`: a code from a phone besides the password.
struct TwoStepRoutes: Sendable {
    let throttle: SignInThrottle

    private static let path = "/settings/two-step"

    func hang(_ routes: Routes) {
        routes.get("settings/two-step") { try await page($0, problems: []) }
        routes.post("settings/two-step") { visit in
            try await TwoStepStore(visit.database).begin(try viewer(visit).user)
            return visit.redirect(to: Self.path)
        }
        routes.post("settings/two-step/confirm") { try await confirm($0) }
        routes.post("settings/two-step/end") { try await end($0) }
        routes.post("settings/people/:user/two-step/end", for: .whoMay(.administering)) { visit in
            let user = try visit.number("user")
            try await TwoStepStore(visit.database).end(user)
            return visit.redirect(
                to: "/settings/people/\(user)", flash: Flash(visit.text(PeopleText.twoStepEnded)))
        }
        routes.get("sign-in/code", for: .anyone) { visit in
            guard try await waiting(visit) != nil else { return visit.redirect(to: "/sign-in") }
            return try codePage(visit, problem: nil)
        }
        routes.post("sign-in/code", for: .anyone) { try await enter($0) }
    }

    private func viewer(_ visit: Visit) throws -> Viewer {
        guard let viewer = visit.viewer else { throw Refusal.signInNeeded }
        return viewer
    }

    // MARK: Signing in

    private func waiting(_ visit: Visit) async throws -> Int? {
        guard let token = visit.cookie(.signIn) else { return nil }
        return try await TwoStepStore(visit.database).waiting(token, now: visit.now)
    }

    private func enter(_ visit: Visit) async throws -> Response {
        guard let token = visit.cookie(.signIn), let user = try await waiting(visit) else {
            return visit.redirect(to: "/sign-in", flash: Flash(visit.text(PeopleText.codeLate), kind: .problem))
        }
        let name = "code of \(user)"
        let wait = await throttle.wait(name: name, address: visit.remoteAddress, now: visit.now)
        if let wait { throw Refusal.tooManyTries(seconds: wait) }
        guard
            try await TwoStepStore(visit.database).secondStep(token, code: visit.form["code"], now: visit.now) != nil
        else {
            try await SessionStore(visit.database).noteRefusal(.codeRefused, user: user, from: visit.origin)
            return try codePage(visit, problem: visit.text(PeopleText.codeWrong))
        }
        await throttle.forgive(name: name, address: visit.remoteAddress)
        var response = try await visit.begin(user: user, then: localPath(visit.form["next"]) ?? "/", flash: nil)
        response.setCookie(.signIn, "", seconds: 0, visit)
        return response
    }

    private func codePage(_ visit: Visit, problem: String?) throws -> Response {
        let page = Page(
            "sign-in-code", title: visit.text(PeopleText.codeTitle), template: "sign-in-code",
            question: visit.text(PeopleText.codeQuestion))
        let field = FieldView(
            "code", label: visit.text(PeopleText.code), hint: visit.text(PeopleText.codeHint),
            autocomplete: "one-time-code")
        let next = localPath(visit.form["next"]) ?? localPath(visit.query("next"))
        return try visit.page(
            page, CodePage(field: field, next: next, problem: problem), status: problem == nil ? .ok : .formProblems)
    }

    // MARK: Settings

    private func confirm(_ visit: Visit) async throws -> Response {
        let user = try viewer(visit).user
        let codes = try await TwoStepStore(visit.database).confirm(user, code: visit.form["code"], now: visit.now)
        guard let codes else {
            return try await page(visit, problems: [FieldProblem("code", visit.text(PeopleText.codeWrong))])
        }
        let page = Page(
            "recovery-codes", title: visit.text(PeopleText.recoveryTitle), template: "recovery-codes",
            question: visit.text(PeopleText.recoveryQuestion), place: .mine, breadcrumbs: crumbs(visit))
        return try visit.page(page, RecoveryCodesPage(codes: codes))
    }

    private func end(_ visit: Visit) async throws -> Response {
        let viewer = try viewer(visit)
        let wait = await throttle.wait(name: viewer.username, address: visit.remoteAddress, now: visit.now)
        if let wait { throw Refusal.tooManyTries(seconds: wait) }
        let known = try await PeopleStore(visit.database).password(of: viewer.username)
        guard try await known?.hash.matches(visit.form["current"]) == true else {
            return try await page(visit, problems: [UserProblem.passwordWrong.at(visit, field: "current")])
        }
        await throttle.forgive(name: viewer.username, address: visit.remoteAddress)
        try await TwoStepStore(visit.database).end(viewer.user)
        return visit.redirect(to: Self.path, flash: Flash(visit.text(PeopleText.twoStepEnded)))
    }

    private func page(_ visit: Visit, problems: [FieldProblem]) async throws -> Response {
        let viewer = try viewer(visit)
        let state = try await TwoStepStore(visit.database).state(of: viewer.user)
        let page = Page(
            "two-step", title: visit.text(PeopleText.twoStepTitle), template: "two-step",
            question: visit.text(PeopleText.twoStepQuestion), place: .mine, breadcrumbs: crumbs(visit),
            path: Self.path)
        return try visit.page(
            page, value(state, viewer, visit, problems), status: problems.isEmpty ? .ok : .formProblems)
    }

    private func value(
        _ state: TwoStepStore.State, _ viewer: Viewer, _ visit: Visit, _ problems: [FieldProblem]
    ) -> TwoStepPage {
        switch state {
        case .off:
            return TwoStepPage(off: .init(text: visit.text(PeopleText.twoStepOff)), begun: nil, on: nil)
        case .begun(let secret):
            let address = OneTimeCode.address(secret, username: viewer.username)
            let field = FieldView(
                "code", label: visit.text(PeopleText.code), problems: problems, autocomplete: "one-time-code")
            return TwoStepPage(
                off: nil,
                begun: .init(
                    picture: QRCode.picture(address, title: visit.text(PeopleText.twoStepScan)),
                    secret: Base32.encode(secret).inFours, field: field, hasProblems: !problems.isEmpty), on: nil)
        case .on(let codes):
            let field = FieldView(
                "current", label: visit.text(PeopleText.passwordNow), kind: .password, problems: problems,
                autocomplete: "current-password")
            return TwoStepPage(
                off: nil, begun: nil,
                on: .init(
                    text: visit.text(PeopleText.twoStepOn, ["count": String(codes)], count: codes), field: field,
                    hasProblems: !problems.isEmpty))
        }
    }

    private func crumbs(_ visit: Visit) -> [Page.Crumb] { [.init(visit.text(PeopleText.settingsTitle), "/settings")] }
}

extension String {
    /// Easier to type from: a blank behind every fourth letter.
    fileprivate var inFours: String {
        var text = ""
        for (place, letter) in enumerated() {
            if place > 0, place % 4 == 0 { text += " " }
            text.append(letter)
        }
        return text
    }
}
