package import Hummingbird
package import Rights

/// Where a feature hangs its endpoints. Everything asks for a signed-in viewer, but what says `.anyone`.
package struct Routes {
    package typealias Handler = @Sendable (Visit) async throws -> Response

    package enum Audience: Sendable, Hashable {
        case signedIn, anyone
        /// Those whose role lets them do something.
        case whoMay(Act)
        /// Programs that bring a token and nothing else, on behalf of somebody whose role lets them do something.
        case token(Act?)
    }

    package let site: Site
    let groups: [Audience: RouterGroup<SiteContext>]
    let endpoints: EndpointList

    package func get(_ path: String, for audience: Audience = .signedIn, _ handler: @escaping Handler) {
        on(.get, path, audience, handler)
    }

    /// A list as a file in every format, at the list's address with the format's ending. The handler answers by
    /// `visit.send`.
    package func export(_ path: String, for audience: Audience = .whoMay(.exporting), _ handler: @escaping Handler) {
        for format in ListFile.Format.allCases { get("\(path).\(format.rawValue)", for: audience, handler) }
    }

    /// Forms are read and their CSRF token checked before the handler runs: `visit.form` holds what was typed.
    package func post(_ path: String, for audience: Audience = .signedIn, _ handler: @escaping Handler) {
        on(.post, path, audience, handler)
    }

    /// For programs: no session counts and no form is read. The handler itself finds out who calls.
    package func api(
        _ method: HTTPRequest.Method, _ path: String, for act: Act? = nil, _ handler: @escaping Handler
    ) {
        on(method, path, .token(act), handler)
    }

    private func on(
        _ method: HTTPRequest.Method, _ path: String, _ audience: Audience, _ handler: @escaping Handler
    ) {
        let route = path.hasPrefix("/") ? path : "/" + path
        endpoints.add(Endpoint(method: method.rawValue, path: route, audience: audience))
        group(audience)?.on(RouterPath(path), method: method) { _, context in
            guard var visit = context.visit else { throw Refusal.broken }
            visit.parameters = context.parameters
            visit.route = route
            return try await handler(visit)
        }
    }

    private func group(_ audience: Audience) -> RouterGroup<SiteContext>? {
        if case .token = audience { return groups[.token(nil)] }
        return groups[audience]
    }
}
