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

extension Visit {
    /// The account that a field names by its code or its name; nil where the field is empty.
    /// - Throws: `FieldProblem` where it names none. A part of a name is not taken, a slip would name another account
    ///   than was meant: whom it may mean is told.
    package func namedAccount(_ field: String) async throws -> Account? {
        let text = form.line(field)
        if text.isEmpty { return nil }
        let store = AccountStore(database)
        if let account = try await store.account(called: text, scope: scope) { return account }
        guard let meant = try await store.account(with: text, scope: scope) else {
            throw FieldProblem(field, self.text(AccountText.namedUnknown))
        }
        throw FieldProblem(
            field, self.text(AccountText.namedInPart, ["name": meant.name, "code": meant.code]))
    }
}
