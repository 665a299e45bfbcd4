import Hummingbird
import Rights

/// Lets only signed-in visitors through, or only those whose role lets them do something.
struct ViewerGate: RouterMiddleware {
    var act: Act?

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard let visit = context.visit, visit.viewer != nil else { throw Refusal.signInNeeded }
        if let act, !visit.may(act) { throw Refusal.forbidden }
        return try await next(request, context)
    }
}
