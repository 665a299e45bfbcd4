import Rights
package import Site

extension Visit {
    /// The account that the address names as `:id`.
    /// - Throws: `Refusal.notFound` when there is none, or none this person may see.
    package func account() async throws -> Account {
        try await account(in: scope)
    }

    /// The same, to change it.
    /// - Throws: `Refusal.forbidden` when this person may only read it.
    package func changeableAccount() async throws -> Account {
        let account = try await account()
        guard try await AccountStore(database).includes(account.id, writing) else { throw Refusal.forbidden }
        return account
    }

    /// Whether this person may settle who holds an account and where it stands.
    func mayAssign(_ account: Account) async throws -> Bool {
        may(.assigning) ? try await AccountStore(database).includes(account.id, writing) : false
    }

    private func account(in scope: Scope) async throws -> Account {
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
