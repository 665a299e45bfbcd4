import Hummingbird
import Rights
package import Site

/// Users, sign-in and sessions, the first-run set-up, and what a person may see.
package enum PeopleFeature {
    /// A list that leaves the product as a file is in the audit, with what was asked for.
    private static let witness = ExportWitness { visit, fileName, address in
        try await TakenFiles(visit.database).note(fileName, path: visit.path, address: address)
    }

    /// - Parameter setUpToken: what `serve` printed on the console when no user existed yet; nil closes `/setup`.
    package static func feature(setUpToken: String? = nil) -> Feature {
        let throttle = SignInThrottle()
        return Feature(
            name: "People", migrations: PeopleSchema.migrations,
            templates: [
                "sign-in": PackageResources.sign_in_mustache, "set-up": PackageResources.set_up_mustache,
                "settings": PackageResources.settings_mustache, "people": PackageResources.people_mustache,
                "person": PackageResources.person_mustache, "password-once": PackageResources.password_once_mustache,
                "teams": PackageResources.teams_mustache, "team": PackageResources.team_mustache,
                "roles": PackageResources.roles_mustache, "role": PackageResources.role_mustache,
                "sessions": PackageResources.sessions_mustache, "two-step": PackageResources.two_step_mustache,
                "recovery-codes": PackageResources.recovery_codes_mustache,
                "sign-in-code": PackageResources.sign_in_code_mustache,
                "choose-password": PackageResources.choose_password_mustache,
                "password-link": PackageResources.password_link_mustache, "audit": PackageResources.audit_mustache,
            ],
            texts: PeopleText.self,
            navigation: [
                NavigationItem(.mine, "/settings", title: SiteText.settings),
                NavigationItem(.mine, "/settings/sessions", title: PeopleText.sessionsTitle),
                NavigationItem(.mine, "/settings/two-step", title: PeopleText.twoStepTitle),
                NavigationItem(.settings, "/settings/people", title: PeopleText.peopleTitle, for: .administering),
                NavigationItem(.settings, "/settings/teams", title: PeopleText.teamsTitle, for: .administering),
                NavigationItem(.settings, "/settings/roles", title: PeopleText.rolesTitle, for: .administering),
                NavigationItem(.settings, "/settings/audit", title: PeopleText.auditTitle, for: .administering),
            ],
            contributions: [ViewRoutes.shelf, witness],
            reception: Reception(
                viewer: { session, now, database in
                    try await SessionStore(database).viewer(token: session, now: now)
                },
                keep: { preferences, viewer, database in
                    try await PeopleStore(database).keep(preferences, of: viewer.user)
                }),
            routes: { routes in
                ViewRoutes.hang(routes)
                SignInRoutes(throttle: throttle).hang(routes)
                SetUpRoutes(token: setUpToken, throttle: throttle).hang(routes)
                SettingsRoutes(throttle: throttle).hang(routes)
                PeopleListRoutes.hang(routes)
                PersonRoutes().hang(routes)
                TeamRoutes().hang(routes)
                RoleRoutes().hang(routes)
                SessionRoutes.hang(routes)
                TwoStepRoutes(throttle: throttle).hang(routes)
                PasswordLinkRoutes(throttle: throttle).hang(routes)
                AuditRoutes.hang(routes)
            })
    }
}
