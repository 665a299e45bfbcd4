import Audit
import Database
import DatabaseTesting
import Foundation
import HTTPTypes
import Measures
@testable import People
import Rights
import Site
import SiteTesting
import Testing

private let schema = [Identifiers.migration] + PeopleSchema.migrations

@Suite("People: what is done is noted")
struct AuditTests {
    private static let boss = Author(user: 1, name: "Boss", way: .page, address: "10.0.0.1") { 500 }

    private static func add(_ username: String, to store: PeopleStore) async throws -> Int {
        let user = NewUser(
            username: username, name: username.capitalized, password: "correct horse", language: .en,
            role: "administrator")
        guard case .user(let id) = try await store.add(user, now: 0) else { throw Refusal.broken }
        return id
    }

    /// Act, record and fields of each entry, the oldest first.
    private static func noted(_ database: any Database) async throws -> [String] {
        try await AuditStore(database).entries(AuditListing(), scope: .everything).reversed().map { entry in
            #expect(entry.user == 1)
            #expect(entry.userName == "Boss")
            #expect(entry.address == "10.0.0.1")
            #expect(entry.time == 500)
            let changes = entry.changes.map { "\($0.field): \($0.before ?? "–") → \($0.after ?? "–")" }
            return ([entry.act, entry.subject.name] + changes).joined(separator: " | ")
        }
    }

    @Test("Users, from their coming to their leaving", arguments: TestDatabase.allCases)
    func users(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { plain in
            let store = PeopleStore(plain.acting(as: Self.boss))
            _ = try await Self.add("boss", to: store)
            let li = try await Self.add("li", to: store)
            #expect(try await store.change(li, name: "Li Wei", role: "director", unit: nil).isEmpty)
            // Nothing changed, nothing to say.
            #expect(try await store.change(li, name: "Li Wei", role: "director", unit: nil).isEmpty)
            try await store.setPassword("another horse", of: li, keeping: nil)
            let link = try #require(try await PasswordLinks(store.database).make(for: li, now: 0))
            #expect(link.count > 20)
            #expect(try await store.leave(li, successor: 1, handing: [], now: 5).isEmpty)
            try await store.takeBack(li)
            let noted = try await Self.noted(plain)
            #expect(
                noted == [
                    "user.added | Boss | username: – → boss | role: – → administrator | unit: – → –",
                    "user.added | Li | username: – → li | role: – → administrator | unit: – → –",
                    "user.changed | Li Wei | name: Li → Li Wei | role: administrator → director",
                    "password.changed | Li Wei", "password_link.made | Li Wei",
                    "user.left | Li Wei | successor: – → Boss", "user.returned | Li Wei",
                ])
            // No secret is in it.
            #expect(!noted.joined().contains("horse") && !noted.joined().contains(link))
        }
    }

    @Test("Teams and roles", arguments: TestDatabase.allCases)
    func organisation(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { plain in
            let store = OrganisationStore(plain.acting(as: Self.boss))
            let east = try await store.add(OrgUnit(id: 0, kind: .department, name: "East"))
            var unit = OrgUnit(
                id: try await store.add(OrgUnit(id: 0, kind: .team, name: "One")), kind: .team, name: "One")
            unit.parent = east
            try await store.change(unit)
            try await store.remove(unit: unit.id)
            let before = try await store.roles().map(\.code)
            #expect(before.contains("director"))
            #expect(
                try await Self.noted(plain) == [
                    "unit.added | East | name: – → East | kind: – → department",
                    "unit.added | One | name: – → One | kind: – → team", "unit.changed | One | parent: – → East",
                    "unit.removed | One",
                ])
        }
    }

    @Test("The list of people is filtered, and the filter kept", arguments: Language.allCases)
    func people(language: Language) async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        let east = try await OrganisationStore(site.database).add(OrgUnit(id: 0, kind: .team, name: "East <b>"))
        for (name, role) in [("wang", "representative"), ("an", "director")] {
            _ = try await site.store.add(
                NewUser(
                    username: name, name: name, password: nil, language: .en, role: role,
                    unit: name == "an" ? nil : east), now: site.now)
        }
        try await site.walk { li in
            try await li.send("/sign-in", ["username": "li", "password": "correct horse"])
            try await li.send("/preferences", from: "/", ["language": language.rawValue, "next": "/"])
            let path = "/settings/people?role=representative&unit=\(east)"
            let page = try await li.get(path).text
            #expect(page.contains(">wang</a>"))
            #expect(!page.contains(">an</a>"))
            #expect(!page.contains("East <b>"))
            #expect(page.contains("value=\"representative\" selected"))
            let none = try await li.get("/settings/people?state=left").text
            #expect(none.contains(language == .zh ? "没有符合条件的人员" : "No matching people"))
            #expect(none.contains("href=\"/settings/people\">"))
            let view = ["name": "East", "list": "/settings/people", "address": path]
            #expect(try await li.send("/views", from: "/settings/people", view).place == path)
            #expect(try await li.get("/settings/people").text.contains(">East</a>"))
            #expect(try await !li.get("/settings/audit").text.contains(">East</a>"))
        }
    }

    @Test("The page shows who signed in, filters, and goes away as a file", arguments: Language.allCases)
    func page(language: Language) async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        let wang = NewUser(
            username: "wang", name: "Wang <b>", password: "correct horse", language: .en, role: "representative")
        _ = try await site.store.add(wang, now: site.now)
        try await site.walk { li in
            try await li.send("/sign-in", ["username": "li", "password": "correct horse"])
            try await li.send("/preferences", from: "/", ["language": language.rawValue, "next": "/"])
            let page = try await li.get("/settings/audit")
            #expect(page.status == .ok)
            #expect(page.text.contains("Wang &lt;b&gt;"))
            #expect(!page.text.contains("Wang <b>"))
            #expect(page.text.contains(language == .zh ? "登录" : "Signed in"))
            let signedIn = try await li.get("/settings/audit?act=session.begun&person=1").text
            #expect(signedIn.contains("record=1&amp;kind=user") && !signedIn.contains("record=2&amp;kind=user"))
            #expect(page.text.contains("record=2&amp;kind=user"))
            let none = try await li.get("/settings/audit?through=2001-01-01").text
            #expect(none.contains(language == .zh ? "没有符合条件的记录" : "No entry fits"))
            // A day that is none is told, and nothing is taken for the answer.
            let unreadable = try await li.get("/settings/audit?from=soonish").text
            #expect(unreadable.contains("id=\"problem-from\"") && !unreadable.contains("record=2&amp;kind=user"))
            #expect(try await li.get("/settings/audit?from=1+Jan+2001").text.contains("record=2&amp;kind=user"))
            // Codes are put into words.
            let added = try await li.get("/settings/audit?act=user.added").text
            #expect(added.contains(language == .zh ? "销售代表" : "Representative") && !added.contains(">representative<"))
            let file = try await li.get("/settings/audit.csv?kind=user&record=2&names=codes")
            let lines = file.text.split(whereSeparator: \.isNewline)
            #expect(lines.count == 4)
            #expect(lines[1].contains("user.added"))
            #expect(lines[1].contains("username,,wang"))
            let worded = try await li.get("/settings/audit.csv?kind=user&record=2").text
            #expect(worded.contains(language == .zh ? "操作,对象,对象编号" : "What,Record,Record No."))
            #expect(worded.contains(language == .zh ? "销售代表" : "Representative") && !worded.contains("user.added"))
            // The file itself is an entry, with what was asked for.
            let taken = try await li.get("/settings/audit?act=file.taken").text
            #expect(taken.contains("/settings/audit.csv?kind=user&amp;record=2") && taken.contains("audit-"))
            #expect(taken.contains(language == .zh ? "导出文件" : "File taken away"))

            // Kept as a view, and the form keeps the record while it asks for another day.
            let saved = try await li.send(
                "/views", from: "/settings/audit",
                ["name": "Signing in", "list": "/settings/audit", "address": "/settings/audit?act=session.begun"])
            #expect(saved.place == "/settings/audit?act=session.begun")
            let views = try await li.get("/settings/audit?record=2&kind=user").text
            #expect(views.contains("href=\"/settings/audit?act=session.begun\">Signing in</a>"))
            #expect(views.contains("name=\"record\" value=\"2\"") && views.contains("name=\"kind\" value=\"user\""))
            // Four columns are all worth showing.
            #expect(!views.contains("data-test=\"columns\""))

            // It is for administrators.
            let other = li.stranger
            try await other.send("/sign-in", ["username": "wang", "password": "correct horse"])
            for path in ["/settings/audit", "/settings/audit.csv"] {
                #expect(try await other.get(path).status == .forbidden)
            }
        }
    }
}
