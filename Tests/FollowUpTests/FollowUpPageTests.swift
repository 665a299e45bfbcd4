import Accounts
import Activities
import Contacts
import Database
import DatabaseSQLite
import DatabaseTesting
import Foundation
import HTTPTypes
import Hummingbird
import Jobs
import Logging
import Measures
import NIOCore
import Notices
@testable import People
import Rights
import Site
import SiteTesting
import Tasks
import Testing

/// The pages of contacts, activities, tasks and notices over a temporary database.
private struct FollowUpSite {
    let site: Site
    private let client: SiteClient
    let team: SampleTeam
    private let database: SQLiteDatabase
    private let folder: URL

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("follow-up-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let settings = SiteSettings(
            assets: folder, timeZone: .gmt, clock: { SampleTeam.now }, logger: logger, refusesUnknownNames: true)
        let features = [
            PeopleFeature.feature(), NoticesFeature.feature(), AccountsFeature.feature, TasksFeature.feature,
            ContactsFeature.feature, ActivitiesFeature.feature,
        ]
        database = try await TestDatabase.file(
            in: folder, migrations: [Identifiers.migration] + JobsSchema.migrations + features.flatMap(\.migrations))
        site = try Site(features: features, database: database, settings: settings)
        client = SiteClient(site)
        team = try await SampleTeam(in: database)
    }

    /// A browser in which somebody is signed in.
    func walker(_ name: String, _ language: Language = .en) async throws -> Walker {
        let user = team.id(name)
        try await PeopleStore(database).keep(Preferences(language: language), of: user)
        let walker = Walker(client: client)
        walker["mainstay_session"] = try await SessionStore(database).begin(
            user: user, now: SampleTeam.now, replacing: nil)
        return walker
    }

    func visit(_ body: (FollowUpSite) async throws -> Void) async throws {
        try await body(self)
        try await database.close()
        try FileManager.default.removeItem(at: folder)
    }
}

@Suite struct FollowUpPageTests {
    private static let attack = "<script>alert(1)</script>"

    @Test(arguments: Language.allCases)
    func aVisitIsWrittenDownAndCommentedAndTold(language: Language) async throws {
        try await FollowUpSite().visit { site in
            let (li, boss) = (try await site.walker("li", language), try await site.walker("boss", language))
            let form = "/accounts/1/activities/new"
            let wrong = try await li.send(
                "/accounts/1/activities", from: form,
                ["kind": "visit", "day": "2026-03-15", "subject": " ", "minutes": "kept"])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains(">kept</textarea>"))
            #expect(wrong.text.contains(language == .zh ? "请填写主题。" : "Please say what it was about."))
            let ahead = try await li.send(
                "/accounts/1/activities", from: form, ["kind": "visit", "day": "2026-03-20", "subject": "Plant"])
            #expect(ahead.text.contains(language == .zh ? "这一天还没到" : "This day has not come yet"))
            let kept = try await li.send(
                "/accounts/1/activities", from: form,
                [
                    "kind": "visit", "day": "2026-03-15", "subject": Self.attack, "minutes": "Stock is low.",
                    "next": "Send the list", "who": String(site.team.id("li")), "due": "2026-03-20",
                ])
            #expect(kept.status == .seeOther && kept.place == "/accounts/1")
            let account = try await li.get("/accounts/1").text
            #expect(account.contains("&lt;script&gt;") && !account.contains(Self.attack))
            #expect(account.contains("Stock is low.") && account.contains("Send the list"))

            let activity = "/activities/1"
            #expect(try await li.get(activity).text.contains("data-test=\"activity\""))
            #expect(try await !li.get(activity).text.contains("data-test=\"comment\""), "nobody coaches themselves")
            let coached = try await boss.get(activity)
            #expect(coached.text.contains("data-test=\"comment\""))
            let empty = try await boss.send(activity + "/comments", from: activity, ["comment": ""])
            #expect(empty.status == .unprocessableContent)
            #expect(
                try await boss.send(activity + "/comments", from: activity, ["comment": "Ask who decides."]).status
                    == .seeOther)

            let notices = try await li.get("/notices").text
            #expect(notices.contains(language == .zh ? "Boss点评了您对Account 1的跟进" : "Boss commented on"))
            #expect(notices.contains("ms-bell-count\">1<"))
            #expect(try await li.get("/notices/1").place == activity)
            #expect(try await !li.get("/notices").text.contains("ms-bell-count"))
            #expect(try await boss.get("/notices/1").status == .notFound)
            #expect(try await li.get(activity).text.contains("Ask who decides."))
        }
    }

    @Test(arguments: Language.allCases)
    func aTaskIsGivenAndEnded(language: Language) async throws {
        try await FollowUpSite().visit { site in
            let (li, boss) = (try await site.walker("li", language), try await site.walker("boss", language))
            var fields = [
                "title": Self.attack, "assignee": String(site.team.id("wang")), "due": "2026-03-20", "account": "C1",
            ]
            let unseeing = try await boss.send("/tasks", from: "/tasks/new", fields)
            #expect(unseeing.status == .unprocessableContent)
            #expect(unseeing.text.contains(language == .zh ? "此人无权查看该客户" : "This person may not see the account"))
            fields["assignee"] = String(site.team.id("li"))
            let late = try await boss.send("/tasks", from: "/tasks/new", fields.merging(["due": "soon"]) { $1 })
            #expect(late.status == .unprocessableContent && late.text.contains("value=\"soon\""))
            let unknown = try await boss.send("/tasks", from: "/tasks/new", fields.merging(["account": "C3"]) { $1 })
            #expect(
                unknown.text.contains(language == .zh ? "您可查看的客户中没有此编码" : "No account that you may see has this code"))
            #expect(try await boss.send("/tasks", from: "/tasks/new", fields).place == "/accounts/1")

            let today = try await li.get("/").text
            #expect(today.contains("/tasks/1"))
            #expect(today.contains("&lt;script&gt;"))
            #expect(!today.contains(Self.attack))
            let list = try await li.get("/tasks").text
            #expect(list.contains("/tasks/1"))
            #expect(list.contains("Account 1"))
            #expect(!list.contains(Self.attack))
            #expect(
                try await li.get("/tasks?account=1&state=done").text.contains(
                    language == .zh ? "没有符合条件的任务" : "No such tasks"))
            let wang = try await site.walker("wang", language)
            #expect(try await wang.get("/tasks/1").status == .notFound)
            #expect(try await wang.get("/tasks?whose=all").text.contains("/tasks/1") == false)
            let ended = try await li.send("/tasks/1/end", from: "/tasks/1", ["result": "Will order.", "as": "done"])
            #expect(ended.place == "/accounts/1")
            #expect(
                try await boss.get("/notices").text.contains(language == .zh ? "Li完成了任务" : "Li ended a task as done"))
            #expect(try await boss.get("/tasks/1").text.contains("Will order."))
            let file = try await boss.get("/tasks.csv?whose=given&state=done&names=codes").text
            #expect(file.contains("Will order.") && file.contains("done"))
            #expect(file.contains("id,title,note,assignee,account_code,account,due,giver,origin,state,result"))
            let worded = try await boss.get("/tasks.csv?whose=given&state=done").text
            #expect(worded.contains(language == .zh ? "来源,状态,结果" : "Origin,State,Outcome"))
            #expect(worded.contains(language == .zh ? ",人工,已完成," : ",a person,done,"), "\(worded)")
            #expect(try await li.get("/tasks.csv").status == .forbidden)
            let again = try await li.send("/tasks/1/reopen", from: "/tasks/1")
            #expect(again.status == .seeOther)
        }
    }

    @Test(arguments: Language.allCases)
    func personalDataOfContactsAreMaskedEverywhere(language: Language) async throws {
        try await FollowUpSite().visit { site in
            let (li, fin) = (try await site.walker("li", language), try await site.walker("fin", language))
            let fields = [
                "name": Self.attack, "title": "Buyer", "part": "buys", "consent": "given", "phone": "13912345678",
                "email": "wang@example.com", "birthday": "05-01", "note": "plays go",
            ]
            let wrong = try await li.send(
                "/accounts/1/contacts", from: "/accounts/1/contacts/new", fields.merging(["birthday": "never"]) { $1 })
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("value=\"13912345678\""))
            #expect(wrong.text.contains(language == .zh ? "请按 1980-05-01 或 05-01" : "Please write the birthday"))
            let kept = try await li.send("/accounts/1/contacts", from: "/accounts/1/contacts/new", fields)
            #expect(kept.place == "/accounts/1")
            for path in ["/accounts/1", "/contacts", "/contacts/1", "/contacts.csv", "/contacts?part=buys"] {
                if path != "/contacts.csv" {
                    let own = try await li.get(path).text
                    #expect(own.contains("13912345678") && !own.contains(Self.attack), "\(path)")
                }
                let other = try await fin.get(path).text
                #expect(other.contains("Buyer"), "\(path)")
                for secret in ["13912345678", "wang@example.com", "plays go"] {
                    #expect(!other.contains(secret), "\(path)")
                }
            }
            #expect(try await !fin.get("/contacts.csv?names=codes").text.contains("phone"))
            let phone = language == .zh ? "电话" : "Phone"
            #expect(try await !fin.get("/contacts.csv").text.contains(phone))
            #expect(try await fin.get("/accounts/1/contacts/new").status == .forbidden)
            let changed = try await li.send(
                "/contacts/1", fields.merging(["name": "Wang", "left": "2026-03-01"]) { $1 })
            #expect(changed.place == "/contacts/1")
            #expect(try await !li.get("/contacts").text.contains("/contacts/1"))
            #expect(try await li.get("/contacts?left=too").text.contains("/contacts/1"))
            #expect(try await li.send("/contacts/1/remove", from: "/contacts/1").place == "/accounts/1")
            #expect(try await li.get("/contacts/1").status == .notFound)
        }
    }

    @Test(arguments: Language.allCases)
    func aViewIsSavedSharedAndTakenAway(language: Language) async throws {
        try await FollowUpSite().visit { site in
            let (li, wang) = (try await site.walker("li", language), try await site.walker("wang", language))
            let (fin, boss) = (try await site.walker("fin", language), try await site.walker("boss", language))
            let narrow = "/accounts?bought=no&col=orders"
            let list = try await li.get(narrow).text
            // Only the columns that were chosen, and the name, which a list cannot do without.
            #expect(list.components(separatedBy: "<th scope").count == 3)
            #expect(list.contains("value=\"orders\" checked") && list.contains("value=\"code\">"))
            let fields = ["name": "<b>Wide</b>", "address": "/accounts?bought=no&col=orders", "share": "yes"]
            #expect(try await li.send("/views", from: narrow, fields).place == narrow)
            let own = try await li.get("/accounts").text
            #expect(own.contains("&lt;b&gt;Wide&lt;/b&gt;"))
            #expect(!own.contains("<b>Wide"))
            #expect(own.contains("/views/1/remove"))
            let shared = try await wang.get("/accounts").text
            #expect(shared.contains("&lt;b&gt;Wide") && !shared.contains("/views/1/remove"))
            #expect(shared.contains(language == .zh ? "团队共享" : "shared with the team"))
            #expect(try await !fin.get("/accounts").text.contains("Wide"), "of another team")
            #expect(try await !li.get("/tasks").text.contains("Wide"), "of another list")
            #expect(try await boss.send("/views/1/remove", from: "/accounts").status == .notFound)
            // Saved again under the same name it takes the former one's place.
            #expect(
                try await li.send(
                    "/views", from: "/accounts", fields.merging(["address": "/accounts?bought=yes"]) { $1 }
                ).status == .seeOther)
            let again = try await li.get("/accounts").text
            #expect(!again.contains("/views/2/remove") && again.contains("/accounts?bought=yes"))
            for wrong in ["//evil.example", "https://evil.example", "\\evil.example", "/accounts\r\nX: y", ""] {
                let answer = try await li.send("/views", from: "/accounts", ["name": "X", "address": wrong])
                #expect(answer.status == .badRequest, "\(wrong)")
            }
            let nameless = try await li.send("/views", from: "/accounts", ["name": " ", "address": "/accounts"])
            #expect(nameless.place == "/accounts")
            #expect(try await li.send("/views/1/remove", from: "/accounts", ["next": "//evil.example"]).place == "/")
            #expect(try await !wang.get("/accounts").text.contains("Wide"))
        }
    }

    @Test(arguments: Language.allCases)
    func mailIsWishedFor(language: Language) async throws {
        try await FollowUpSite().visit { site in
            let li = try await site.walker("li", language)
            let page = "/settings/notices"
            #expect(
                try await li.get(page).text.contains(language == .zh ? "尚未配置发信服务器" : "This server sends no mail yet"))
            for wrong in ["", "li", "li@example.com\r\nBcc: x@example.com"] {
                let answer = try await li.send(page, ["rhythm": "daily", "address": wrong])
                #expect(answer.status == .unprocessableContent, "\(wrong)")
            }
            #expect(try await li.send(page, ["rhythm": "daily", "address": "li@example.com"]).place == page)
            let kept = try await li.get(page).text
            #expect(kept.contains("value=\"li@example.com\"") && kept.contains("value=\"daily\" selected"))
            #expect(try await li.send(page, ["rhythm": "never", "address": ""]).place == page)
        }
    }

    @Test(arguments: Language.allCases)
    func emptyPagesSayWhatToDo(language: Language) async throws {
        try await FollowUpSite().visit { site in
            let li = try await site.walker("li", language)
            for (path, zh, en) in [
                ("/notices", "暂无通知", "No notices"), ("/tasks", "没有待办任务", "Nothing to do"),
                ("/contacts", "还没有联系人", "No contacts yet"), ("/activities", "还没有跟进记录", "No activities yet"),
                ("/contacts?q=x", "没有符合条件的联系人", "No such contacts"),
                ("/activities?kind=call", "没有符合条件的跟进记录", "No such activities"),
            ] {
                #expect(try await li.get(path).text.contains(language == .zh ? zh : en), "\(path)")
            }
            for path in [
                "/tasks?after=3.1.2", "/tasks?after=20.99999999999999999999.11", "/contacts?after=1.x1.y",
                "/contacts?part=x",
                "/activities?before=1.a1.b", "/notices?after=1.x", "/tasks?account=x&state=x&whose=x",
            ] { #expect(try await li.get(path).status == .ok, "\(path)") }
            for path in ["/tasks/0", "/tasks/x", "/contacts/9", "/activities/9", "/notices/9"] {
                #expect(try await li.get(path).status == .notFound, "\(path)")
            }
        }
    }
}
