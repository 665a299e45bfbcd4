import Hummingbird
import Measures
import Rights
package import Site

/// `/accounts/proposals`: the largest accounts whose code or name has what somebody typed, for fields that name one.
package enum AccountProposals {
    /// A field that takes an account's code or name, and proposes some. What it is called does not matter.
    package static let field = FieldView.Kind.proposed(from: "/accounts/proposals")

    private static let most = 8

    struct Proposals: PageValue {
        let options: [FieldView.Option]
    }

    static func answer(_ visit: Visit) async throws -> Response {
        let typed = ["account", "parent"].lazy.compactMap { visit.query($0) }.first ?? ""
        var listing = AccountListing()
        listing.search = typed.oneLine
        listing.size = most
        let found = try await AccountStore(visit.database).list(listing, scope: visit.scope)
        return try visit.part(
            "account-proposals", Proposals(options: found.prefix(most).map { FieldView.Option($0.code, $0.name) }))
    }
}
