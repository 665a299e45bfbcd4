import Accounts
import Classification
import CompanyTesting
import Composition
import Database
import DatabaseSQLite
import DatabaseTesting
import Foundation
import Hummingbird
import Logging
import Measures
@testable import People
import Rights
import Site
import SiteTesting

/// All features over five accounts: Li owns OWN, A and B; Boss administers.
struct AttackSite {
    let site: Site
    private let client: SiteClient
    let folder: URL
    let database: SQLiteDatabase

    static func visit(_ body: (AttackSite) async throws -> Void) async throws {
        let site = try await AttackSite()
        try await body(site)
        try await site.database.close()
        try FileManager.default.removeItem(at: site.folder)
    }

    private init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("attack-" + UUID().uuidString)
        let assets = folder.appendingPathComponent("assets")
        try FileManager.default.createDirectory(at: assets, withIntermediateDirectories: true)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let settings = SiteSettings(
            assets: assets, timeZone: .gmt, clock: { 1_750_377_600 }, temporaryFolder: folder, logger: logger,
            refusesUnknownNames: true)
        database = try await TestDatabase.file(in: folder, migrations: Composition.migrations)
        site = try Site(features: Composition.features(), database: database, settings: settings)
        client = SiteClient(site)
        for (name, role) in [("boss", "administrator"), ("li", "representative")] {
            let user = NewUser(username: name, name: name, password: nil, language: .en, role: role)
            _ = try await PeopleStore(database).add(user, now: 0)
        }
        try await StoredCompany(database: database).fill([
            ("OWN", "2024-01", 18, 500, 350), ("A", "2024-01", 18, 900, 200), ("B", "2024-01", 18, 700, 690),
            ("FOREIGN", "2024-01", 18, 800, 300), ("OTHER", "2024-01", 3, 100, 50),
        ])
        try await StoredCompany(database: database).evaluate()
        let li = try await integer("SELECT id FROM users WHERE username = 'li'")
        let own = [try await account("OWN"), try await account("A"), try await account("B")]
        try await database.write { try CircleStore.assign(own, to: li, in: $0) }
    }

    func walker(_ name: String) async throws -> Walker {
        let walker = Walker(client: client)
        let user = try await integer("SELECT id FROM users WHERE username = \(name)")
        walker["mainstay_session"] = try await SessionStore(database).begin(
            user: user, now: 1_750_377_600, replacing: nil)
        return walker
    }

    func account(_ code: String) async throws -> Int {
        try await integer("SELECT id FROM accounts WHERE code = \(code)")
    }

    func integer(_ sql: SQL) async throws -> Int { try await database.read { try $0.integer(sql) ?? 0 } }

    func text(_ sql: SQL) async throws -> String? { try await database.read { try $0.text(sql) } }

    func count(_ table: String) async throws -> Int { try await integer("SELECT count(*) FROM \(unsafe: table)") }

    /// Every page there is, with the first record where one is asked for.
    func pages() async throws -> [String] {
        let account = try await account("OWN")
        let order = try await integer("SELECT min(id) FROM orders WHERE account_id = \(account)")
        let names = [
            ":user": "1", ":unit": "1", ":code": "representative", ":kind": ClassificationPolicy.kind, ":version": "1",
            ":file": "1", ":run": "1", ":story": "tiers", ":token": "none",
        ]
        return site.endpoints.filter { $0.method == "GET" && !$0.who.hasPrefix("token") }.map { endpoint in
            let id = endpoint.path.hasPrefix("/orders") ? order : endpoint.path.hasPrefix("/accounts") ? account : 1
            return endpoint.path.split(separator: "/", omittingEmptySubsequences: false).map { part in
                part == ":id" ? String(id) : names[String(part)] ?? String(part)
            }.joined(separator: "/")
        }
    }

    /// What the links and forms of a page put into addresses.
    func parameters(of html: String) -> Set<String> {
        var names = Set(html.matches(of: /[?&](?:amp;)?([a-z_]+)=/).map { String($0.1) })
        for form in html.matches(of: /(?s)<form[^>]*method="get".*?<\/form>/) {
            names.formUnion(form.0.matches(of: /name="([a-z_]+)"/).map { String($0.1) })
        }
        return names
    }

    /// Gives everything that has a name this one.
    func poison(_ name: String) async throws {
        let own = try await account("OWN")
        try await noteRecords(at: own, named: name)
        let unit = try await OrganisationStore(database).add(OrgUnit(id: 0, kind: .team, name: name))
        try await database.write { connection in
            for (table, column) in [
                ("accounts", "name"), ("products", "name"), ("products", "code"), ("categories", "name"),
                ("users", "name"), ("runs", "file"), ("sources", "name"),
            ] { try connection.execute("UPDATE \(unsafe: table) SET \(unsafe: column) = \(name) || id WHERE TRUE") }
            try connection.execute("UPDATE accounts SET sort_name = name")
            try connection.execute("UPDATE users SET name = \(name), unit_id = \(unit)")
            try connection.execute(
                "INSERT INTO roles SELECT 'poison', \(name), reads, writes, fields, acts FROM roles WHERE code = 'finance'"
            )
            try connection.execute(
                """
                INSERT INTO saved_views (id, user_id, unit_id, list, name, address)
                VALUES (1, 1, \(unit), '/accounts', \(name), '/accounts')
                """)
            try CircleStore.keep(
                AccountCircle(
                    owner: 2, team: [.init(user: 1, part: name)], shares: [.init(.unit(unit), mayWrite: false)]),
                of: own, in: connection)
        }
    }

    /// A contact, an activity with a comment, a task and a notice, all numbered 901, or 1 when they are named.
    func noteRecords(at account: Int, named name: String? = nil) async throws {
        let (id, text) = (name == nil ? 901 : 1, name ?? "x")
        try await database.write { connection in
            try connection.execute(
                """
                INSERT INTO contacts (id, account_id, name, sort_name, title, department, phone, email, note, consent)
                VALUES (\(id), \(account), \(text), \(text), \(text), \(text), \(text), \(text), \(text), 'unknown')
                """)
            try connection.execute(
                """
                INSERT INTO activities (id, account_id, kind, day, author_id, subject, minutes, made)
                VALUES (\(id), \(account), 'visit', 20000, 1, \(text), \(text), 0)
                """)
            try connection.execute(
                "INSERT INTO activity_comments (id, activity_id, author_id, made, text) VALUES (\(id), \(id), 1, 0, \(text))"
            )
            try connection.execute("INSERT INTO activity_contacts (activity_id, contact_id) VALUES (\(id), \(id))")
            try connection.execute(
                """
                INSERT INTO tasks (id, title, note, assignee_id, account_id, due_day, giver_id, origin, made, is_dropped,
                    result) VALUES (\(id), \(text), \(text), 1, \(account), 20000, 1, 'person', 0, \(false), \(text))
                """)
            try connection.execute(
                """
                INSERT INTO notices (id, user_id, kind, words, path, made)
                VALUES (\(id), 1, 'task.given', \("{\"title\":\"\(text)\",\"by\":\"\(text)\",\"due\":\"x\"}"), '/tasks', 0)
                """)
        }
    }
}
