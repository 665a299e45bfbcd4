import Audit
import Hummingbird
import HTTPTypes
import NIOCore
import People
import Rights
package import Site

/// What programs may ask, with tokens, and what they are told about it.
package enum APIFeature {
    /// - Parameters:
    ///   - limit: calls of one token in a minute.
    ///   - version: the product's, for the document.
    package static func feature(limit: Int = 1_200, version: String = "") -> Feature {
        Feature(
            name: "API", migrations: TokenSchema.migrations,
            templates: [
                "tokens": PackageResources.tokens_mustache, "token-once": PackageResources.token_once_mustache,
                "api-reference": PackageResources.api_reference_mustache,
            ], texts: APIText.self,
            navigation: [
                NavigationItem(.mine, "/settings/tokens", title: APIText.tokensTitle),
                NavigationItem(.settings, "/settings/api", title: APIText.referenceTitle, for: .administering),
            ], contributions: [audit, handover],
            routes: { routes in
                let operations = routes.site.apiOperations
                let door = APIDoor(limit: RateLimit(limit))
                let underWay = CallsUnderWay()
                for operation in operations {
                    let endpoint = APIEndpoint(operation: operation, door: door, underWay: underWay)
                    routes.api(operation.method, operation.routePath, for: operation.act) {
                        try await endpoint.answer($0)
                    }
                }
                // It tells what the program can do and nothing of the company.
                let document = OpenAPIDocument(operations: operations, version: version)
                let bytes = document.json.bytes
                routes.get(APIVersion.root + "/openapi.json", for: .anyone) { _ in
                    Response(
                        status: .ok, headers: [.contentType: "application/json"],
                        body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
                }
                TokenRoutes.hang(routes)
                ReferenceRoutes(document: document).hang(routes)
            })
    }

    /// Nobody takes a token over: it ends, and stays ended should its user come back.
    private static var handover: Handover {
        Handover(
            hand: { user, _, connection in try TokenStore.end(of: user, in: connection) },
            summary: { visit, user in
                let count = try await TokenStore(visit.database).tokens(of: user, now: visit.now)
                    .count { $0.expires > visit.now }
                return count == 0 ? nil : visit.text(APIText.handover, ["count": String(count)], count: count)
            })
    }

    private static var audit: AuditWords {
        AuditWords(
            acts: [.tokenMade: APIText.actMade, .tokenRevoked: .actRevoked], kinds: [.token: APIText.token],
            fields: ["scopes": APIText.scopes, "days": .days, "owner": .tokenOwner],
            values: ["scopes": ["read": APIText.scopeRead, "write": .scopeWrite, "import": .scopeImport]])
    }
}
