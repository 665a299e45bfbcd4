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
        routes.export("contacts") { try await $0.send(file($0)) }
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
            exportPath: found.isEmpty ? nil : "/contacts", isSearchable: !isUsual || !found.isEmpty,
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

    private static func file(_ visit: Visit) -> ListFile {
        let listing = ContactListing(query(visit, size: ListFile.pageSize))
        let (store, scope) = (ContactStore(visit.database), visit.scope)
        return ListFile(
            "contacts-\(visit.today.iso)",
            [
                .number("id"), .text("account_code"), .text("account"), .text("name", title: .columnPersonName),
                .text("title", title: .columnJobTitle),
                .text("department"), .choice("part", ContactPart.allCases.map { ($0.rawValue, $0.title) }),
                .choice("consent", Consent.allCases.map { ($0.rawValue, $0.title) }), .day("left"),
                .text("phone", .personal), .text("email", .personal),
                .text("birthday", .personal), .text("note", .personal),
            ], for: scope
        ) { (last: Contact?) in
            var listing = listing
            listing.place = last.map { .after($0.mark) } ?? .start
            return try await store.list(listing, scope: scope)
        } records: {
            [record($0)]
        }
    }

    private static func record(_ contact: Contact) -> [String] {
        let (details, personal) = (contact.details, contact.details.personal)
        return [
            String(contact.id), contact.accountCode, contact.accountName, details.name, details.title,
            details.department,
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
