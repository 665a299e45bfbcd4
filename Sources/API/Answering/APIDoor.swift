import HTTPTypes
import Hummingbird
import Rights
import Site

/// Lets a call in: who it is, how often they came, and what their token is for.
struct APIDoor: Sendable {
    let limit: RateLimit

    /// - Throws: `Problem`
    func enter(_ visit: Visit, _ operation: APIOperation) async throws -> (caller: TokenStore.Caller, HTTPFields) {
        try refuseTokenInAddress(visit)
        guard let header = visit.request.headers[.authorization] else { throw Refusal.signInNeeded }
        let parts = header.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw Refusal.signInNeeded }
        guard let caller = try await TokenStore(visit.database).caller(String(parts[1]), now: visit.now) else {
            throw Problem(
                .unauthorized, "The token is unknown, over or revoked, or its user has left.",
                headers: [.wwwAuthenticate: "Bearer realm=\"Mainstay\", error=\"invalid_token\""])
        }
        let taken = limit.take(caller.token, now: visit.now)
        var headers = limit.headers(taken)
        if taken.isRefused {
            headers[.retryAfter] = String(taken.seconds)
            throw Problem(
                .tooManyRequests,
                "The token made more calls than it may in a minute; wait as long as Retry-After says.",
                headers: headers)
        }
        do { try require(caller, operation) } catch var problem as Problem {
            problem.headers.append(contentsOf: headers)
            throw problem
        }
        return (caller, headers)
    }

    /// Addresses are kept in logs and histories, where a token would lie open.
    private func refuseTokenInAddress(_ visit: Visit) throws {
        let names = ["access_token", "token", "api_token", "api_key", "apikey", "bearer_token", "authorization"]
        let isThere = visit.allQueries.contains { name, values in
            names.contains(name.lowercased()) || values.contains { $0.hasPrefix(TokenStore.prefix) }
        }
        guard isThere else { return }
        throw Problem(
            .badRequest,
            "A token in the address ends up in logs: send it in the header, Authorization: Bearer TOKEN, and revoke this one."
        )
    }

    private func require(_ caller: TokenStore.Caller, _ operation: APIOperation) throws {
        // A customer's buyer has the portal, and nothing in here.
        if caller.viewer.scope.isNothing, caller.viewer.acts.isEmpty {
            throw Problem(.forbidden, "This token's user may not do this.")
        }
        guard caller.scopes.contains(operation.scope) else {
            let scope = operation.scope.rawValue
            throw Problem(
                .forbidden, "The token lacks the scope “\(scope)”.",
                headers: [
                    .wwwAuthenticate: "Bearer realm=\"Mainstay\", error=\"insufficient_scope\", scope=\"\(scope)\""
                ])
        }
        if let act = operation.act, !caller.viewer.acts.contains(act) {
            throw Problem(.forbidden, "The role of this token's user lacks the right “\(act.rawValue)”.")
        }
    }
}
