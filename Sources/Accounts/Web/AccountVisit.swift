import People
package import Site

extension Visit {
    /// The account that the address names as `:id`.
    /// - Throws: `Refusal.notFound` when there is none, or none this person may see.
    package func account() async throws -> Account {
        guard let account = try await AccountStore(database).account(try number("id"), scope: scope) else {
            throw Refusal.notFound
        }
        return account
    }
}

extension Account {
    /// The way back from a page below the account's own.
    package func crumbs(_ visit: Visit) -> [Page.Crumb] {
        [.init(visit.text(AccountText.title), "/accounts"), .init(name, "/accounts/\(id)")]
    }
}
