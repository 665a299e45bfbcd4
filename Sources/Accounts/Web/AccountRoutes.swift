import Hummingbird
import Measures
import People
import Site

/// `/accounts` and its export, `/accounts/:id`.
struct AccountRoutes: Sendable {
    private struct Question: Hashable, Sendable {
        let bought: Bool?
        /// One person's totals are not another's.
        let scope: Scope
    }

    private let tallies = KeptAnswers<Question, AccountTally>()

    func hang(_ routes: Routes) {
        routes.get("accounts") { try await list($0) }
        routes.get("accounts.csv") { try await export($0) }
        routes.get("accounts/:id") { try await account($0) }
    }

    private func list(_ visit: Visit) async throws -> Response {
        let query = AccountListing.query(visit)
        let listing = AccountListing(query)
        let store = AccountStore(visit.database)
        let books = try await visit.companyBooks()
        let accounts = try await store.list(listing, scope: visit.scope)
        let maker = AccountListMaker(visit, query, listing, currency: books?.currency ?? .cny)
        var hasAny = !accounts.isEmpty
        if !hasAny { hasAny = try await store.hasAccounts(scope: visit.scope) }
        let totals = accounts.isEmpty ? nil : try await totals(maker, store, version: books?.version)
        let page = Page(
            "accounts", title: visit.text(AccountText.title), template: "account-list",
            question: visit.text(AccountText.question), place: .accounts)
        return try visit.page(page, maker.page(accounts, totals: totals, hasAny: hasAny))
    }

    private func totals(_ maker: AccountListMaker, _ store: AccountStore, version: String?) async throws -> String {
        let (listing, scope) = (maker.listing, maker.visit.scope)
        guard listing.search.isEmpty else {
            return maker.totals(found: try await store.found(listing, scope: scope))
        }
        let tally = try await tallies.answer(Question(bought: listing.bought, scope: scope), version: version) {
            try await store.tally(bought: listing.bought, scope: scope)
        }
        return maker.totals(tally)
    }

    private func export(_ visit: Visit) async throws -> Response {
        let books = try await visit.companyBooks()
        let export = AccountExport(
            store: AccountStore(visit.database), listing: AccountListing(AccountListing.query(visit)),
            currency: books?.currency ?? .cny, scope: visit.scope)
        return visit.download("accounts-\(visit.today.iso).csv") { try await export.write($0) }
    }

    private func account(_ visit: Visit) async throws -> Response {
        let store = AccountStore(visit.database)
        guard let account = try await store.account(try visit.number("id"), scope: visit.scope) else {
            throw Refusal.notFound
        }
        let asOf = try await store.asOf(visit)
        let currency = try await visit.companyBooks()?.currency ?? .cny
        var panels: [AccountPanel.Part] = []
        for panel in visit.site.contributions(AccountPanel.self) {
            if let part = try await panel.part(visit, account) { panels.append(part) }
        }
        let page = Page(
            "account", title: account.name, template: "account", question: account.question(visit), asOf: asOf,
            place: .accounts, breadcrumbs: [.init(visit.text(AccountText.title), "/accounts")])
        return try visit.page(page, AccountPage(account, panels: panels, currency: currency, asOf: asOf, visit))
    }
}

extension AccountStore {
    /// The day numbers speak of: the last day anyone bought, for whatever came later is not known here; today when
    /// there are no orders.
    fileprivate func asOf(_ visit: Visit) async throws -> Day {
        try await days(scope: visit.scope)?.through ?? visit.today
    }
}

extension Account {
    fileprivate func question(_ visit: Visit) -> String {
        let question = visit.text(AccountText.accountQuestion)
        return hasName ? code + " · " + question : question
    }
}
