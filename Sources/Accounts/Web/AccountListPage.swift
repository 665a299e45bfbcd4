import Measures
import Rights
import Site

struct AccountListPage: PageValue {
    /// Nil for who may not bring in orders, and where an empty list says the same.
    let importPath: String?
    let list: ListView
}

/// The list of accounts, ready to print.
struct AccountListMaker {
    let visit: Visit
    let query: ListQuery
    let listing: AccountListing
    let currency: Currency
    /// Nil as long as nobody was judged: then the list says nothing of tiers.
    let tiers: TierWords.Words?
    /// Whether any account of the page has an owner: a company without them needs no column.
    let hasOwners: Bool
    private let style: NumberStyle

    init(
        _ visit: Visit, _ query: ListQuery, _ listing: AccountListing, currency: Currency, tiers: TierWords.Words?,
        hasOwners: Bool
    ) {
        self.hasOwners = hasOwners
        self.visit = visit
        self.query = query
        self.listing = listing
        self.currency = currency
        self.tiers = tiers
        style = NumberStyle(visit.language)
    }

    func page(
        _ accounts: [Account], totals: String?, hasAny: Bool, views: ListViews?
    ) -> AccountListPage {
        let slice = query.slice(accounts) { $0.mark(listing.sort).cursor }
        // Tiers counts a group once; here its accounts stand one by one.
        let said = [totals, hasBranches(accounts) ? visit.text(AccountText.branchesListed) : nil].compactMap { $0 }
        return AccountListPage(
            importPath: hasAny && visit.may(.importing) ? "/imports/new" : nil,
            list: ListView(
                "accounts", query: query, slice: slice, columns: columns, cells: cells, chips: hasAny ? chips : [],
                totals: said.isEmpty ? nil : said.joined(separator: " · "),
                exportPath: accounts.isEmpty ? nil : "/accounts", isSearchable: hasAny,
                views: hasAny ? views : nil,
                empty: hasAny ? notFound : none))
    }

    private func hasBranches(_ accounts: [Account]) -> Bool {
        listing.tier != nil && accounts.contains { $0.head != nil }
    }

    /// What the list comes to and what that covers.
    func totals(_ tally: AccountTally) -> String {
        let key: AccountText =
            switch listing.bought {
            case nil: listing.isFiltered ? .totalFiltered : .total
            case true?: .totalBought
            case false?: .totalNeverBought
            }
        let revenue = style.compactMoney(Money(minor: tally.revenue, currency: currency))
        return visit.text(
            key, ["count": style.integer(tally.accounts), "revenue": revenue, "currency": currency.code],
            count: tally.accounts)
    }

    func totals(found: Int) -> String {
        let isTooMany = found > AccountWalk.mostMatches
        let count = style.integer(min(found, AccountWalk.mostMatches))
        return visit.text(isTooMany ? AccountText.foundTooMany : .found, ["count": count], count: found)
    }

    private var columns: [ListView.Column] {
        [
            .text("name", visit.text(AccountText.name)).asName,
            .text("code", visit.text(AccountText.code)).onWideScreens,
        ] + standingColumns + [
            .number("revenue", visit.text(AccountText.revenueIn, ["currency": currency.code])),
            .number("orders", visit.text(AccountText.orders)).onWideScreens,
        ] + (tiers == nil ? [.short("first", visit.text(AccountText.firstDay))] : []) + [
            .short("last", visit.text(AccountText.lastDay))
        ] + (hasOwners ? [.text("owner", visit.text(AccountText.owner), isSortable: false).onWideScreens] : [])
    }

    private var standingColumns: [ListView.Column] {
        if tiers == nil { return [] }
        return [
            .short("tier", visit.text(AccountText.tier), isSortable: false)
        ] + (visit.sees(.cost) ? [.number("value", visit.text(AccountText.valueScore)).onWideScreens] : []) + [
            .number("loyalty", visit.text(AccountText.loyalty)).onWideScreens,
            .number("growth", visit.text(AccountText.trend)).onWideScreens,
        ]
    }

    private func cells(_ account: Account) -> [ListCell] {
        let revenue = style.amount(Money(minor: account.totals.revenue, currency: currency))
        let first = tiers == nil ? [day(account.totals.firstDay)] : []
        return [name(account), .text(account.code)] + standing(account) + [
            account.totals.revenue < 0 ? .negative(revenue) : .number(revenue),
            .number(style.integer(account.totals.orders)),
        ] + first + [day(account.totals.lastDay)] + (hasOwners ? [owner(account)] : [])
    }

    private func owner(_ account: Account) -> ListCell { account.owner.map { .text($0.name) } ?? .unknown }

    /// Of a branch it is said whose tier and scores stand beside it.
    private func name(_ account: Account) -> ListCell {
        let path = "/accounts/\(account.id)"
        guard tiers != nil, let head = account.head else { return .link(account.name, path: path) }
        return .titled(account.name, path: path, detail: visit.text(AccountText.judgedWith, ["name": head.name]))
    }

    private func standing(_ account: Account) -> [ListCell] {
        guard let tiers else { return [] }
        let standing = account.standing
        return [
            tiers.badge(tier: standing?.tier, safety: standing?.safety)
        ] + (visit.sees(.cost) ? [score(standing?.value)] : []) + [
            score(standing?.loyalty), standing?.growth.map(trend) ?? .unknown,
        ]
    }

    private func score(_ score: Double?) -> ListCell { score.map { .number(String(Int($0.rounded()))) } ?? .unknown }

    private func trend(_ growth: Double) -> ListCell {
        let percent = Int((max(-1e6, min(1e6, growth)) * 100).rounded())
        let text = (percent > 0 ? "+" : "") + style.integer(percent) + "%"
        return percent < 0 ? .negative(text) : .number(text)
    }

    private func day(_ number: Int?) -> ListCell { number.map { .text(Day($0).iso) } ?? .unknown }

    private var chips: [ListView.Chip] {
        (hasOwners || listing.ownership != nil ? ownerChips : []) + standingChips
            + [("yes", AccountText.bought), ("no", .neverBought)].map { value, title in
                ListView.Chip(visit.text(title), filter: "bought", is: value, in: query)
            }
    }

    private var ownerChips: [ListView.Chip] {
        [ListView.Chip(visit.text(AccountText.mine), filter: "owner", is: "me", in: query)]
            + (visit.may(.assigning)
                ? [ListView.Chip(visit.text(AccountText.unowned), filter: "owner", is: "nobody", in: query)] : [])
    }

    private var standingChips: [ListView.Chip] {
        guard let tiers else { return [] }
        return tiers.names.enumerated().map { ListView.Chip($1, filter: "tier", is: String($0), in: query) } + [
            ListView.Chip(visit.text(AccountText.keyAtRisk), filter: "safety", is: "2", in: query),
            ListView.Chip(visit.text(AccountText.growing), filter: "trend", is: "growing", in: query),
            ListView.Chip(visit.text(AccountText.shrinking), filter: "trend", is: "shrinking", in: query),
        ]
    }

    private var none: ListView.Empty {
        guard visit.may(.importing) else {
            return .init(visit.text(AccountText.noneOwnTitle), text: visit.text(AccountText.noneOwnText))
        }
        return .init(
            visit.text(AccountText.noneTitle), text: visit.text(AccountText.noneText),
            act: visit.text(AccountText.noneAct), path: "/imports")
    }

    private var notFound: ListView.Empty {
        .init(
            visit.text(AccountText.notFoundTitle), text: visit.text(AccountText.notFoundText),
            act: visit.text(AccountText.clear), path: "/accounts")
    }
}
