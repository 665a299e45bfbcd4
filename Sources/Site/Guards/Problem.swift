import Foundation
package import HTTPTypes
package import Hummingbird
package import Logging

/// Why a program gets no answer, as RFC 9457 writes it. For programmers, so in English alone.
package struct Problem: Error, Sendable, Equatable {
    /// What is wrong with one value of what was sent.
    package struct Fault: Error, Sendable, Hashable, Encodable {
        /// Where in the body, as RFC 6901 writes it.
        package var pointer: String?
        /// Which value of the address or of the header.
        package var parameter: String?
        package var detail: String

        package init(pointer: String? = nil, parameter: String? = nil, _ detail: String) {
            self.pointer = pointer
            self.parameter = parameter
            self.detail = detail
        }
    }

    package var status: HTTPResponse.Status
    package var detail: String
    package var faults: [Fault]
    package var headers: HTTPFields

    package init(
        _ status: HTTPResponse.Status, _ detail: String, faults: [Fault] = [], headers: HTTPFields = [:]
    ) {
        self.status = status
        self.detail = detail
        self.faults = faults
        self.headers = headers
    }
}

extension Visit {
    /// Everything below `/api` is for programs.
    var isOfProgram: Bool { path == "/api" || path.hasPrefix("/api/") }

    /// The answer for something that went wrong with a program's call; what it was in detail goes to the log only.
    package func problem(_ error: any Error, logger: Logger) -> Response {
        let problem = error as? Problem ?? Problem(Refusal(of: error))
        if problem.status == .internalServerError {
            logger.error("request failed", metadata: ["error": "\(error)"])
        }
        let document = ProblemDocument(problem, requestID: requestID)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = (try? encoder.encode(document)).map { Array($0) } ?? []
        var response = Response.bytes(body, type: "application/problem+json", status: problem.status)
        response.headers.append(contentsOf: problem.headers)
        return response
    }
}

private struct ProblemDocument: Encodable {
    let type = "about:blank"
    let title: String
    let status: Int
    let detail: String
    /// The request's number, which is in the log.
    let instance: String
    let errors: [Problem.Fault]?

    init(_ problem: Problem, requestID: String) {
        title = problem.status.reasonPhrase
        status = problem.status.code
        detail = problem.detail
        instance = "urn:mainstay:request:" + requestID
        errors = problem.faults.isEmpty ? nil : problem.faults
    }

    private enum CodingKeys: CodingKey { case type, title, status, detail, instance, errors }
}

extension Problem {
    init(_ refusal: Refusal) {
        self.init(refusal.status, refusal.sentence)
        switch refusal {
        case .method(let allowed):
            headers[.allow] = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        case .tooManyTries(let seconds): headers[.retryAfter] = String(seconds)
        case .busy: headers[.retryAfter] = "10"
        case .signInNeeded: headers[.wwwAuthenticate] = "Bearer realm=\"Mainstay\""
        default: break
        }
    }
}

extension Refusal {
    /// For programmers.
    fileprivate var sentence: String {
        switch self {
        case .notFound: "There is nothing here, or nothing that this token's user may see."
        case .forbidden, .staleForm: "This token's user may not do this."
        case .signInNeeded: "Send a token in the header: Authorization: Bearer TOKEN."
        case .method: "This path does not know this method."
        case .unreadable: "The request cannot be read."
        case .tooLarge: "The body is larger than what this path takes."
        case .tooManyTries: "These were too many requests; wait as long as Retry-After says."
        case .busy: "Another program holds the database; try again."
        case .diskFull: "The server's disk is full."
        case .broken: "Something went wrong here. The server's log knows more, by the number in instance."
        }
    }
}
