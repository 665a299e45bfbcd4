package import HTTPTypes
package import Rights
package import Site

/// One thing that programs may ask: how it is asked, what it answers, and who may. What stands here reads the call,
/// writes the answer and is printed in the OpenAPI document.
package struct APIOperation: Sendable {
    /// What the answer holds.
    package enum Answer: Sendable {
        case one(APIShape)
        /// `{"data": […], "next_cursor": …}`
        case page(APIShape)
        case nothing
    }

    package enum Handling: Sendable {
        /// Answers.
        case answer(@Sendable (APICall) async throws -> APIAnswer)
        /// Writes, and answers with the record it wrote, by its id. The two are apart so that a repeated call with the
        /// same `Idempotency-Key` is answered without writing again.
        case write(
            @Sendable (APICall) async throws -> Int, answer: @Sendable (APICall, Int) async throws -> APIAnswer)
    }

    package var method: HTTPRequest.Method
    /// With names in braces, below the version: `/accounts/{id}`.
    package var path: String
    package var name: String
    package var tag: String
    package var summary: String
    package var scope: TokenScope
    /// What the user's role has to let them do besides.
    package var act: Act?
    package var parameters: [APIParameter]
    package var body: APIShape?
    /// Bytes.
    package var bodyLimit = 1_000_000
    package var answer: Answer
    package var status: HTTPResponse.Status
    package var handling: Handling

    /// - Parameters:
    ///   - name: a verb and a noun, as programs made from the document name it: `listAccounts`.
    ///   - tag: the noun it is listed under.
    package init(
        _ method: HTTPRequest.Method, _ path: String, _ name: String, tag: String, _ summary: String,
        scope: TokenScope = .read, act: Act? = nil, parameters: [APIParameter] = [], body: APIShape? = nil,
        answer: Answer, status: HTTPResponse.Status = .ok, handling: Handling
    ) {
        self.method = method
        self.path = path
        self.name = name
        self.tag = tag
        self.summary = summary
        self.scope = scope
        self.act = act
        self.body = body
        self.answer = answer
        self.status = status
        self.handling = handling
        let names = path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
        self.parameters = names.map { .id($0) } + parameters
        if case .page = answer { self.parameters += [.limit, .cursor] }
    }

    /// As it is hung.
    package var routePath: String {
        APIVersion.root + path.replacing("{", with: ":").replacing("}", with: "")
    }

    /// Whether a repeated call can be told from a new one.
    var takesKey: Bool {
        if case .write = handling { method == .post } else { false }
    }
}

enum APIVersion {
    /// What every path begins with.
    static let root = "/api/v1"
}

/// What features give to the API.
package struct APIOperations: Contribution {
    package let operations: [APIOperation]

    package init(_ operations: [APIOperation]) { self.operations = operations }
}

extension Site {
    /// What programs may ask of this site.
    package var apiOperations: [APIOperation] { contributions(APIOperations.self).flatMap(\.operations) }
}
