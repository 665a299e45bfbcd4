import Accounts
import Classification
import CompanyTesting
import Database
import DatabaseSQLite
import DatabaseTesting
import Foundation
import HTTPTypes
import Hummingbird
import Jobs
import Judging
import Ledger
import Logging
import Measures
import NIOCore
import People
import Policies
import Rights
import Site
import SiteTesting
import Testing
import Tour

/// The site with all that judges over a temporary database. Li Wei is signed in; 2025-06-20.
private struct JudgingSite {
    let site: Site
    private let client: SiteClient
    let database: SQLiteDatabase
    let company: StoredCompany
    private let folder: URL

    init(_ language: Language) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("judging-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let settings = SiteSettings(
            assets: folder, timeZone: .gmt, clock: { 1_750_377_600 }, logger: logger, refusesUnknownNames: true)
        let people = Feature(
            name: "SamplePeople",
            migrations: PeopleSchema.migrations,
            reception: Reception(
                viewer: { session, _, database in
                    // Others are whoever they are in the database, and read the language asked for.
                    guard session == "li" || session == "boss" else {
                        var viewer = try await database.read { try ViewerReading.viewer(username: session, in: $0) }
                        viewer?.preferences = Preferences(language: language)
                        return viewer
                    }
                    return Viewer(
                        user: 1, username: session, name: "Li Wei",
                        acts: session == "boss" ? Set(Act.allCases) : [.importing, .exporting, .approving, .assigning],
                        scope: .everything, writing: .everything,
                        preferences: Preferences(language: language))
                },
                keep: { _, _, _ in }))
        let features = [
            people, TourFeature.feature, AccountsFeature.feature, LedgerFeature.feature, PoliciesFeature.feature,
            ClassificationFeature.feature,
        ]
        let migrations =
            [Identifiers.migration] + JobsSchema.migrations + JudgingSchema.migrations
            + features.flatMap(\.migrations)
        database = try await TestDatabase.file(in: folder, migrations: migrations)
        site = try Site(features: features, database: database, settings: settings)
        client = SiteClient(site)
        _ = try await PeopleStore(database).add(
            NewUser(username: "li.wei", name: "Li Wei", password: nil, language: language, role: "administrator"),
            now: 0)
        company = StoredCompany(database: database)
    }

    func visit(_ body: (JudgingSite) async throws -> Void) async throws {
        try await body(self)
        try await database.close()
        try FileManager.default.removeItem(at: folder)
    }

    func get(_ path: String, as user: String = "li") async throws -> (status: HTTPResponse.Status, text: String) {
        let answer = try await client.execute(uri: path, method: .get, headers: [.cookie: "mainstay_session=\(user)"])
        return (answer.status, answer.text)
    }

    /// Where an address leads on to, and what it leaves of the tour.
    func leads(_ path: String, as user: String = "li") async throws -> Led {
        let headers = try await client.execute(uri: path, method: .get, headers: [.cookie: "mainstay_session=\(user)"])
            .headers
        let tour = headers[values: .setCookie].first { $0.hasPrefix("mainstay_tour=") }
        return Led(
            to: headers[.location], tour: tour.map { String($0.dropFirst(14).prefix { $0 != ";" }) })
    }

    /// Sends the form of a page to an address.
    func post(
        _ path: String, from page: String, _ fields: [String: String], as user: String = "li"
    ) async throws -> (status: HTTPResponse.Status, text: String) {
        let token = try await get(page, as: user).text.firstMatch(of: /name="csrf" value="([0-9a-f]+)"/)?.1 ?? ""
        let body = fields.merging(["csrf": String(token)]) { first, _ in first }
            .map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
            .joined(separator: "&")
        let answer = try await client.execute(
            uri: path, method: .post,
            headers: [.cookie: "mainstay_session=\(user)", .contentType: "application/x-www-form-urlencoded"],
            body: ByteBuffer(string: body))
        return (answer.status, answer.text)
    }
}

private struct Led: Equatable {
    var to: String?
    var tour: String?
}

@Suite("Tiers on the pages, in both languages")
struct ClassificationPageTests {
    @Test("Before anybody was judged every page says what to do", arguments: Language.allCases)
    func empty(language: Language) async throws {
        try await JudgingSite(language).visit { site in
            let tiers = try await site.get("/tiers")
            #expect(tiers.status == .ok && tiers.text.contains("/imports"))
            #expect(try await site.get("/tiers/course.json").status == .notFound)
            #expect(try await site.get("/tiers.csv").status == .notFound)
            try await site.company.fill()
            let id = try await site.company.id("BIG")
            #expect(try await site.get("/accounts/\(id)").status == .ok)
            #expect(try await site.get("/accounts/\(id)/tier").status == .notFound)
            #expect(try await site.get("/accounts/\(id)/tiers").text.contains("/imports"))
            #expect(try await site.get("/accounts/\(id)/tiers.csv").status == .notFound)
            #expect(try await site.get("/accounts").text.contains("ms-badge") == false)
            #expect(try await site.get("/tour").status == .notFound)
        }
    }

    @Test("The rules can be read by everybody and published by administrators", arguments: Language.allCases)
    func policy(language: Language) async throws {
        try await JudgingSite(language).visit { site in
            try await site.company.fill()
            try await site.company.evaluate()
            let path = "/settings/policies/classification"
            let read = try await site.get(path)
            #expect(read.status == .ok)
            #expect(!read.text.contains("policy-form"))
            #expect(read.text.contains("10,000,000"))
            #expect(try await site.get("/settings/policies").text.contains(path))
            #expect(try await site.get("/settings/policies/other").status == .notFound)
            #expect(try await site.get(path + "/versions/2").status == .notFound)
            let form = try await site.get(path, as: "boss").text
            var fields: [String: String] = [:]
            for box in form.matches(of: /name="([A-Za-z0-9.]+)" value="([^"]*)"/) where box.1 != "csrf" {
                fields[String(box.1)] = String(box.2)
            }
            for choice in form.matches(of: /<select[^>]* name="([A-Za-z.]+)".*?<option value="([a-z]+)" selected/) {
                fields[String(choice.1)] = String(choice.2)
            }
            // A free row stands behind the tiers.
            #expect(fields["tiers.steps.4.code"] == "" && fields["value.margin.scale.to"] == "40")
            #expect(fields["following"] == "1" && fields["unit"] == "group")
            func publish(_ changes: [String: String]) async throws -> (status: HTTPResponse.Status, text: String) {
                let today = ["from": "2025-06-20", "note": ""]
                return try await site.post(
                    path, from: path, fields.merging(today) { $1 }.merging(changes) { $1 }, as: "boss")
            }
            func first(_ key: PolicyText) -> String {
                String(PolicyText.texts.wording(key, language).prefix { $0 != "{" })
            }
            #expect(try await site.post(path, from: "/tiers", fields).status == .forbidden)
            let same = try await publish([:])
            #expect(same.status == .unprocessableContent && same.text.contains(first(.nothingChanged)))
            // Weights that do not add up, cuts out of order, what is no number, a day nobody can read: each at its place.
            let wrong = try await publish([
                "value.revenue.weight": "30", "tiers.steps.1.through": "40", "steadiness.monthEnds": "99",
            ])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("105"))
            #expect(wrong.text.contains(PolicyText.texts.wording(PolicyText.outOfOrder, language)))
            #expect(wrong.text.contains("value=\"99\"") && wrong.text.contains(first(.outOfRange)))
            let unread = try await publish(["windowMonths": "soon", "from": "someday", "note": "N"])
            #expect(unread.status == .unprocessableContent && unread.text.contains("value=\"soon\""))
            #expect(unread.text.contains(PolicyText.texts.wording(PolicyText.notANumber, language)))
            #expect(unread.text.contains(PolicyText.texts.wording(PolicyText.dayUnreadable, language)))
            // A tier less, another weight, an amount as people write it.
            let changes = [
                "value.revenue.weight": "20", "value.margin.weight": "10", "value.revenue.scale.to": "2000万",
                "tiers.steps.2.code": "", "tiers.steps.2.en": "", "tiers.steps.2.zh": "", "tiers.steps.2.through": "",
                "note": "Margins <matter>", "from": "2025-06-20",
            ]
            // What it would change is said first, and nothing is published by that.
            let looked = try await publish(changes)
            #expect(looked.status == .ok)
            #expect(looked.text.contains("data-test=\"policy-preview\""))
            #expect(looked.text.contains("2025-06-20"))
            let untouched = try await site.database.read {
                try PolicyStore.versions(of: ClassificationPolicy.self, in: $0).map(\.version)
            }
            #expect(untouched == [1])
            let seen = try #require(looked.text.firstMatch(of: /name="seen" value="([^"]*)"/)).1
                .replacing("&quot;", with: "\"").description
            // Something else than what was looked at is looked at first.
            let other = try await publish(changes.merging(["seen": seen, "windowMonths": "6"]) { $1 })
            #expect(other.text.contains("data-test=\"policy-preview\""))
            let done = try await publish(changes.merging(["seen": seen]) { $1 })
            #expect(done.status == .seeOther)
            let kept = try await site.database.read {
                try PolicyStore.version(of: ClassificationPolicy.self, on: day("2025-06-20"), in: $0)
            }
            var expected = ClassificationPolicy.usual
            expected.value.revenue = Criterion(20, .logarithmic(from: 1_000, to: 20_000_000))
            expected.value.margin.weight = 10
            expected.tiers.steps.remove(at: 2)
            #expect(kept.version == 2 && kept.body == expected)
            let version = try await site.get(path + "/versions/2")
            #expect(version.text.contains("Margins &lt;matter&gt;") && version.text.contains("20,000,000"))
            #expect(try await site.get(path + "/versions/2/document.json").text.contains("\"weight\" : 20"))
            // Who began from the first version is told that there is another.
            let late = try await publish(["windowMonths": "6"])
            #expect(late.status == .unprocessableContent && late.text.contains(first(.overtaken)))
            // A version may reach further back than the one it follows.
            let early = ["windowMonths": "6", "following": "2", "from": "2025-06-01"]
            let preview = try await publish(early)
            let again = try #require(preview.text.firstMatch(of: /name="seen" value="([^"]*)"/)).1
                .replacing("&quot;", with: "\"").description
            #expect(try await publish(early.merging(["seen": again]) { $1 }).status == .seeOther)
            let back = try await site.database.read {
                try PolicyStore.version(of: ClassificationPolicy.self, on: day("2025-06-01"), in: $0)
            }
            #expect(back.version == 3)
            #expect(back.body.windowMonths == 6)
        }
    }

    @Test("Where no cost is recorded nothing is called contribution", arguments: Language.allCases)
    func withoutCosts(language: Language) async throws {
        try await JudgingSite(language).visit { site in
            try await site.company.fill(StoredCompany.rhythms.map { ($0.code, $0.first, $0.months, $0.amount, nil) })
            try await site.company.evaluate()
            let id = try await site.company.id("BIG")
            for path in ["/", "/tiers", "/accounts", "/accounts/\(id)", "/accounts/\(id)/tiers"] {
                let text = try await site.get(path).text
                #expect(path == "/" || text.contains(language == .zh ? "关键客户" : "Key"), "\(path)")
                #expect(!text.localizedCaseInsensitiveContains("contribution"), "\(path)")
                #expect(!text.contains("贡献利润"), "\(path)")
            }
        }
    }

    @Test("All who moved are counted, and stand on pages")
    func moversOnPages() async throws {
        try await JudgingSite(.en).visit { site in
            try await site.company.fill()
            try await site.company.fill((1...60).map { ("NEW\($0)", "2025-06", 1, Int64(100 + $0), nil) })
            try await site.company.evaluate()
            let first = try await site.get("/tiers?moved=up").text
            // One of the others moved as well.
            #expect(first.contains("61 accounts moved"))
            func rows(_ text: String) -> Int { text.matches(of: />(NEW\d+|MID|LOW|A|B|BIG)<\/a>/).count }
            #expect(rows(first) == 50)
            let next = try #require(first.firstMatch(of: /href="(\/tiers\?moved=up&amp;after=[^"#]*)/)).1
            let second = try await site.get(String(next.replacing("&amp;", with: "&"))).text
            #expect(rows(second) == 11)
            let back = try #require(second.firstMatch(of: /href="(\/tiers\?moved=up&amp;before=[^"#]*)/)).1
            #expect(rows(try await site.get(String(back.replacing("&amp;", with: "&"))).text) == 50)
            #expect(try await site.get("/").text.contains("61 accounts changed"))
        }
    }

    @Test("A judged account says its tier, why, and what came before", arguments: Language.allCases)
    func account(language: Language) async throws {
        try await JudgingSite(language).visit { site in
            try await site.company.fill()
            try await site.company.evaluate()
            let id = try await site.company.id("BIG")
            let page = try await site.get("/accounts/\(id)")
            #expect(page.status == .ok)
            let (key, why) = language == .zh ? ("关键客户", "为什么？") : ("Key", "Why?")
            #expect(page.text.contains(key) && page.text.contains("<summary>\(why)</summary>"))
            #expect(page.text.contains("2024-01-31") && page.text.contains("ms-timeline"))
            #expect(page.text.contains("/accounts/\(id)/tiers"))
            let history = try await site.get("/accounts/\(id)/tiers").text
            #expect(history.contains("2025-05-31") && history.contains("2024-01-31"))
            let past = try await site.get("/accounts/\(id)/tiers.csv?names=codes").text
            #expect(past.contains("month_end,tier,safety,reason,size,currency,revenue,contribution,"))
            #expect(past.contains("2025-01-31,key,secure,unchanged,key,CNY,60000.00,18000.00,"))
            #expect(try await site.get("/accounts/999/tiers").status == .notFound)
            // Each month end tells why, with the numbers it rested on.
            #expect(history.contains("href=\"/accounts/\(id)/tiers/2025-01-31\""))
            let then = try await site.get("/accounts/\(id)/tiers/2025-01-31")
            #expect(then.status == .ok && then.text.contains("<details class=\"ms-why\" open>"))
            #expect(then.text.contains("60,000.00") && then.text.contains("18,000.00"))
            #expect(then.text.contains(language == .zh ? "历史分级结果" : "Classification at the time"))
            for nothing in ["2025-01-30", "2023-12-31", "2025-06-10", "soon"] {
                #expect(try await site.get("/accounts/\(id)/tiers/\(nothing)").status == .notFound, "\(nothing)")
            }
            // A scale is told, so that a score can be counted again.
            #expect(page.text.contains(language == .zh ? " 为 0–100 分，对数" : "0 to 100 from "))
            #expect(
                page.text.contains(language == .zh ? " 项计算" : "rests on ")
                    && page.text.contains(language == .zh ? "天以上" : "at least "))
            let list = try await site.get("/accounts?tier=0&sort=-value")
            #expect(list.text.contains("BIG") && !list.text.contains(">LOW<"))
            let file = try await site.get("/accounts.csv?tier=0&names=codes")
            #expect(file.text.contains("BIG,BIG,90000.00,CNY,18,2024-01-10,2025-06-10,key,secure,"))
            let worded = try await site.get("/accounts.csv?tier=0").text
            #expect(worded.contains(language == .zh ? ",2025-06-10,关键客户,稳固," : ",2025-06-10,Key,secure,"), "\(worded)")
        }
    }

    @Test(
        "Why leads to the orders of the days that were judged, and they come to what it says",
        arguments: Language.allCases)
    func orders(language: Language) async throws {
        try await JudgingSite(language).visit { site in
            try await site.company.fill()
            try await site.company.evaluate()
            let id = try await site.company.id("BIG")
            let page = try await site.get("/accounts/\(id)").text
            let orders = "/accounts/\(id)/orders?from=2024-06-11&amp;through=2025-06-10"
            #expect(page.contains("href=\"\(orders)\""))
            let list = try await site.get(orders.replacing("&amp;", with: "&")).text
            #expect(list.contains(language == .zh ? "¥60,000.00（12 张订单）" : "¥60,000.00 from 12 orders"))
            #expect(list.contains("value=\"2024-06-11\"") && list.contains("value=\"2025-06-10\""))
            let typed = try await site.get("/accounts/\(id)/orders?from=2025年5月1日").text
            #expect(typed.contains("BIG-2025-06-10") && !typed.contains("BIG-2025-04-10"))
            #expect(typed.contains("value=\"2025-05-01\"") && !typed.contains("ms-optional"))
            // Orders of one kind are not summed up: net of returns would not be true of them.
            #expect(try await !site.get("/accounts/\(id)/orders?kind=sale").text.contains("ms-totals"))
            let words: [(String, zh: String, en: String)] = [
                ("from=2025-13-40", "请按 2011-12-09 的格式填写日期。", "Please write the day as 2011-12-09."),
                ("through=9/12/2025", "日期有歧义，请按 2011-12-09 的格式填写。", "This can be two days; write it as 2011-12-09."),
                ("from=2025-06-10&through=2025-06-01", "截止日期早于起始日期。", "The last day lies before the first."),
            ]
            for (query, zh, en) in words {
                let page = "/accounts/\(id)/orders?\(query)"
                let wrong = try await site.get(page)
                #expect(wrong.status == .unprocessableContent && wrong.text.contains(language == .zh ? zh : en))
                // Orders of other days would be taken for the answer.
                #expect(!wrong.text.contains("BIG-2025-06-10") && !wrong.text.contains("ms-totals"), "\(query)")
                let file = try await site.get(page.replacing("orders?", with: "orders.csv?"))
                #expect(file.status == .seeOther)
            }
            #expect(try await site.get("/accounts/\(id)/orders?from=2025-13-40").text.contains("value=\"2025-13-40\""))
            let file = try await site.get("/accounts/\(id)/orders.csv?from=2025-06-01&through=2025-06-30").text
            #expect(file.contains("BIG-2025-06-10") && !file.contains("BIG-2025-05-10"))
        }
    }

    @Test("Returns alone judge nobody, and it is said", arguments: Language.allCases)
    func returnsOnly(language: Language) async throws {
        try await JudgingSite(language).visit { site in
            try await site.company.fill([("BACK", "2025-01", 2, -500, -300)])
            await #expect(throws: EvaluationProblem.noPurchases) { try await site.company.evaluate() }
            let page = try await site.get("/tiers").text
            #expect(page.contains(language == .zh ? "目前只有退货记录" : "Only returns came in so far"))
        }
    }

    @Test("What was taken back whole brings nothing, and nothing of it is estimated")
    func cancelled() async throws {
        try await JudgingSite(.en).visit { site in
            try await site.company.fill()
            try await site.company.fill([("UNDO", "2025-05", 1, 500, 300)])
            try await site.company.fill([("UNDO", "2025-06", 1, -500, -300)])
            try await site.company.evaluate()
            let judged = try await site.company.unit("UNDO")
            #expect(judged.judgement.isActive)
            #expect(judged.judgement.revenue == 0)
            #expect(judged.judgement.contribution == 0)
            #expect(judged.judgement.basis == .cost && judged.remarks.allSatisfy { $0 != .isEstimated })
        }
    }

    @Test("A company that cannot serve all of its Key accounts says so beside those it leaves out")
    func cap() async throws {
        try await JudgingSite(.en).visit { site in
            try await site.company.fill()
            var policy = ClassificationPolicy.usual
            policy.tiers.mostKey = 1
            policy.tiers.steps[0].through = 70
            let body = policy
            try await site.database.write { connection in
                _ = try PolicyStore.publish(body, from: day("2020-01-01"), user: nil, now: 0, in: connection)
            }
            try await site.company.evaluate()
            let unit = try await site.company.unit("A")
            #expect(unit.judgement.tier == Tier(1) && unit.remarks.first == .beyondCap)
            let input = unit.tierExplanation.inputs.first { $0.name == "most_key" }
            #expect(input?.value == .count(1))
            let page = try await site.get("/accounts/\(unit.judgement.unit)").text
            let sentence = "By size it would be Key, but the company serves at most 1."
            #expect(page.range(of: sentence).map { $0.lowerBound < page.range(of: "<summary>")!.lowerBound } == true)
        }
    }

    @Test("Tiers as of any day, with movement and export", arguments: Language.allCases)
    func tiers(language: Language) async throws {
        try await JudgingSite(language).visit { site in
            try await site.company.fill()
            try await site.company.evaluate()
            let now = try await site.get("/tiers")
            #expect(now.status == .ok && now.text.contains("2025-06-10"))
            let course = try await site.get("/tiers/course.json").text
            #expect(course.contains("2025-05-31") && course.contains("tiers?day=2025-05-31"), "\(course)")
            #expect(now.text.contains("from=0&amp;to=0"), "the matrix opens what it counts")
            let stayed = try await site.get("/tiers?from=0&to=0")
            #expect(stayed.text.contains(language == .zh ? "均为关键客户" : "Key on 2025-05-31 and on 2025-06-10"))
            let csv = try await site.get("/tiers/movers.csv?from=0&to=0&names=codes").text
            #expect(
                csv.split(separator: "\r\n").dropFirst().allSatisfy { $0.contains(",key,") } && csv.contains(",key,"))
            #expect(try await site.get("/tiers?from=x&to=0&since=year").status == .ok)
            let past = try await site.get("/tiers?day=2025-01-31")
            #expect(past.status == .ok && past.text.contains("value=\"2025-01-31\" selected"))
            #expect(try await site.get("/tiers?day=soon").status == .unprocessableContent)
            #expect(try await site.get("/tiers?as_of=soon").status == .unprocessableContent)
            let between = try await site.get("/tiers?as_of=2025-02-15").text
            #expect(between.contains("value=\"2025-01-31\" selected") && between.contains("2025-02-15"))
            // The list of accounts is today's, so a past tier does not lead there.
            #expect(now.text.contains("/accounts?tier=0") && !past.text.contains("/accounts?tier=0"))
            #expect(try await site.get("/tiers?day=2020-01-01").text.contains("2024-01-31"))
            let file = try await site.get("/tiers.csv?day=2025-01-31&names=codes").text
            #expect(file.contains("2025-01-31,BIG,BIG,key,secure,unchanged,key,1,CNY,60000.00,18000.00,cost,"))
            #expect(file.split(separator: "\r\n").count == 1 + 6)
            let worded = try await site.get("/tiers.csv?day=2025-01-31").text
            #expect(worded.contains(language == .zh ? "分级,风险状态,原因" : "Tier,Risk status,Because"))
            #expect(!worded.contains(",key,") && !worded.contains(",unchanged,"), "\(worded)")
        }
    }

    @Test("A person decides: refused without a reason, kept with one, shown everywhere", arguments: Language.allCases)
    func decision(language: Language) async throws {
        try await JudgingSite(language).visit { site in
            try await site.company.fill()
            try await site.company.evaluate()
            let id = try await site.company.id("LOW")
            let form = "/accounts/\(id)/tier"
            #expect(try await site.get(form).status == .ok)
            let fields = ["tier": "key", "through": "2025-12-31", "reason": ""]
            let refused = try await site.post("/accounts/\(id)/tier-decisions", from: form, fields)
            #expect(refused.status == .unprocessableContent && refused.text.contains("problem-reason"))
            let late = try await site.post(
                "/accounts/\(id)/tier-decisions", from: form, fields.merging(["reason": "x", "through": "then"]) { $1 })
            #expect(late.status == .unprocessableContent && late.text.contains("problem-through"))
            let kept = try await site.post(
                "/accounts/\(id)/tier-decisions", from: form, fields.merging(["reason": "Reference <b>site</b>"]) { $1 }
            )
            #expect(kept.status == .seeOther)
            let page = try await site.get("/accounts/\(id)")
            #expect(page.text.contains("Reference &lt;b&gt;site&lt;/b&gt;") && page.text.contains("2025-12-31"))
            #expect(try await site.get(form).text.contains("Li Wei"))
        }
    }

    @Test("An account is put below another one by its code", arguments: Language.allCases)
    func group(language: Language) async throws {
        try await JudgingSite(language).visit { site in
            try await site.company.fill()
            let (low, big) = (try await site.company.id("LOW"), try await site.company.id("BIG"))
            let form = "/accounts/\(low)/group"
            let unknown = try await site.post(form, from: form, ["parent": "NOBODY"])
            #expect(unknown.status == .unprocessableContent && unknown.text.contains("NOBODY"))
            #expect(try await site.post(form, from: form, ["parent": " BIG "]).status == .seeOther)
            let circle = "/accounts/\(big)/group"
            #expect(try await site.post(circle, from: circle, ["parent": "LOW"]).status == .unprocessableContent)
            try await site.company.evaluate()
            let page = try await site.get("/accounts/\(low)")
            #expect(page.text.contains("/accounts/\(big)\">BIG"))
            // What each brings alone stands on the page of every one of them.
            for member in [low, big] {
                let text = try await site.get("/accounts/\(member)").text
                #expect(text.contains(language == .zh ? "单独分级" : "Alone it would be"))
                #expect(text.contains(language == .zh ? "集团销售额" : "Revenue of the group"))
            }
            #expect(try await site.get(circle).text.contains("LOW"))
        }
    }

    @Test("The tour leads through the stories that are there", arguments: Language.allCases)
    func tour(language: Language) async throws {
        try await JudgingSite(language).visit { site in
            try await TourStore(site.database).keep(TourStory.allCases.map { TourStop($0, path: "/tiers") })
            let page = try await site.get("/tour")
            #expect(page.status == .ok && page.text.components(separatedBy: "btn\" href=\"/tour/").count == 11)
            #expect(!page.text.contains("ms-note"))
            #expect(try await !site.get("/tiers").text.contains("ms-note"))

            // A stop is remembered: every page says what it is about and leads on.
            #expect(try await site.leads("/tour/silent") == Led(to: "/tiers", tour: "silent:/tiers"))
            let visitor = "li; mainstay_tour=silent:/tiers"
            let about = language == .zh ? "两年多来每十天下一次单" : "It ordered every ten days"
            for path in ["/tiers", "/accounts", "/tiers?sort=revenue"] {
                let text = try await site.get(path, as: visitor).text
                #expect(text.contains("ms-note") && text.contains("/tour/silent/next"))
                #expect(text.contains(language == .zh ? "第 8 步，共 10 步" : "Stop 8 of 10"))
                // What is said of one page is not said above another.
                #expect(text.contains(about) == path.hasPrefix("/tiers"))
            }
            #expect(try await !site.get("/tour", as: visitor).text.contains("ms-note"))
            // It speaks of the whole company, and says so to whoever sees a part.
            let rep = NewUser(username: "rep", name: "Rep", password: nil, language: language, role: "representative")
            _ = try await PeopleStore(site.database).add(rep, now: 0)
            #expect(try await site.get("/tour", as: "rep").status == .forbidden)
            // Who is on it already is not invited again.
            let invitation = language == .zh ? "用十分钟了解" : "Take the ten-minute tour"
            #expect(try await site.get("/").text.contains(invitation))
            #expect(try await !site.get("/", as: visitor).text.contains(invitation))
            #expect(try await site.leads("/tour/silent/next").to == "/tour/overridden")
            #expect(try await site.leads("/tour/today/next").to == "/tour/end")
            for none in ["/tour/nowhere", "/tour/nowhere/next"] {
                #expect(try await site.get(none).status == .notFound)
            }
            #expect(try await !site.get("/tiers", as: "li; mainstay_tour=today:/tiers").text.contains("/next\""))
            #expect(try await !site.get("/tiers", as: "li; mainstay_tour=nowhere").text.contains("ms-note"))
            #expect(try await site.leads("/tour/end", as: visitor) == Led(to: "/tour#after", tour: ""))
            #expect(try await site.get("/").text.contains("/tour"))
        }
    }

    @Test("All are judged anew once the ledger has come to rest")
    func watch() async throws {
        try await JudgingSite(.en).visit { site in
            let watch = EvaluationJob.Watch()
            func jobs() async throws -> Int {
                try await site.database.read {
                    try $0.integer("SELECT CAST(count(*) AS BIGINT) FROM jobs WHERE kind = 'evaluate'") ?? 0
                }
            }
            for _ in 0..<3 { try await watch.look(at: site.database, now: 1) }
            #expect(try await jobs() == 0)
            try await site.company.fill()
            try await watch.look(at: site.database, now: 2)
            #expect(try await jobs() == 0, "it may still be changing")
            for _ in 0..<3 { try await watch.look(at: site.database, now: 3) }
            #expect(try await jobs() == 1)
            let worker = JobWorker(
                [EvaluationJob { _ in day("2025-06-20") }.handler], database: site.database,
                logger: site.site.settings.logger, now: { 4 })
            let work = Task { await worker.run() }
            for _ in 0..<200 where try await site.get("/tiers").text.contains("2025-06-10") == false {
                try await Task.sleep(for: .milliseconds(50))
            }
            work.cancel()
            await work.value
            #expect(try await site.get("/tiers").text.contains("2025-06-10"))
            for _ in 0..<3 { try await watch.look(at: site.database, now: 5) }
            #expect(try await jobs() == 1)
        }
    }
}
