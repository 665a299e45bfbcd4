import Rights
import Synchronization

/// One thing the site answers, and to whom: what `docs/rights.md` lists and the tests try for every role.
package struct Endpoint: Sendable, Hashable {
    package var method: String
    /// As it was hung, with names for its parts: `/accounts/:id`.
    package var path: String
    package var audience: Routes.Audience

    /// As the table of rights says it.
    package var who: String {
        switch audience {
        case .anyone: "anyone"
        case .signedIn: "signed in"
        case .whoMay(let act): act.rawValue
        case .token(nil): "token"
        case .token(let act?): "token, " + act.rawValue
        }
    }
}

/// Gathers what features hang.
final class EndpointList: Sendable {
    private let listed = Mutex<[Endpoint]>([])

    var all: [Endpoint] { listed.withLock { $0 } }

    func add(_ endpoint: Endpoint) { listed.withLock { $0.append(endpoint) } }
}
