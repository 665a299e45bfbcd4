import Cryptography
import Foundation
import HTTPTypes
import Hummingbird
import Measures

/// Finds out who comes, in which language and on which day, and turns every refusal into a page they can read.
struct Receptionist: RouterMiddleware {
    let site: Site

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        // Read once: each asking takes the header apart anew.
        let cookies = request.cookies
        let visitor = cookies.value(of: .visitor)
        let secret = visitor ?? Secret.token()
        var visit = plainVisit(request, cookies, context, secret: secret)
        var response: Response
        do {
            // A program says who it is with each call: whatever cookies come with it say nothing.
            if let session = visit.session, !visit.isOfProgram {
                visit.viewer = try await site.reception?.viewer(session, visit.now, site.database)
            }
            visit = known(visit)
            var context = context
            context.visit = visit
            response = try await next(request, context)
        } catch {
            response = visit.answer(to: error, logger: context.logger)
        }
        settle(&response, visit, newSecret: visitor == nil ? secret : nil)
        return response
    }

    private func plainVisit(
        _ request: Request, _ cookies: Cookies, _ context: SiteContext, secret: String
    ) -> Visit {
        let now = site.settings.clock()
        return Visit(
            site: site, request: request, requestID: context.id, remoteAddress: context.remoteAddress, viewer: nil,
            preferences: Preferences(of: request, cookies), now: now,
            today: Day(unixSeconds: now, in: site.settings.timeZone),
            session: cookies.value(of: .session), secret: secret,
            flash: cookies.value(of: .flash).flatMap { Flash(encoded: $0) })
    }

    /// A viewer's own preferences win over cookies, and their session is the secret of their forms.
    private func known(_ visit: Visit) -> Visit {
        guard let viewer = visit.viewer, let session = visit.session else { return visit }
        return Visit(
            site: site, request: visit.request, requestID: visit.requestID, remoteAddress: visit.remoteAddress,
            viewer: viewer, preferences: viewer.preferences, now: visit.now, today: visit.today, session: session,
            secret: session, flash: visit.flash)
    }

    /// Pages leave a secret for the forms on them and take away the message they showed.
    private func settle(_ response: inout Response, _ visit: Visit, newSecret: String?) {
        guard response.headers[.contentType]?.hasPrefix("text/html") == true else { return }
        if let newSecret, visit.viewer == nil {
            response.setCookie(SiteCookie.visitor.with(newSecret, settings: site.settings))
        }
        if visit.flash != nil { response.setCookie(SiteCookie.flash.with("", seconds: 0, settings: site.settings)) }
    }
}

extension Preferences {
    /// From cookies, else the browser's languages, else English.
    init(of request: Request, _ cookies: Cookies) {
        let asked = request.headers[.acceptLanguage].flatMap { Language(acceptLanguage: $0) }
        language = cookies.value(of: .language).flatMap { Language(rawValue: $0) } ?? asked ?? .en
        appearance = cookies.value(of: .appearance).flatMap { Appearance(rawValue: $0) } ?? .auto
        density = cookies.value(of: .density).flatMap { Density(rawValue: $0) } ?? .comfortable
    }
}
