import Database
import HTTPTypes
import Hummingbird
import Logging

struct RefusalPage: PageValue {
    let status: Int
    let advice: String
    let requestID: String
    let goesHome: Bool
}

extension Visit {
    /// The page or short answer for something that went wrong. What it was in detail goes to the log, never out.
    func answer(to error: any Error, logger: Logger) -> Response {
        if isOfProgram { return problem(error, logger: logger) }
        let refusal = Refusal(of: error)
        if refusal == .broken { logger.error("request failed", metadata: ["error": "\(error)"]) }
        if refusal == .signInNeeded, !wantsShortAnswer { return toSignIn() }
        var response = wantsShortAnswer ? shortAnswer(refusal) : fullPage(refusal)
        switch refusal {
        case .method(let allowed):
            response.headers[.allow] = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        case .tooManyTries(let seconds): response.headers[.retryAfter] = String(seconds)
        case .busy: response.headers[.retryAfter] = "10"
        case .signInNeeded:
            response.headers[.hxRedirect] = signInPath(back: cameFrom)
            leave(sessionIsOver, in: &response)
        default: break
        }
        return response
    }

    /// Scripts get a line instead of a page.
    private var wantsShortAnswer: Bool {
        isPartial || path.hasSuffix(".json") || request.headers[.accept]?.hasPrefix("application/json") == true
    }

    private func toSignIn() -> Response {
        let back = request.method == .get ? localPath(request.uri.description) : cameFrom
        return redirect(to: signInPath(back: back), flash: sessionIsOver)
    }

    private func signInPath(back: String?) -> String {
        let next = back.map { "?next=" + PercentEncoding.component($0) } ?? ""
        return "/sign-in" + (back == "/" ? "" : next)
    }

    /// Nil for someone who just comes by; who had a session or sent a form wonders where it went.
    private var sessionIsOver: Flash? {
        guard request.method == .get else { return Flash(text(SiteText.adviceSignInUnsaved), kind: .problem) }
        return session == nil ? nil : Flash(text(SiteText.adviceSignInNeeded), kind: .problem)
    }

    private func shortAnswer(_ refusal: Refusal) -> Response {
        .text("\(text(refusal.title)) (\(requestID))", status: refusal.status)
    }

    private func fullPage(_ refusal: Refusal) -> Response {
        // Whose role opens nothing, Today is not open to either.
        let isShutOut = viewer?.isShutOut == true
        let values = RefusalPage(
            status: refusal.status.code,
            advice: text(isShutOut && refusal == .forbidden ? .adviceShutOut : refusal.advice),
            requestID: requestID, goesHome: viewer != nil && !isShutOut)
        let head = Page("error", title: text(refusal.title), template: "refusal")
        return (try? framed(head, values, status: refusal.status)) ?? shortAnswer(refusal)
    }
}

extension Refusal {
    /// Errors of the web server keep their meaning; every other one is ours.
    init(of error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case DatabaseError.busy, DatabaseError.serialization: self = .busy
        case DatabaseError.diskFull: self = .diskFull
        case let error as any HTTPResponseError: self.init(status: error.status)
        default: self = .broken
        }
    }

    private init(status: HTTPResponse.Status) {
        switch status.code {
        case 401: self = .signInNeeded
        case 403: self = .forbidden
        case 404: self = .notFound
        case 413: self = .tooLarge
        case 400..<500: self = .unreadable
        default: self = .broken
        }
    }
}
