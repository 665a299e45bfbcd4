import API
import Accounts
import Classification
import Database
import DatabaseSQLite
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
import Site
import SiteTesting
import Testing

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
                    #expect(place.hasPrefix("/"), "\(next): \(place)")
                    #expect(!place.hasPrefix("//"), "\(next): \(place)")
                    #expect(!place.contains("evil"), "\(next): \(place)")
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
            #expect(role == "representative")
            #expect(contact == own)
            #expect(activity == own)
            #expect(author == "li")
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
