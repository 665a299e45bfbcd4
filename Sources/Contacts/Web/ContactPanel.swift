import Accounts
import Site

/// Who is known at an account, on its page.
struct ContactPanel: PageValue {
    let list: ListView?
    let none: String?
    /// Nil for those who may not change the account.
    let addPath: String?
    let add: String
    let allPath: String?
    let all: String

    private static let shown = 10

    static let panel = AccountPanel { visit, account in
        var listing = ContactListing(account: account.id)
        listing.size = shown
        let found = try await ContactStore(visit.database).list(listing, scope: visit.scope)
        let table = ContactTable(visit)
        let title = visit.text(ContactText.panel)
        let list = ListView(
            "account-contacts", title: title, query: ListQuery(visit, sorts: [], usual: "name"),
            slice: ListSlice(rows: Array(found.prefix(shown))), columns: table.columns(withAccount: false),
            cells: { table.cells($0, withAccount: false) }, empty: .init(""))
        let mayChange = try await AccountStore(visit.database).includes(account.id, visit.writing)
        return AccountPanel.Part(
            title, template: "contact-panel",
            value: ContactPanel(
                list: found.isEmpty ? nil : list, none: found.isEmpty ? visit.text(ContactText.panelNone) : nil,
                addPath: mayChange ? "/accounts/\(account.id)/contacts/new" : nil, add: visit.text(ContactText.add),
                allPath: found.isEmpty ? nil : "/contacts?account=\(account.id)&left=too",
                all: visit.text(ContactText.panelAll)))
    }
}
