package import Hummingbird

/// The cookies of the site: all HttpOnly, SameSite=Lax, for the whole site, Secure when the public address is https.
package enum SiteCookie: String, Sendable {
    /// The session's token.
    case session = "mainstay_session"
    /// The secret of a visitor who is not signed in.
    case visitor = "mainstay_visitor"
    /// Between the password and the code.
    case signIn = "mainstay_sign_in"
    case flash = "mainstay_flash"
    /// Where a visitor is on a tour of a demo company.
    case tour = "mainstay_tour"
    case language = "mainstay_language"
    /// The language that somebody asked for before signing in: it is theirs from then on.
    case askedLanguage = "mainstay_asked_language"
    case appearance = "mainstay_appearance"
    case density = "mainstay_density"

    /// - Parameter seconds: how long it lives; nil until the browser closes, 0 to remove it.
    func with(_ value: String, seconds: Int? = nil, settings: SiteSettings) -> Cookie {
        Cookie(
            name: rawValue, value: value, maxAge: seconds, path: "/", secure: settings.isSecure, httpOnly: true,
            sameSite: .lax)
    }
}

extension Cookies {
    /// Nil for one that is missing, empty or longer than any of ours.
    func value(of cookie: SiteCookie) -> String? {
        guard let value = self[cookie.rawValue]?.value, !value.isEmpty, value.utf8.count < 4_096 else { return nil }
        return value
    }
}

extension Visit {
    /// What the visitor's browser keeps for us; nil when it is missing.
    package func cookie(_ cookie: SiteCookie) -> String? { request.cookies.value(of: cookie) }
}

extension Response {
    /// Sets a cookie of the site; 0 seconds remove it.
    package mutating func setCookie(_ cookie: SiteCookie, _ value: String, seconds: Int?, _ visit: Visit) {
        setCookie(cookie.with(value, seconds: seconds, settings: visit.site.settings))
    }
}
