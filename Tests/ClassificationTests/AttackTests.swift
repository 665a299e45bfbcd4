import API
import Accounts
import Activities
import Classification
import Contacts
import Database
import DatabaseSQLite
import Foundation
import HTTPTypes
import Hummingbird
import Imports
import Jobs
import Judging
import Ledger
import Logging
import Measures
import NIOCore
import Notices
@testable import People
import Policies
import Portfolio
import Rights
import Site
import SiteTesting
import Tasks
import Testing
import Tour

/// What somebody tries who means harm, at every address the product has.
@Suite struct AttackTests {
    private static let script = "<script>alert(1)</script>"

    /// Every query parameter of every page, found on the pages themselves, with what breaks out of SQL, HTML and headers.
    @Test func noParameterOfAnyPageIsTakenForCode() async throws {
        try await AttackSite.visit { site in
            let boss = try await site.walker("boss")
            let users = try await site.count("users")
            let payloads = [
                "' OR '1'='1'; DROP TABLE accounts; -- \" %_\\ \"><script>alert(1)</script>\r\nSet-Cookie: a=b",
                "\u{0}\u{1}\u{7F}../../etc/passwd", "99999999999999999999",
            ]
            var tried = 0
            for path in try await site.pages() {
                let page = try await boss.get(path)
                for name in site.parameters(of: page.text).union(["q", "sort", "after", "before"]) {
                    for payload in payloads {
                        let mark = path.contains("?") ? "&" : "?"
                        let answer = try await boss.get(path + mark + name + "=" + PercentEncoding.component(payload))
                        tried += 1
                        #expect(answer.status.code < 500, "\(path) \(name) \(payload.prefix(20)): \(answer.status)")
                        #expect(!answer.text.contains(Self.script), "\(path) \(name)")
                        #expect(
                            answer.headers[values: .setCookie].allSatisfy { !$0.hasPrefix("a=") }, "\(path) \(name)")
                    }
                }
            }
            let long = try await boss.get("/accounts?q=" + String(repeating: "%E9%95%BF", count: 3_000))
            #expect(tried > 500 && long.status == .ok)
            let (after, accounts) = (try await site.count("users"), try await site.count("accounts"))
            #expect(after == users && accounts == 5)
        }
    }

    /// Names of everything people can name hold a script; no page runs it.
    @Test func whatIsStoredIsNeverTakenForMarkup() async throws {
        try await AttackSite.visit { site in
            try await site.poison(Self.script)
            for user in ["boss", "li"] {
                let walker = try await site.walker(user)
                for path in try await site.pages() {
                    let answer = try await walker.get(path)
                    // A file is no page: it is saved, and never shown as one.
                    if answer.headers[.contentType]?.hasPrefix("text/html") != true {
                        #expect(answer.headers[.xContentTypeOptions] == "nosniff", "\(path)")
                        continue
                    }
                    #expect(!answer.text.contains(Self.script), "\(path) as \(user)")
                }
            }
            let boss = try await site.walker("boss")
            let accounts = try await boss.get("/accounts").text
            #expect(accounts.contains("&lt;script&gt;"), "the names are shown")
        }
    }

    /// Every endpoint that changes something refuses a form without its token, or with another visitor's.
    @Test func noFormIsTakenFromElsewhere() async throws {
        try await AttackSite.visit { site in
            let boss = try await site.walker("boss")
            let foreign = try await site.walker("li").get("/settings").csrf ?? ""
            let audited = try await site.count("audit_entries")
            let posts = site.site.endpoints.filter {
                $0.method == "POST" && $0.audience != .anyone && !$0.who.hasPrefix("token")
            }
            #expect(posts.count > 30)
            for endpoint in posts {
                let path = endpoint.path.split(separator: "/", omittingEmptySubsequences: false)
                    .map { $0.hasPrefix(":") ? "1" : String($0) }.joined(separator: "/")
                for token in ["", foreign, "0000"] {
                    let fields = token.isEmpty ? ["name": "x"] : ["name": "x", "csrf": token]
                    let answer = try await boss.post(path, fields, referer: "https://evil.example/")
                    #expect(answer.status == .forbidden, "\(path) \(answer.status)")
                }
            }
            let later = try await site.count("audit_entries")
            #expect(later == audited)
        }
    }

    @Test func nobodyIsSentElsewhere() async throws {
        try await AttackSite.visit { site in
            let boss = try await site.walker("boss")
            for next in [
                "//evil.example", "https://evil.example", "/\\evil.example", "\\/evil.example", "/\t/evil.example",
                "javascript:alert(1)", "/ok\r\nLocation: https://evil.example", "http:evil.example", "",
            ] {
                let answers = [
                    try await boss.send("/preferences", from: "/settings", ["next": next, "language": "en"]),
                    try await boss.send("/views/9/remove", from: "/settings", ["next": next]),
                ]
                for place in answers.compactMap(\.place) {
                    #expect(
                        place.hasPrefix("/") && !place.hasPrefix("//") && !place.contains("evil"), "\(next): \(place)")
                    #expect(!place.contains("\r") && !place.contains("\n"))
                }
            }
        }
    }

    /// A record that is there for others looks as one that is not there at all.
    @Test func numbersCannotBeTried() async throws {
        try await AttackSite.visit { site in
            let li = try await site.walker("li")
            let foreign = try await site.account("FOREIGN")
            try await site.noteRecords(at: foreign)
            func shape(_ path: String) async throws -> String {
                let answer = try await li.get(path)
                let text = answer.text.replacing(/<code>[^<]*<\/code>/, with: "").replacing(
                    /value="[0-9a-f]{32,}"/, with: ""
                )
                .replacing(/X-CSRF-Token":"[^"]*"/, with: "").replacing(path, with: "")
                return "\(answer.status.code) \(text)"
            }
            let order = try await site.integer("SELECT min(id) FROM orders WHERE account_id = \(foreign)")
            for (path, id) in [
                ("/accounts/", foreign), ("/orders/", order), ("/contacts/", 901), ("/activities/", 901),
                ("/tasks/", 901), ("/notices/", 901),
            ] {
                let (there, nowhere) = (try await shape(path + "\(id)"), try await shape(path + "777777"))
                #expect(there == nowhere && there.hasPrefix("404"), "\(path)")
            }
            for part in ["orders", "months", "tiers", "months.csv", "revenue.json", "contacts/new", "activities/new"] {
                let there = try await shape("/accounts/\(foreign)/\(part)")
                let nowhere = try await shape("/accounts/777777/\(part)")
                #expect(there.prefix(3) == nowhere.prefix(3), "\(part)")
            }
        }
    }

    /// Fields that a form does not have are of no use.
    @Test func aFormTakesOnlyItsOwnFields() async throws {
        try await AttackSite.visit { site in
            let li = try await site.walker("li")
            let (own, foreign) = (try await site.account("OWN"), try await site.account("FOREIGN"))
            let extra = [
                "id": "1", "role": "administrator", "role_code": "administrator", "user": "1", "owner": "1",
                "owner_id": "1", "account": "\(foreign)", "account_id": "\(foreign)", "acts": "administer",
                "unit": "1", "author_id": "1", "giver_id": "1", "scope": "everything",
            ]
            _ = try await li.send("/settings", extra)
            _ = try await li.send(
                "/accounts/\(own)/contacts", from: "/accounts/\(own)/contacts/new",
                extra.merging(["name": "Wang"]) { $1 })
            _ = try await li.send(
                "/accounts/\(own)/activities", from: "/accounts/\(own)/activities/new",
                extra.merging(["kind": "visit", "day": "2025-06-01", "subject": "Plant"]) { $1 })
            let role = try await site.text("SELECT role_code FROM users WHERE username = 'li'")
            let contact = try await site.integer("SELECT account_id FROM contacts WHERE name = 'Wang'")
            let activity = try await site.integer("SELECT account_id FROM activities WHERE subject = 'Plant'")
            let author = try await site.text(
                "SELECT username FROM activities JOIN users ON users.id = author_id WHERE subject = 'Plant'")
            #expect(role == "representative" && contact == own && activity == own && author == "li")
            let refused = try await li.send("/settings/people/1", from: "/settings", extra)
            #expect(refused.status == .forbidden)
        }
    }

    /// A column that somebody may not see is reached neither by sorting nor by filters, columns, totals, files or charts.
    @Test func aMaskedFieldIsReachedByNoWay() async throws {
        try await AttackSite.visit { site in
            let li = try await site.walker("li")
            let own = try await site.account("OWN")
            func order(_ path: String) async throws -> [String] {
                let text = try await li.get(path).text
                return text.matches(of: /href="\/accounts\/(\d+)"/).map { String($0.1) }
            }
            let usual = try await order("/accounts")
            #expect(usual.count == 3)
            for path in [
                "/accounts?sort=-value", "/accounts?sort=value", "/accounts?sort=-contribution", "/accounts?sort=cost",
            ] {
                let sorted = try await order(path)
                #expect(sorted == usual, "\(path)")
            }
            // What the accounts' own cost and margin come to, as it could be printed.
            let secrets = ["6,300.00", "2,700.00", "6300.00", "2700.00", "630000", "270000", "70.0%", "30.0%"]
            for path in [
                "/", "/accounts?col=value&col=contribution", "/accounts/\(own)", "/accounts/\(own)/orders",
                "/accounts/\(own)/months", "/accounts/\(own)/tiers", "/accounts/\(own)/revenue.json", "/tiers",
                "/tiers/course.json", "/portfolio", "/portfolio/curve.json", "/settings/policies",
            ] {
                let text = try await li.get(path).text
                for secret in secrets { #expect(!text.contains(secret), "\(path) tells \(secret)") }
            }
            for path in ["/accounts.csv", "/tiers.csv", "/portfolio.csv", "/accounts/\(own)/months.csv"] {
                let answer = try await li.get(path)
                #expect(answer.status == .forbidden, "\(path)")
            }
            let boss = try await site.walker("boss")
            let open = try await boss.get("/accounts/\(own)").text
            #expect(secrets.contains { open.contains($0) }, "the figures are there for others")
        }
    }

    /// A session counts in its cookie alone.
    @Test func aTokenInTheAddressIsWorthNothing() async throws {
        try await AttackSite.visit { site in
            let boss = try await site.walker("boss")
            let token = boss["mainstay_session"] ?? ""
            let stranger = boss.stranger
            for name in ["mainstay_session", "session", "token", "access_token"] {
                let answer = try await stranger.get("/settings/people?\(name)=\(token)")
                #expect(answer.status == .seeOther && answer.place?.hasPrefix("/sign-in") == true, "\(name)")
                #expect(answer.headers[values: .setCookie].allSatisfy { !$0.contains(token) })
            }
        }
    }

    @Test func nothingIsReadFromOutsideTheFilesOfOthers() async throws {
        try await AttackSite.visit { site in
            let assets = site.folder.appendingPathComponent("assets")
            let vendor = assets.appendingPathComponent("vendor", isDirectory: true)
            try FileManager.default.createDirectory(at: vendor, withIntermediateDirectories: true)
            for place in [site.folder, assets] {
                try Data("secret".utf8).write(to: place.appendingPathComponent("outside.txt"))
            }
            let boss = try await site.walker("boss")
            for path in [
                "/vendor/../outside.txt", "/vendor/%2e%2e/outside.txt", "/vendor/..%2foutside.txt",
                "/vendor/%2e%2e%2foutside.txt", "/vendor/..%5coutside.txt", "/vendor//etc/passwd",
                "/vendor/%00/../outside.txt", "/../outside.txt",
            ] {
                let answer = try await boss.get(path)
                #expect(answer.status.code >= 400 && !answer.text.contains("secret"), "\(path): \(answer.status)")
            }
        }
    }

    @Test func aBodyHasItsLimits() async throws {
        try await AttackSite.visit { site in
            let boss = try await site.walker("boss")
            let csrf = try await boss.get("/settings").csrf ?? ""
            let huge = try await boss.post(
                "/settings", ["csrf": csrf, "name": String(repeating: "x", count: 1_100_000)])
            #expect(huge.status == .contentTooLarge)
            let many = Dictionary(uniqueKeysWithValues: (0..<20_000).map { ("f\($0)", "1") })
            let crowded = try await boss.post("/settings", many.merging(["csrf": csrf]) { $1 })
            #expect(crowded.status.code < 500)
            // Members of a team form are counted by the form, not by the visitor.
            let rows = Dictionary(uniqueKeysWithValues: (0..<5_000).map { ("member\($0)", "1") })
            let own = try await site.account("OWN")
            let team = try await boss.post("/accounts/\(own)/team", rows.merging(["csrf": csrf]) { $1 })
            #expect(team.status.code < 500)
        }
    }
}

/// All features over five accounts: Li owns OWN, A and B; Boss administers.
struct AttackSite {
    let site: Site
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
        database = try SQLiteDatabase(path: folder.appendingPathComponent("attack.db").path)
        let features = [
            PeopleFeature.feature(), APIFeature.feature(), NoticesFeature.feature(), TourFeature.feature,
            AccountsFeature.feature,
            TasksFeature.feature, ContactsFeature.feature, ActivitiesFeature.feature, LedgerFeature.feature,
            ImportsFeature.feature, PoliciesFeature.feature, ClassificationFeature.feature, PortfolioFeature.feature,
        ]
        site = try Site(features: features, database: database, settings: settings)
        try await Migrator(
            [Identifiers.migration] + JobsSchema.migrations + JudgingSchema.migrations + features.flatMap(\.migrations)
        ).migrate(database)
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
        let walker = Walker(client: SiteClient(site))
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
