import Hummingbird
import Measures
import Rights
import Site

/// `/accounts` and its export, `/accounts/:id`.
struct AccountRoutes: Sendable {
    private struct Question: Hashable, Sendable {
        /// Its filters; sort and place do not matter.
        let listing: AccountListing
        /// Standings change without the ledger.
        let asOf: Day?
        /// One person's totals are not another's.
        let scope: Scope
        /// Whose accounts they are changes without the ledger.
        let owners: Int?
    }

    private let tallies = KeptAnswers<Question, AccountTally>()

    func hang(_ routes: Routes) {
        routes.get("accounts") { try await list($0) }
        routes.export("accounts") { try await $0.send(try await file($0)) }
        routes.get("accounts/proposals") { try await AccountProposals.answer($0) }
        routes.get("accounts/:id") { try await account($0) }
        routes.get("accounts/:id/group", for: .whoMay(.assigning)) { try await AccountGroupPage.page($0, problems: []) }
        routes.post("accounts/:id/group", for: .whoMay(.assigning)) { try await AccountGroupPage.put($0) }
    }

    private func list(_ visit: Visit) async throws -> Response {
        let query = AccountListing.query(visit)
        let listing = AccountListing(query, viewer: visit.viewer?.user)
        let store = AccountStore(visit.database)
        let books = try await visit.companyBooks()
        let accounts = try await store.list(listing, scope: visit.scope)
        let tiers = try await visit.tierWords()
        let maker = AccountListMaker(
            visit, query, listing, currency: books?.currency ?? .cny, tiers: tiers,
            hasOwners: accounts.contains { $0.owner != nil })
        var hasAny = !accounts.isEmpty
        if !hasAny { hasAny = try await store.hasAccounts(scope: visit.scope) }
        let totals = accounts.isEmpty ? nil : try await totals(maker, store, version: books?.version)
        let page = Page(
            "accounts", title: visit.text(AccountText.title), template: "account-list",
            question: visit.text(AccountText.question), place: .accounts
        ).countingReach
        return try visit.page(
            page, maker.page(accounts, totals: totals, hasAny: hasAny, views: try await visit.savedViews()))
    }

    private func totals(_ maker: AccountListMaker, _ store: AccountStore, version: String?) async throws -> String {
        let (listing, scope) = (maker.listing, maker.visit.scope)
        guard listing.search.isEmpty else {
            return maker.totals(found: try await store.found(listing, scope: scope))
        }
        let question = Question(
            listing: listing.filters, asOf: maker.tiers?.asOf, scope: scope,
            owners: listing.ownership == nil ? nil : maker.visit.viewer?.rightsVersion)
        let tally = try await tallies.answer(question, version: version) {
            try await store.tally(listing, scope: scope)
        }
        return maker.totals(tally)
    }

    private func file(_ visit: Visit) async throws -> ListFile {
        let query = AccountListing.query(visit, size: ListFile.pageSize)
        return AccountFile(
            store: AccountStore(visit.database), listing: AccountListing(query, viewer: visit.viewer?.user),
            currency: try await visit.companyBooks()?.currency ?? .cny, scope: visit.scope,
            tiers: try await visit.tierWords()
        ).file(on: visit.today)
    }

    private func account(_ visit: Visit) async throws -> Response {
        let account = try await visit.account()
        // The last day anyone bought: whatever came later is not known here.
        let asOf = try await visit.ledgerDays()?.through ?? visit.today
        let currency = try await visit.companyBooks()?.currency ?? .cny
        var parts: [AccountPanel.Place: [AccountPanel.Part]] = [:]
        for panel in visit.site.contributions(AccountPanel.self) {
            if let part = try await panel.part(visit, account) { parts[panel.place, default: []].append(part) }
        }
        var page = Page(
            "account", title: account.name, template: "account", question: account.question(visit), asOf: asOf,
            place: .accounts, breadcrumbs: [.init(visit.text(AccountText.title), "/accounts")])
        page.standing = account.told(visit, tiers: try await visit.tierWords())
        return try visit.page(
            page,
            AccountPage(
                account, parts, currency: currency, asOf: asOf,
                timeline: AccountTimeline(try await visit.events(of: account), acts: try await visit.acts(on: account)),
                mayAssign: try await visit.mayAssign(account), visit))
    }
}

extension AccountListing {
    fileprivate var filters: AccountListing {
        var filters = AccountListing()
        (filters.bought, filters.tier, filters.safety, filters.trend) = (bought, tier, safety, trend)
        filters.ownership = ownership
        return filters
    }
}

extension Account {
    /// Its tier and who answers for it.
    fileprivate func told(_ visit: Visit, tiers: TierWords.Words?) -> [ListCell] {
        let tier = standing?.tier.flatMap { tiers?.badge(tier: $0, safety: standing?.safety) }
        let owner = owner.map { ListCell.text(visit.text(AccountText.ownedBy, ["name": $0.name])) }
        return [tier, owner].compactMap { $0 }
    }

    fileprivate func question(_ visit: Visit) -> String {
        let question = visit.text(AccountText.accountQuestion)
        return hasName ? code + " · " + question : question
    }
}
