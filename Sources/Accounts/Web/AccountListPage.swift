import Measures
import People
import Site

struct AccountListPage: PageValue {
    let list: ListView
}

/// The list of accounts, ready to print.
struct AccountListMaker {
    let visit: Visit
    let query: ListQuery
    let listing: AccountListing
    let currency: Currency
    private let style: NumberStyle

    init(_ visit: Visit, _ query: ListQuery, _ listing: AccountListing, currency: Currency) {
        self.visit = visit
        self.query = query
        self.listing = listing
        self.currency = currency
        style = NumberStyle(visit.language)
    }

    func page(_ accounts: [Account], totals: String?, hasAny: Bool) -> AccountListPage {
        let slice = query.slice(accounts) { $0.mark(listing.sort).cursor }
        return AccountListPage(
            list: ListView(
                "accounts", query: query, slice: slice, columns: columns, cells: cells, chips: hasAny ? chips : [],
                totals: totals, exportPath: hasAny ? "/accounts.csv" : nil, isSearchable: hasAny,
                empty: hasAny ? notFound : none))
    }

    /// What the list comes to and what that covers.
    func totals(_ tally: AccountTally) -> String {
        let key: AccountText =
            switch listing.bought {
            case nil: .total
            case true?: .totalBought
            case false?: .totalNeverBought
            }
        let revenue = style.money(Money(minor: tally.revenue, currency: currency))
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
            .number("revenue", visit.text(AccountText.revenueIn, ["currency": currency.code])),
            .number("orders", visit.text(AccountText.orders)), .short("first", visit.text(AccountText.firstDay)),
            .short("last", visit.text(AccountText.lastDay)),
        ]
    }

    private func cells(_ account: Account) -> [ListCell] {
        let revenue = style.amount(Money(minor: account.totals.revenue, currency: currency))
        return [
            .link(account.name, path: "/accounts/\(account.id)"), .text(account.code),
            account.totals.revenue < 0 ? .negative(revenue) : .number(revenue),
            .number(style.integer(account.totals.orders)), day(account.totals.firstDay), day(account.totals.lastDay),
        ]
    }

    private func day(_ number: Int?) -> ListCell { number.map { .text(Day($0).iso) } ?? .unknown }

    private var chips: [ListView.Chip] {
        [("yes", AccountText.bought), ("no", .neverBought)].map { value, title in
            ListView.Chip(visit.text(title), filter: "bought", is: value, in: query)
        }
    }

    private var none: ListView.Empty {
        .init(
            visit.text(AccountText.noneTitle), text: visit.text(AccountText.noneText),
            act: visit.text(AccountText.noneAct), path: "/imports")
    }

    private var notFound: ListView.Empty {
        .init(
            visit.text(AccountText.notFoundTitle), text: visit.text(AccountText.notFoundText),
            act: visit.text(AccountText.clear), path: "/accounts")
    }
}
