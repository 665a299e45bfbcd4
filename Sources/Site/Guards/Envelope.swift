import HTTPTypes
import Hummingbird
import Logging

/// Around every answer: the security headers, the request id, and one line in the log.
struct Envelope: RouterMiddleware {
    let settings: SiteSettings

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = .text(Refusal(of: error).status.reasonPhrase, status: Refusal(of: error).status)
        }
        SecurityHeaders.add(to: &response, isSecure: settings.isSecure)
        response.headers[.requestID] = context.id
        log(request, response, context, took: ContinuousClock.now - start)
        return response
    }

    /// A secret that is part of an address stays out of the log.
    private func path(_ request: Request, _ context: SiteContext) -> String {
        guard let endpoint = context.endpointPath, endpoint.contains("token") else { return request.uri.path }
        return endpoint
    }

    private func log(_ request: Request, _ response: Response, _ context: SiteContext, took: Duration) {
        let milliseconds = took.components.seconds * 1_000 + took.components.attoseconds / 1_000_000_000_000_000
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "path": "\(path(request, context))",
                "status": "\(response.status.code)", "ms": "\(milliseconds)",
            ])
    }
}

/// What browsers are told to refuse on our behalf: foreign and inline scripts and styles, framing, guessing of types.
enum SecurityHeaders {
    static let contentSecurityPolicy = [
        "default-src 'self'", "img-src 'self' data:", "script-src 'self'", "style-src 'self'", "object-src 'none'",
        "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    static func add(to response: inout Response, isSecure: Bool) {
        response.headers[.contentSecurityPolicy] = contentSecurityPolicy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    }
}
