import API
import Accounts
import Classification
import CompanyTesting
import Composition
import Database
import DatabaseSQLite
import DatabaseTesting
import Foundation
import HTTPTypes
import Hummingbird
import Judging
import Ledger
import Logging
import Measures
import NIOCore
@testable import People
import Policies
import Portfolio
import Rights
import SheetTesting
import Site
import SiteTesting
import Tabular
import Testing

/// Every endpoint for every role, with an account of one's own, of one's team, shared with one, and of others: allowed
/// or refused as `docs/rights.md` says. An endpoint that is missing there fails.
@Suite("What docs/rights.md says is what the site does") struct RightsMatrixTests {
    private let document = RightsDocument()

    @Test func everyEndpointIsInTheTable() async throws {
        let site = try await MatrixSite()
        let listed = Set(document.endpoints.map { "\($0.method) \($0.path) \($0.who)" })
        let hung = Set(site.site.endpoints.map { "\($0.method) \($0.path) \($0.who)" })
        #expect(hung.subtracting(listed).sorted() == [], "hung, but not in docs/rights.md as it is")
        #expect(listed.subtracting(hung).sorted() == [], "in docs/rights.md, but not hung")
        try await site.close()
    }

    @Test func theRolesAreThoseOfTheTable() {
        let printed = Role.builtIn.map { role in
            [
                role.code, role.reads.rawValue, role.writes.rawValue,
                role.fields.map(\.rawValue).sorted().joined(separator: ", "),
                role.acts.map(\.rawValue).sorted().joined(separator: ", "),
            ].map { $0.isEmpty ? "–" : $0 }
        }
        #expect(document.roles == printed)
    }

    @Test func readingIsAllowedAsTheTableSays() async throws {
        let site = try await MatrixSite()
        for endpoint in document.endpoints where endpoint.method == "GET" && endpoint.who != "anyone" {
            for role in Role.builtIn { try await check(endpoint, role, site) }
        }
        try await site.close()
    }

    @Test func changingIsAllowedAsTheTableSays() async throws {
        let site = try await MatrixSite()
        for endpoint in document.endpoints where endpoint.method != "GET" && endpoint.who != "anyone" {
            for role in Role.builtIn { try await check(endpoint, role, site) }
        }
        try await site.close()
    }

    @Test("Every list is the same as a workbook and as CSV, also for those who may not see costs")
    func formats() async throws {
        let site = try await MatrixSite()
        var kinds: Set<Workbook.Kind> = []
        for endpoint in document.endpoints where endpoint.path.hasSuffix(".xlsx") {
            for role in Role.builtIn where ["administrator", "finance", "marketing"].contains(role.code) {
                let own: MatrixSite.Relation? = endpoint.record == "–" ? nil : .own
                var (plain, sheets) = (endpoint, endpoint)
                plain.path = endpoint.path.replacing(".xlsx", with: ".csv")
                #expect(document.endpoints.contains { $0.path == plain.path && $0.who == endpoint.who })
                guard allows(endpoint.who, role) else { continue }
                // The audit knows of each file that is taken.
                if endpoint.path.contains("audit") {
                    (plain.path, sheets.path) = (plain.path + "?kind=role", sheets.path + "?kind=role")
                }
                let file = try await site.answer(plain, as: role, account: own)
                let book = try await site.answer(sheets, as: role, account: own)
                #expect(file.status == book.status, "\(endpoint.path)")
                guard book.status == .ok else { continue }
                #expect(book.headers[.contentDisposition]?.hasSuffix(".xlsx") == true)
                let records = try CSVReader.records(file.text)
                // Only the names of codes are joined by low lines.
                #expect(
                    records.first?.contains { $0.contains("_") } == false, "\(endpoint.path) has a column of no title")
                let sheet = try #require(try Workbook(Data(book.body.readableBytesView)).sheets.first)
                #expect(sheet.count == records.count, "\(endpoint.path)")
                for (cells, record) in zip(sheet, records) {
                    #expect(zip(cells, record).allSatisfy { $0.isSame(as: $1) }, "\(endpoint.path): \(cells) \(record)")
                    kinds.formUnion(cells.map(\.kind))
                }
            }
        }
        #expect(kinds == [.empty, .text, .number, .day])
        try await site.close()
    }

    private func check(_ endpoint: RightsDocument.Line, _ role: Role, _ site: MatrixSite) async throws {
        guard endpoint.record != "–" else {
            let status = try await site.status(endpoint, as: role, account: nil)
            let isRefused = status == .forbidden
            #expect(
                isRefused == !allows(endpoint.who, role),
                "\(endpoint.method) \(endpoint.path) as \(role.code): \(status)")
            return
        }
        for relation in MatrixSite.Relation.allCases {
            let status = try await site.status(endpoint, as: role, account: relation)
            // A notice is somebody's alone.
            let access: Access =
                ["notice", "view"].contains(endpoint.record)
                ? (relation == .own ? .read : .none) : relation.access(of: role)
            let expected: Set<Int> =
                if !allows(endpoint.who, role) { [403] } else if access == .none {
                    [404]
                } else if endpoint.changes && access == .read {
                    [403]
                } else if endpoint.record.contains("word"), !role.may(.approving) {
                    [403]
                } else if endpoint.record.contains("others"), relation == .own {
                    // What is at one's own accounts one did oneself.
                    [403]
                } else {
                    [200, 201, 204, 302, 303, 422]
                }
            #expect(
                expected.contains(status.code),
                "\(endpoint.method) \(endpoint.path) as \(role.code), \(relation): \(status.code), not \(expected.sorted())"
            )
        }
    }

    private func allows(_ who: String, _ role: Role) -> Bool {
        let isHere = role.reads != .none || !role.acts.isEmpty
        if who == "signed in" || who == "token" { return isHere }
        if who.hasPrefix("token, ") { return allows(String(who.dropFirst(7)), role) }
        return Act(rawValue: who).map { role.may($0) } ?? false
    }
}

extension Workbook.Cell {
    /// Numbers may be written otherwise.
    fileprivate func isSame(as text: String) -> Bool {
        kind == .number ? Double(self.text) == Double(text) : self.text == text
    }
}

extension CSVReader {
    fileprivate static func records(_ text: String) throws -> [[String]] {
        let reader = CSVReader(source: MemorySource(text), delimiter: UInt8(ascii: ","))
        var records: [[String]] = []
        while try reader.next() { records.append(reader.texts) }
        return records
    }
}

private let now = 1_750_377_600

/// The tables of `docs/rights.md`.
private struct RightsDocument {
    struct Line {
        var method: String
        var path: String
        var who: String
        /// What the path's `:id` names: "account", "order", "contact" and so on, or nothing. "account, to change" asks
        /// for the right to change it; "account, by word" for the right to decide.
        var record: String

        var changes: Bool { record.contains("change") }
    }

    let endpoints: [Line]
    let roles: [[String]]

    init() {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = (try? String(contentsOf: root.appending(path: "docs/rights.md"), encoding: .utf8)) ?? ""
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        endpoints = rows.filter { $0.count == 4 && ["GET", "POST", "PATCH", "DELETE"].contains($0[0]) }.map {
            Line(method: $0[0], path: $0[1].replacing("`", with: ""), who: $0[2], record: $0[3])
        }
        let codes = Set(Role.builtIn.map(\.code))
        roles = rows.filter { $0.count == 5 && codes.contains($0[0].replacing("`", with: "")) }.map { row in
            row.map { $0.replacing("`", with: "") }
        }
    }
}

/// All features over a company in which every role has somebody in the east team.
private final class MatrixSite {
    /// Whose the account is.
    enum Relation: String, CaseIterable {
        case own, team, shared, foreign

        /// As SPEC O1 and the table of roles say.
        func access(of role: Role) -> Access {
            let reach: Reach = self == .own ? .own : self == .team ? .team : self == .foreign ? .all : .own
            if self == .shared { return role.writes == .all ? .write : role.reads == .none ? .none : .read }
            if role.writes >= reach { return .write }
            return role.reads >= reach ? .read : .none
        }
    }

    let site: Site
    private let client: SiteClient
    private let database: SQLiteDatabase
    private let folder: URL
    private var users: [String: Int] = [:]
    private var accounts: [String: Int] = [:]
    private var spare: (user: Int, unit: Int) = (0, 0)
    private var colleague = 0
    private var stranger = 0
    private var entries = Entries()

    /// How each role comes in, and how many rows had been written when everything was as `give` leaves it.
    private struct Entries {
        var cookies: [String: (session: String, csrf: String)] = [:]
        var tokens: [String: String] = [:]
        var untouched: Int?
    }

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("matrix-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let settings = SiteSettings(
            assets: folder, timeZone: .gmt, clock: { now }, temporaryFolder: folder, logger: logger,
            refusesUnknownNames: true)
        database = try await TestDatabase.file(in: folder, migrations: Composition.migrations)
        site = try Site(features: Composition.features(), database: database, settings: settings)
        client = SiteClient(site)
        try await hire()
        let codes = Role.builtIn.flatMap { ["own-\($0.code)", "shared-\($0.code)"] } + ["team", "foreign"]
        try await StoredCompany(database: database).fill(codes.map { ($0, "2024-01", 15, 500, 300) })
        try await StoredCompany(database: database).evaluate()
        accounts = try await database.read { connection in
            let rows = try connection.rows("SELECT code, id FROM accounts") { (try $0.text(0), try $0.int(1)) }
            return Dictionary(uniqueKeysWithValues: rows)
        }
        try await give()
    }

    func close() async throws {
        try await database.close()
        try FileManager.default.removeItem(at: folder)
    }

    private func hire() async throws {
        let store = OrganisationStore(database)
        let sales = try await store.add(OrgUnit(id: 0, kind: .department, name: "Sales"))
        let east = try await store.add(OrgUnit(id: 0, parent: sales, kind: .team, name: "East"))
        let other = try await store.add(OrgUnit(id: 0, kind: .department, name: "Other"))
        let draft = try RoleDraft(
            code: "spare", name: "Spare", reads: .own, writes: .own, fields: [], acts: [], isNew: true)
        try await store.keep(draft, isNew: true)
        for role in Role.builtIn { users[role.code] = try await add("p-\(role.code)", role.code, east) }
        colleague = try await add("colleague", "representative", east)
        stranger = try await add("stranger", "representative", other)
        _ = try await add("second", "administrator", other)
        spare = (try await add("leaver", "spare", other), east)
    }

    private func add(_ username: String, _ role: String, _ unit: Int) async throws -> Int {
        let user = NewUser(username: username, name: username, password: nil, language: .en, role: role, unit: unit)
        guard case .user(let id) = try await PeopleStore(database).add(user, now: 0) else { throw Refusal.broken }
        return id
    }

    /// Puts every account back to whom it belongs.
    private func give() async throws {
        let (users, accounts, colleague, stranger) = (users, accounts, colleague, stranger)
        try await database.write { connection in
            func keep(_ code: String, _ circle: AccountCircle) throws {
                if let id = accounts[code] { try CircleStore.keep(circle, of: id, in: connection) }
            }
            for role in Role.builtIn {
                guard let user = users[role.code] else { continue }
                try keep("own-\(role.code)", AccountCircle(owner: user))
                let share = Holding.Grant(.user(user), mayWrite: false)
                try keep("shared-\(role.code)", AccountCircle(owner: stranger, shares: [share]))
            }
            try keep("team", AccountCircle(owner: colleague))
            try keep("foreign", AccountCircle(owner: stranger))
            try Self.note(accounts, by: users, others: stranger, in: connection)
        }
    }

    /// A contact, an activity and a task of each account, and a notice of everybody's, all with the account's number.
    /// What is at one's own account one did oneself; tasks are somebody else's.
    private static func note(
        _ accounts: [String: Int], by users: [String: Int], others: Int, in connection: any Connection
    ) throws {
        for table in ["activities", "contacts", "tasks", "notices", "saved_views"] {
            try connection.execute("DELETE FROM \(unsafe: table)")
            // What comes in meanwhile does not take their numbers.
            _ = try Identifiers.reserve(1_000, for: table, in: connection)
        }
        for (code, id) in accounts {
            let own = code.hasPrefix("own-") ? users[String(code.dropFirst(4))] : nil
            try connection.execute(
                """
                INSERT INTO contacts (id, account_id, name, sort_name, title, department, phone, email, note, consent)
                VALUES (\(id), \(id), 'Wang', 'wang', '', '', '', '', '', 'unknown')
                """)
            try connection.execute(
                """
                INSERT INTO activities (id, account_id, kind, day, author_id, subject, minutes, made)
                VALUES (\(id), \(id), 'visit', 20000, \(own ?? others), 'A visit', '', 0)
                """)
            try connection.execute(
                """
                INSERT INTO tasks (id, title, note, assignee_id, account_id, due_day, origin, made, is_dropped, result)
                VALUES (\(id), 'To do', '', \(others), \(id), 20000, 'person', 0, \(false), '')
                """)
            try connection.execute(
                """
                INSERT INTO saved_views (id, user_id, list, name, address)
                VALUES (\(id), \(own ?? others), '/accounts', \(code), '/accounts')
                """)
            try connection.execute(
                """
                INSERT INTO notices (id, user_id, kind, words, path, made)
                VALUES (\(id), \(own ?? others), 'task.given', '{}', '/tasks', 0)
                """)
        }
    }

    /// What somebody in a role gets at an endpoint; forms are sent empty.
    func status(
        _ endpoint: RightsDocument.Line, as role: Role, account relation: Relation?
    ) async throws -> HTTPResponse.Status { try await answer(endpoint, as: role, account: relation).status }

    func answer(
        _ endpoint: RightsDocument.Line, as role: Role, account relation: Relation?
    ) async throws -> SiteAnswer {
        if endpoint.method != "GET" { try await restore() }
        let answer =
            endpoint.who.hasPrefix("token")
            ? try await called(endpoint, as: role, account: relation)
            : try await visited(endpoint, as: role, account: relation)
        // What was done may have ended whoever came in.
        if endpoint.method != "GET", answer.status.code < 400 {
            (entries.cookies, entries.tokens) = ([:], [:])
        }
        return answer
    }

    /// Puts things back where they were, unless nothing was written since: most of what is tried is refused.
    private func restore() async throws {
        if let untouched = entries.untouched, try await untouched == rowsWritten() { return }
        try await give()
        entries.untouched = try await rowsWritten()
    }

    /// By the one connection that writes, since it was opened.
    private func rowsWritten() async throws -> Int {
        try await database.write { try $0.integer("SELECT total_changes()") ?? 0 }
    }

    private func visited(
        _ endpoint: RightsDocument.Line, as role: Role, account relation: Relation?
    ) async throws -> SiteAnswer {
        let path = try await path(endpoint, role, relation)
        let entry = try await entry(of: role)
        let cookie: HTTPFields = [.cookie: "mainstay_session=\(entry.session)"]
        guard endpoint.method == "POST" else {
            return try await client.execute(uri: path, method: .get, headers: cookie)
        }
        return try await client.execute(
            uri: path, method: .post,
            headers: [
                .cookie: "mainstay_session=\(entry.session)", .contentType: "application/x-www-form-urlencoded",
            ], body: ByteBuffer(string: "csrf=\(entry.csrf)"))
    }

    /// A session of somebody in a role, with the word its forms carry.
    private func entry(of role: Role) async throws -> (session: String, csrf: String) {
        if let known = entries.cookies[role.code] { return known }
        let session = try await SessionStore(database).begin(
            user: users[role.code] ?? 0, now: now, replacing: nil)
        let page = try await client.execute(
            uri: "/settings", method: .get, headers: [.cookie: "mainstay_session=\(session)"]
        ).text
        let csrf = page.firstMatch(of: /name="csrf" value="([^"]+)"/).map { String($0.1) } ?? ""
        entries.cookies[role.code] = (session, csrf)
        // That somebody came in is nothing to put back.
        if entries.untouched != nil { entries.untouched = try await rowsWritten() }
        return (session, csrf)
    }

    private func token(of role: Role) async throws -> String {
        if let known = entries.tokens[role.code] { return known }
        let draft = TokenDraft("test \(UUID())", scopes: Set(TokenScope.allCases), days: 1)
        let token = try await TokenStore(site.database.acting(as: Author(user: nil, name: "", way: .program) { now }))
            .add(draft, for: users[role.code] ?? 0)
        entries.tokens[role.code] = token
        return token
    }

    /// What a program gets that speaks for somebody in a role; it sends what the document gives as an example.
    private func called(
        _ endpoint: RightsDocument.Line, as role: Role, account relation: Relation?
    ) async throws -> SiteAnswer {
        let token = try await token(of: role)
        let operation = site.apiOperations.first {
            $0.routePath == endpoint.path && $0.method.rawValue == endpoint.method
        }
        let method = try #require(HTTPRequest.Method(rawValue: endpoint.method))
        return try await client.execute(
            uri: try await path(endpoint, role, relation), method: method,
            headers: [.authorization: "Bearer " + token, .contentType: "application/json"],
            body: operation?.body.map { ByteBuffer(bytes: $0.example.bytes) })
    }

    private func path(_ endpoint: RightsDocument.Line, _ role: Role, _ relation: Relation?) async throws -> String {
        var names = [
            "user": String(spare.user), "unit": String(spare.unit), "code": "spare",
            "kind": ClassificationPolicy.kind, "version": "1", "file": "999", "run": "999", "number": "999",
            "story": "tiers", "day": "2024-12-31",
        ]
        if let relation {
            let code = relation == .own || relation == .shared ? "\(relation)-\(role.code)" : relation.rawValue
            let account = accounts[code] ?? 0
            let order = try await database.read {
                try $0.integer("SELECT id FROM orders WHERE account_id = \(account) LIMIT 1")
            }
            names["id"] = String(endpoint.record.hasPrefix("order") ? order ?? 0 : account)
        }
        return endpoint.path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.hasPrefix(":") ? names[String(part.dropFirst())] ?? String(part) : String(part)
        }.joined(separator: "/")
    }
}
