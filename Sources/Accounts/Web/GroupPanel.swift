import Measures
import Rights
import Site

/// All accounts of a group on the page of each: what every one of them brought alone.
struct GroupPanel: PageValue {
    let note: String
    let table: Markup

    /// Members shown, those with the most revenue; a group of more is rare.
    private static let most = 50

    static let panel = AccountPanel { visit, account in
        let store = AccountStore(visit.database)
        let unit = try await store.group(of: account.id)
        guard unit.count > 1, let currency = try await visit.companyBooks()?.currency else { return nil }
        let members = try await store.accounts(unit, scope: visit.scope)
        guard members.count > 1 else { return nil }
        return AccountPanel.Part(
            visit.text(AccountText.groupMembers), template: "account-group-members",
            value: GroupPanel(members, of: account, currency, visit))
    }

    private init(_ members: [Account], of account: Account, _ currency: Currency, _ visit: Visit) {
        let style = NumberStyle(visit.language)
        let revenue = members.reduce(0) { $0 + $1.totals.revenue }
        note = visit.text(
            AccountText.groupTotal,
            [
                "count": style.integer(members.count),
                "revenue": style.money(Money(minor: revenue, currency: currency)),
            ], count: members.count)
        let columns: [ListView.Column] = [
            .text("name", visit.text(AccountText.name), isSortable: false).asName,
            .number("revenue", visit.text(AccountText.revenueIn, ["currency": currency.code]), isSortable: false),
            .number("orders", visit.text(AccountText.orders), isSortable: false).onWideScreens,
            .short("last", visit.text(AccountText.lastDay), isSortable: false),
        ]
        let largest = members.sorted { ($0.totals.revenue, $1.id) > ($1.totals.revenue, $0.id) }.prefix(Self.most)
        table = ListCell.table(
            visit.text(AccountText.groupMembers), columns,
            largest.map { member in
                let amount = style.amount(Money(minor: member.totals.revenue, currency: currency))
                return [
                    member.id == account.id ? .text(member.name) : .link(member.name, path: "/accounts/\(member.id)"),
                    member.totals.revenue < 0 ? .negative(amount) : .number(amount),
                    .number(style.integer(member.totals.orders)),
                    member.totals.lastDay.map { .text(Day($0).iso) } ?? .unknown,
                ]
            })
    }
}
