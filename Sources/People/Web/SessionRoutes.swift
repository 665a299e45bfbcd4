import Foundation
import HTTPTypes
import Hummingbird
import Measures
import Site

struct SessionsPage: PageValue {
    struct Session: PageValue {
        let name: String
        let agent: String
        let detail: String
        let isThis: Bool
    }

    let sessions: [Session]
    let hasOthers: Bool
}

/// `/settings/sessions`: where somebody is signed in, and ending that.
enum SessionRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("settings/sessions") { try await page($0) }
        routes.post("settings/sessions/end") { visit in
            guard let viewer = visit.viewer else { throw Refusal.signInNeeded }
            let store = SessionStore(visit.database)
            let name = visit.form["session"]
            if name.isEmpty {
                try await store.endAll(of: viewer.user, but: visit.session)
            } else {
                try await store.end(name, of: viewer.user)
            }
            return visit.redirect(to: "/settings/sessions", flash: Flash(visit.text(PeopleText.sessionEnded)))
        }
    }

    private static func page(_ visit: Visit) async throws -> Response {
        guard let viewer = visit.viewer else { throw Refusal.signInNeeded }
        let sessions = try await SessionStore(visit.database)
            .sessions(of: viewer.user, now: visit.now, this: visit.session)
        let zone = visit.site.settings.timeZone
        func moment(_ time: Int) -> String {
            Day(unixSeconds: time, in: zone).iso + " " + AuditWording.clock(time, in: zone).prefix(5)
        }
        let page = Page(
            "sessions", title: visit.text(PeopleText.sessionsTitle), template: "sessions",
            question: visit.text(PeopleText.sessionsQuestion), place: .mine,
            breadcrumbs: [.init(visit.text(PeopleText.settingsTitle), "/settings")])
        let value = SessionsPage(
            sessions: sessions.map { session in
                SessionsPage.Session(
                    name: session.name, agent: session.agent ?? visit.text(PeopleText.agentUnknown),
                    detail: visit.text(
                        PeopleText.sessionDetail,
                        [
                            "since": moment(session.created), "seen": moment(session.seen),
                            "address": session.address ?? NumberStyle.missing,
                        ]),
                    isThis: session.isThis)
            }, hasOthers: sessions.contains { !$0.isThis })
        return try visit.page(page, value)
    }
}

extension Visit {
    /// Where the visitor comes from, for their own list of sessions: the browser and system in a few words.
    var origin: SessionStore.Origin {
        SessionStore.Origin(
            address: remoteAddress, agent: request.headers[.userAgent].flatMap { AgentWords.of($0) })
    }
}

/// "Firefox · Windows" of what a browser says of itself.
enum AgentWords {
    static func of(_ agent: String) -> String? {
        // The first that fits: browsers name those they are like as well.
        let browsers = [
            ("Edg/", "Edge"), ("MicroMessenger", "WeChat"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
            ("Safari/", "Safari"), ("curl/", "curl"),
        ]
        let systems = [
            ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
            ("Linux", "Linux"),
        ]
        let words = [browsers, systems].compactMap { known in known.first { agent.contains($0.0) }?.1 }
        return words.isEmpty ? nil : words.joined(separator: " · ")
    }
}
