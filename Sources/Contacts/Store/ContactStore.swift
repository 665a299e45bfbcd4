import Accounts
import Audit
package import Database
import Measures
package import Rights
import Site

/// Keeps the people at accounts.
package struct ContactStore: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// One more than asked for when there are so many, in reading order: backwards for `.before`.
    package func list(_ listing: ContactListing, scope: Scope) async throws -> [Contact] {
        if scope.isNothing { return [] }
        let way: SQL = listing.place.isBackward ? "DESC" : "ASC"
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT \(Self.columns) FROM contacts JOIN accounts ON accounts.id = contacts.account_id
                WHERE \(Self.condition(listing, scope)) AND \(scope.covers("contacts.account_id"))
                ORDER BY contacts.sort_name \(way), contacts.id \(way) LIMIT \(listing.size + 1)
                """
            ) { try Contact($0, scope) }
        }
    }

    /// Nil when there is none, or none this person may see.
    package func contact(_ id: Int, scope: Scope) async throws -> Contact? {
        try await database.read { try Self.contact(id, scope, in: $0) }
    }

    private static func contact(_ id: Int, _ scope: Scope, in connection: any Connection) throws -> Contact? {
        if scope.isNothing { return nil }
        return try connection.first(
            """
            SELECT \(columns) FROM contacts JOIN accounts ON accounts.id = contacts.account_id
            WHERE contacts.id = \(id) AND \(scope.covers("contacts.account_id"))
            """
        ) { try Contact($0, scope) }
    }

    /// What some contacts are called, by id, as far as they are an account's.
    package static func names(
        of contacts: [Int], at account: Int, in connection: any Connection
    ) throws -> [(id: Int, name: String)] {
        try connection.rows(
            """
            SELECT id, name FROM contacts WHERE id IN \(list: contacts) AND account_id = \(account)
            ORDER BY sort_name, id
            """
        ) { (id: try $0.int(0), name: try $0.text(1)) }
    }

    /// - Parameter scope: what may be changed.
    /// - Throws: `ContactProblem`
    package func add(_ details: ContactDetails, to account: Int, scope: Scope) async throws -> Int {
        try await database.write { try Self.add(details, to: account, scope: scope, in: $0) }
    }

    /// The same inside a transaction.
    package static func add(
        _ details: ContactDetails, to account: Int, scope: Scope, in connection: any Connection
    ) throws -> Int {
        if let problem = details.problems.first { throw problem }
        guard try scope.includes(account, in: connection) else { throw ContactProblem.gone }
        let id = try Identifiers.reserve(1, for: "contacts", in: connection)
        let seen = details.seen(scope)
        try connection.execute(
            """
            INSERT INTO contacts (id, account_id, name, sort_name, title, department, part, phone, email, birthday,
                note, consent, left_day, phone_digits)
            VALUES (\(id), \(account), \(seen.name), \(SearchText.sortKey(seen.name)), \(seen.title),
                \(seen.department), \(seen.part?.rawValue), \(seen.personal.phone), \(seen.personal.email),
                \(seen.personal.birthday?.text), \(seen.personal.note), \(seen.consent.rawValue),
                \(seen.left.map { Int($0.number) }), \(PhoneNumber.digits(seen.personal.phone)))
            """)
        try AccountRegister.adopt(account, in: connection)
        try note(.contactAdded, id, from: nil, to: seen, account, in: connection)
        return id
    }

    /// Personal data that the scope does not show stay as they are.
    /// - Parameter scope: what may be changed.
    /// - Throws: `ContactProblem`
    package func change(_ id: Int, to details: ContactDetails, scope: Scope) async throws {
        if let problem = details.problems.first { throw problem }
        try await database.write { connection in
            guard let before = try Self.contact(id, scope, in: connection) else {
                throw ContactProblem.gone
            }
            let personal = scope.sees(.personal)
            try connection.execute(
                """
                UPDATE contacts SET name = \(details.name), sort_name = \(SearchText.sortKey(details.name)),
                    title = \(details.title), department = \(details.department), part = \(details.part?.rawValue),
                    consent = \(details.consent.rawValue), left_day = \(details.left.map { Int($0.number) })
                WHERE id = \(id)
                """)
            if personal {
                try connection.execute(
                    """
                    UPDATE contacts SET phone = \(details.personal.phone),
                        phone_digits = \(PhoneNumber.digits(details.personal.phone)),
                        email = \(details.personal.email), birthday = \(details.personal.birthday?.text), note = \(details.personal.note)
                    WHERE id = \(id)
                    """)
            }
            try Self.note(
                .contactChanged, id, from: before.details, to: details.seen(scope), before.account, in: connection)
        }
    }

    /// Takes somebody out of the books, with what was known of them.
    /// - Parameter scope: what may be changed.
    /// - Throws: `ContactProblem.gone`
    package func remove(_ id: Int, scope: Scope) async throws {
        try await database.write { connection in
            guard let contact = try Self.contact(id, scope, in: connection) else { throw ContactProblem.gone }
            try connection.execute("DELETE FROM contacts WHERE id = \(id)")
            try Audit.note(
                .contactRemoved, AuditSubject(.contact, id, named: contact.details.name),
                [AuditChange("account", contact.accountName, nil)], in: connection)
        }
    }

    /// Phone numbers and the like do not belong into an audit that is kept for good: only that they changed.
    private static func note(
        _ act: AuditAct, _ id: Int, from before: ContactDetails?, to after: ContactDetails, _ account: Int,
        in connection: any Connection
    ) throws {
        let name = try connection.text("SELECT name FROM accounts WHERE id = \(account)")
        let isSame = before?.personal == after.personal
        let changes = AuditChange.between([
            AuditChange("account", before == nil ? nil : name, name),
            AuditChange("name", before?.name, after.name),
            AuditChange("title", before?.title.ifAny, after.title.ifAny),
            AuditChange("department", before?.department.ifAny, after.department.ifAny),
            AuditChange("part", before?.part?.rawValue, after.part?.rawValue),
            AuditChange("consent", before?.consent.rawValue, after.consent.rawValue),
            AuditChange("left", before?.left?.iso, after.left?.iso),
            AuditChange("personal", nil, isSame || (before == nil && after.personal == .init()) ? nil : "•"),
        ])
        if before != nil, changes.isEmpty { return }
        try Audit.note(act, AuditSubject(.contact, id, named: after.name), changes, in: connection)
    }

    private static func condition(_ listing: ContactListing, _ scope: Scope) -> SQL {
        var conditions: [SQL] = []
        if let account = listing.account { conditions.append("contacts.account_id = \(account)") }
        if let part = listing.part { conditions.append("contacts.part = \(part.rawValue)") }
        switch listing.presence {
        case .here: conditions.append("contacts.left_day IS NULL")
        case .left: conditions.append("contacts.left_day IS NOT NULL")
        case .any: break
        }
        if !listing.search.isEmpty {
            conditions.append(found(listing, personal: scope.sees(.personal)))
        }
        if let mark = listing.place.mark {
            let side: SQL = listing.place.isBackward ? "<" : ">"
            conditions.append("(contacts.sort_name, contacts.id) \(side) (\(mark.name), \(mark.id))")
        }
        return conditions.isEmpty ? "TRUE" : SQL.joined(conditions, by: " AND ")
    }

    /// Contacts are few beside accounts: their folded text is looked through. Who may not see personal data does not find
    /// by it either.
    private static func found(_ listing: ContactListing, personal: Bool) -> SQL {
        let pattern = listing.pattern
        var places: [SQL] = [
            "contacts.sort_name LIKE \(pattern) ESCAPE '\\'", "accounts.sort_name LIKE \(pattern) ESCAPE '\\'",
            "lower(contacts.title) LIKE \(pattern) ESCAPE '\\'",
            "lower(contacts.department) LIKE \(pattern) ESCAPE '\\'",
        ]
        if personal {
            places.append("lower(contacts.email) LIKE \(pattern) ESCAPE '\\'")
            if let digits = PhoneNumber.sought(listing.search) {
                places.append("contacts.phone_digits LIKE \("%" + digits + "%")")
            }
        }
        return "(" + SQL.joined(places, by: " OR ") + ")"
    }

    private static let columns: SQL = """
        contacts.id, contacts.account_id, accounts.name, contacts.name, title, department, part, phone, email, birthday,
            note, consent, left_day, accounts.code
        """
}

extension ContactDetails {
    /// Without what a reader may not see.
    func seen(_ scope: Scope) -> ContactDetails {
        var seen = self
        if !scope.sees(.personal) { seen.personal = Personal() }
        return seen
    }
}

extension Contact {
    fileprivate init(_ row: any Row, _ scope: Scope) throws {
        var details = ContactDetails(try row.text(3))
        (details.title, details.department) = (try row.text(4), try row.text(5))
        details.part = row.optionalText(6).flatMap { ContactPart(rawValue: $0) }
        details.consent = Consent(rawValue: try row.text(11)) ?? .unknown
        details.left = row.optionalInt(12).map { Day($0) }
        details.personal.phone = try row.text(7)
        details.personal.email = try row.text(8)
        details.personal.birthday = row.optionalText(9).flatMap { Birthday(kept: $0) }
        details.personal.note = try row.text(10)
        self.init(
            id: try row.int(0), account: try row.int(1), accountName: try row.text(2),
            accountCode: try row.text(13), details: details.seen(scope))
    }
}

extension Birthday {
    /// As `text` writes it.
    fileprivate init?(kept: String) {
        let parts = kept.split(separator: "-").compactMap { Int($0) }
        switch parts.count {
        case 2: self.init(year: nil, month: parts[0], day: parts[1])
        case 3: self.init(year: parts[0], month: parts[1], day: parts[2])
        default: return nil
        }
    }
}

extension String {
    /// Nil for nothing.
    fileprivate var ifAny: String? { isEmpty ? nil : self }
}
