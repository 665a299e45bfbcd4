import Hummingbird
import Measures
import Site

struct SettingsPage: PageValue {
    let fields: [FieldView]
    let passwordFields: [FieldView]
    let username: String
    let hasProblems: Bool
    /// What else is theirs.
    let places: [NavigationLink.Below]
    let hasPlaces: Bool
}

/// `/settings`: how the product speaks and looks to this person, and their password.
struct SettingsRoutes: Sendable {
    let throttle: SignInThrottle

    func hang(_ routes: Routes) {
        routes.get("settings") { try page($0, problems: []) }
        routes.post("settings") { visit in
            guard let viewer = visit.viewer else { throw Refusal.signInNeeded }
            var visit = visit
            visit.preferences = visit.preferences.changed(by: visit.form)
            try await PeopleStore(visit.database).keep(visit.preferences, of: viewer.user)
            return visit.redirect(to: "/settings", flash: Flash(visit.text(PeopleText.settingsSaved)))
        }
        routes.post("settings/password") { try await changePassword($0) }
    }

    private func changePassword(_ visit: Visit) async throws -> Response {
        guard let viewer = visit.viewer else { throw Refusal.signInNeeded }
        let wait = await throttle.wait(name: viewer.username, address: visit.remoteAddress, now: visit.now)
        if let wait { throw Refusal.tooManyTries(seconds: wait) }
        let store = PeopleStore(visit.database)
        let known = try await store.password(of: viewer.username)
        guard try await known?.hash.matches(visit.form["current"]) == true else {
            return try page(visit, problems: [UserProblem.passwordWrong.at(visit, field: "current")])
        }
        await throttle.forgive(name: viewer.username, address: visit.remoteAddress)
        let problems = NewUser.problems(ofPassword: visit.form["password"], names: [viewer.username, viewer.name])
        guard problems.isEmpty else { return try page(visit, problems: problems.map { $0.at(visit) }) }
        try await store.setPassword(visit.form["password"], of: viewer.user, keeping: visit.session)
        return visit.redirect(to: "/settings", flash: Flash(visit.text(PeopleText.passwordChanged)))
    }

    private func page(_ visit: Visit, problems: [FieldProblem]) throws -> Response {
        let page = Page(
            "settings", title: visit.text(PeopleText.settingsTitle), template: "settings",
            question: visit.text(PeopleText.settingsQuestion), place: .mine, path: "/settings")
        let places = visit.below(.mine).filter { $0.path != "/settings" }
        let value = SettingsPage(
            fields: preferenceFields(visit), passwordFields: passwordFields(visit, problems),
            username: visit.viewer?.username ?? "", hasProblems: !problems.isEmpty, places: places,
            hasPlaces: !places.isEmpty)
        return try visit.page(page, value, status: problems.isEmpty ? .ok : .formProblems)
    }

    private func preferenceFields(_ visit: Visit) -> [FieldView] {
        let now = visit.preferences
        let appearances = Appearance.allCases.map { FieldView.Option($0.rawValue, visit.text($0.title)) }
        let densities = Density.allCases.map { FieldView.Option($0.rawValue, visit.text($0.title)) }
        return [
            FieldView(
                "language", label: visit.text(PeopleText.language), kind: .choice(.languages),
                value: now.language.rawValue),
            FieldView(
                "appearance", label: visit.text(PeopleText.appearance), kind: .choice(appearances),
                value: now.appearance.rawValue),
            FieldView(
                "density", label: visit.text(PeopleText.density), kind: .choice(densities),
                value: now.density.rawValue),
        ]
    }

    private func passwordFields(_ visit: Visit, _ problems: [FieldProblem]) -> [FieldView] {
        [
            FieldView(
                "current", label: visit.text(PeopleText.passwordNow), kind: .password, problems: problems,
                autocomplete: "current-password"),
            FieldView(
                "password", label: visit.text(PeopleText.passwordNew), kind: .password, problems: problems,
                hint: visit.text(PeopleText.passwordHint), autocomplete: "new-password"),
        ]
    }
}
