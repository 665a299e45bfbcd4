import Accounts
import Hummingbird
import Measures
import Rights
import Site

struct ContactsPage: PageValue {
    let list: ListView
    let hidden: String?
}

/// `/contacts`: the people at all accounts that somebody may see.
enum ContactListRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("contacts") { try await page($0) }
        routes.get("contacts.csv", for: .whoMay(.exporting)) { visit in
            let listing = ContactListing(query(visit, size: 2_000))
            let (store, scope) = (ContactStore(visit.database), visit.scope)
            return try await visit.download("contacts-\(visit.today.iso).csv") {
                try await export(listing, store, scope, $0)
            }
        }
    }

    private static func query(_ visit: Visit, size: Int = ListQuery.usualSize) -> ListQuery {
        ListQuery(visit, sorts: [], usual: "name", filters: ["account", "part", "left"], size: size)
    }

    private static func page(_ visit: Visit) async throws -> Response {
        let query = query(visit)
        let found = try await ContactStore(visit.database).list(ContactListing(query), scope: visit.scope)
        let table = ContactTable(visit)
        let isUsual = query.filters.isEmpty && query.search.isEmpty
        let list = ListView(
            "contacts", query: query,
            slice: query.slice(found) { $0.mark.cursor },
            columns: table.columns(withAccount: true), cells: { table.cells($0, withAccount: true) },
            chips: ContactPart.allCases.map {
                ListView.Chip(visit.text($0.title), filter: "part", is: $0.rawValue, in: query)
            } + [ListView.Chip(visit.text(ContactText.withLeft), filter: "left", is: "too", in: query)],
            exportPath: found.isEmpty ? nil : "/contacts.csv", isSearchable: !isUsual || !found.isEmpty,
            views: try await visit.savedViews(),
            empty: isUsual
                ? .init(visit.text(ContactText.noneTitle), text: visit.text(ContactText.noneText))
                : .init(visit.text(ContactText.noneFound)))
        let page = Page(
            "contacts", title: visit.text(ContactText.title), template: "contacts",
            question: visit.text(ContactText.question), place: .accounts
        ).countingReach
        return try visit.page(
            page,
            ContactsPage(list: list, hidden: visit.sees(.personal) ? nil : visit.text(ContactText.hidden)))
    }

    /// All that the filters let through, a page at a time, so that memory stays small.
    private static func export(
        _ listing: ContactListing, _ store: ContactStore, _ scope: Scope, _ write: (String) async throws -> Void
    ) async throws {
        var listing = listing
        listing.place = .start
        let columns = ExportColumns(
            [
                "id", "account", "name", "title", "department", "part", "consent", "left", "phone", "email",
                "birthday", "note",
            ], costs: [], personal: ["phone", "email", "birthday", "note"], for: scope)
        try await ExportText.write(columns.names, size: listing.size, to: write) { (last: Contact?) in
            if let last { listing.place = .after(last.mark) }
            return try await store.list(listing, scope: scope)
        } record: {
            columns.shown(record($0))
        }
    }

    private static func record(_ contact: Contact) -> [String] {
        let (details, personal) = (contact.details, contact.details.personal)
        return [
            String(contact.id), contact.accountName, details.name, details.title, details.department,
            details.part?.rawValue ?? "", details.consent.rawValue, details.left?.iso ?? "", personal.phone,
            personal.email, personal.birthday?.text ?? "", personal.note,
        ]
    }
}

extension ContactListing {
    fileprivate init(_ query: ListQuery) {
        self.init(account: query.filters["account"].flatMap { Int($0) })
        search = query.search
        part = query.filters["part"].flatMap { ContactPart(rawValue: $0) }
        presence = query.filters["left"] == "too" ? .any : .here
        size = query.size
        place = query.place.at { Mark($0) }
    }
}

extension ContactListing.Mark {
    /// Nil for what no list of contacts wrote.
    init?(_ cursor: Cursor) {
        guard cursor.values.count == 2, let id = Int(cursor.values[1]) else { return nil }
        self.init(name: cursor.values[0], id: id)
    }

    var cursor: Cursor { Cursor([name, String(id)]) }
}
