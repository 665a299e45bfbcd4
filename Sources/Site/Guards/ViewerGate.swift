import Hummingbird

/// Lets only signed-in visitors through, or only administrators.
struct ViewerGate: RouterMiddleware {
    let onlyAdministrators: Bool

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard let viewer = context.visit?.viewer else { throw Refusal.signInNeeded }
        if onlyAdministrators, !viewer.isAdministrator { throw Refusal.forbidden }
        return try await next(request, context)
    }
}
