import Measures
import Rights
package import Site

/// What a feature tells of each account of a group, beside its name on the page of each: measured over its own window, in
/// place of what the account list tells.
package struct GroupColumns: Contribution {
    package struct Part: Sendable {
        package var columns: [ListView.Column]
        /// The accounts it tells of, in the order they are shown, each with a cell for every column.
        package var rows: [(account: Int, cells: [ListCell])]
        /// What is told, and over which days.
        package var note: String

        package init(columns: [ListView.Column], rows: [(account: Int, cells: [ListCell])], note: String) {
            self.columns = columns
            self.rows = rows
            self.note = note
        }
    }

    /// Answers nil when the feature has nothing to say about this account's group.
    package var part: @Sendable (Visit, Account) async throws -> Part?

    package init(part: @escaping @Sendable (Visit, Account) async throws -> Part?) { self.part = part }
}

/// All accounts of a group on the page of each: what every one of them brought alone.
struct GroupPanel: PageValue {
    let note: String
    let table: Markup

    /// Members shown, those that bring the most; a group of more is rare.
    private static let most = 50

    static let panel = AccountPanel(.course) { visit, account in
        let store = AccountStore(visit.database)
        let unit = try await store.group(of: account.id)
        guard unit.count > 1, let currency = try await visit.companyBooks()?.currency else { return nil }
        let members = try await store.accounts(unit, scope: visit.scope)
        guard members.count > 1 else { return nil }
        let told = try await columns(visit, account) ?? totals(members, currency, visit)
        return AccountPanel.Part(
            visit.text(AccountText.groupMembers), template: "account-group-members",
            value: GroupPanel(members, of: account, told, visit))
    }

    private static func columns(_ visit: Visit, _ account: Account) async throws -> GroupColumns.Part? {
        for contribution in visit.site.contributions(GroupColumns.self) {
            if let part = try await contribution.part(visit, account) { return part }
        }
        return nil
    }

    /// What the account list tells: all there ever was.
    private static func totals(_ members: [Account], _ currency: Currency, _ visit: Visit) -> GroupColumns.Part {
        let style = NumberStyle(visit.language)
        let revenue = members.reduce(0) { $0 + $1.totals.revenue }
        let largest = members.sorted { ($0.totals.revenue, $1.id) > ($1.totals.revenue, $0.id) }
        return GroupColumns.Part(
            columns: [
                .number("revenue", visit.text(AccountText.revenueIn, ["currency": currency.code]), isSortable: false),
                .number("orders", visit.text(AccountText.orders), isSortable: false).onWideScreens,
            ],
            rows: largest.map { member in
                let amount = style.amount(Money(minor: member.totals.revenue, currency: currency))
                return (
                    member.id,
                    [
                        member.totals.revenue < 0 ? .negative(amount) : .number(amount),
                        .number(style.integer(member.totals.orders)),
                    ]
                )
            },
            note: visit.text(
                AccountText.groupTotal,
                [
                    "count": style.integer(members.count),
                    "revenue": style.compactMoney(Money(minor: revenue, currency: currency)),
                ], count: members.count))
    }

    private init(_ members: [Account], of account: Account, _ told: GroupColumns.Part, _ visit: Visit) {
        note = told.note
        let byID = Dictionary(uniqueKeysWithValues: members.map { ($0.id, $0) })
        let columns: [ListView.Column] =
            [.text("name", visit.text(AccountText.name), isSortable: false).asName] + told.columns
            + [.short("last", visit.text(AccountText.lastDay), isSortable: false).onWideScreens]
        table = ListCell.table(
            visit.text(AccountText.groupMembers), columns,
            told.rows.prefix(Self.most).compactMap { row in
                guard let member = byID[row.account] else { return nil }
                let name: ListCell =
                    member.id == account.id ? .text(member.name) : .link(member.name, path: "/accounts/\(member.id)")
                return [name] + row.cells + [member.totals.lastDay.map { .text(Day($0).iso) } ?? .unknown]
            })
    }
}
