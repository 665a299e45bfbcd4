import Hummingbird
import Measures

/// `POST /preferences`: language, appearance and density, from the frame of any page.
enum PreferenceRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.post("preferences", for: .anyone) { visit in
            let chosen = visit.preferences.changed(by: visit.form)
            if let viewer = visit.viewer { try await visit.site.reception?.keep(chosen, viewer, visit.database) }
            var response = visit.redirect(to: localPath(visit.form["next"]) ?? "/")
            for (cookie, value) in chosen.cookies {
                response.setCookie(cookie.with(value, seconds: 31_536_000, settings: visit.site.settings))
            }
            if visit.viewer == nil, Language(rawValue: visit.form["language"]) != nil {
                response.setCookie(.askedLanguage, chosen.language.rawValue, seconds: nil, visit)
            }
            return response
        }
    }
}

extension Preferences {
    /// Fields that are missing or not among the choices change nothing.
    package func changed(by form: Form) -> Preferences {
        Preferences(
            language: Language(rawValue: form["language"]) ?? language,
            appearance: Appearance(rawValue: form["appearance"]) ?? appearance,
            density: Density(rawValue: form["density"]) ?? density)
    }

    fileprivate var cookies: [(SiteCookie, String)] {
        [(.language, language.rawValue), (.appearance, appearance.rawValue), (.density, density.rawValue)]
    }
}
