import Hummingbird
import Rights

/// Lets only signed-in visitors through whose role shows them anything, or only those whose role lets them do something.
struct ViewerGate: RouterMiddleware {
    var act: Act?

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard let visit = context.visit, let viewer = visit.viewer else { throw Refusal.signInNeeded }
        // A customer's buyer has the portal, and nothing in here.
        if viewer.isShutOut { throw Refusal.forbidden }
        if let act, !visit.may(act) { throw Refusal.forbidden }
        return try await next(request, context)
    }
}

extension Viewer {
    /// Whether their role opens nothing in here.
    var isShutOut: Bool { scope.isNothing && acts.isEmpty }
}
