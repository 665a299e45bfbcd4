import SiteTesting
import HTTPTypes
import Foundation
import Measures
@testable import Site
import Testing

@Suite struct PageTests {
    private struct Row: PageValue {
        let name: String
        let detail: String?
    }

    private struct Sheet: PageValue {
        let title: String
        let detail: String
        let rows: [Row]
        let tags: [String]
        let total: Int
        let isOpen: Bool
        let note: String?
    }

    private let sheet = Sheet(
        title: "<A>", detail: "outer", rows: [Row(name: "one", detail: "x"), Row(name: "two", detail: nil)],
        tags: ["a", "b"], total: 3, isOpen: true, note: nil)

    private func render(_ template: String, _ value: some PageValue) throws -> String {
        let feature = Feature(name: "Test", templates: ["test": Array(template.utf8)])
        let library = try PageLibrary(features: [feature], refusesUnknownNames: true)
        return try library.render("test", value, around: ["csrf": "token"], language: .en)
    }

    @Test(arguments: [
        ("{{title}} {{{title}}}", "&lt;A&gt; <A>"), ("{{#rows}}{{name}}:{{detail}};{{/rows}}", "one:x;two:;"),
        ("{{#rows}}{{#detail}}{{name}}{{/detail}}{{/rows}}", "one"), ("{{#tags}}{{.}},{{/tags}}", "a,b,"),
        ("{{total}}{{#isOpen}} open{{/isOpen}}{{^note}} bare{{/note}}{{#note}}{{note}}{{/note}}", "3 open bare"),
        ("{{#rows}}{{total}}{{/rows}}", "33"), ("{{csrf}} {{t.navToday}}", "token Today"),
    ])
    func valuesPrint(template: String, printed: String) throws { #expect(try render(template, sheet) == printed) }

    @Test(arguments: [
        ("{{titel}}", ["titel"]), ("{{#rows}}{{nam}}{{/rows}}{{title}}", ["nam"]), ("{{t.navTodya}}", ["navTodya"]),
        ("{{#oepn}}{{title}}{{/oepn}}{{^clsoed}}{{title}}{{/clsoed}}", ["clsoed", "oepn"]),
    ])
    func unknownNamesAreFound(template: String, names: [String]) {
        #expect(throws: SiteError.unknownNames(template: "test", names: names)) { try render(template, sheet) }
    }

    @Test func aNameIsTakenOnce() throws {
        let features = [Feature(name: "A", templates: ["x": []]), Feature(name: "B", templates: ["x": []])]
        #expect(throws: SiteError.duplicateTemplate("x")) {
            try PageLibrary(features: features, refusesUnknownNames: false)
        }
        let broken = Feature(name: "A", templates: ["x": Array("{{#open}}".utf8)])
        #expect(throws: SiteError.self) { try PageLibrary(features: [broken], refusesUnknownNames: false) }
    }

    @Test func theFrameShowsOnlyPlacesThatFeaturesBrought() async throws {
        try await SampleSite().visit { client in
            let page = try await client.get("/", .li).text
            #expect(page.contains("<html lang=\"zh-CN\"") && page.contains("data-page=\"today\""))
            #expect(page.contains("截至 2011-12-09") && page.contains("今天要做什么？"))
            #expect(page.contains("data-place=\"accounts\"") && !page.contains("data-place=\"funnel\""))
            #expect(page.contains("action=\"/accounts\" role=\"search\""))
            #expect(page.contains("href=\"/imports\""))
            #expect(!page.contains("style=") && !page.contains("<script>") && !page.contains(" onclick"))
        }
    }

    @Test func todayGathersFromFeatures() async throws {
        let source = TodaySource { visit in [TodayItem("Call \(visit.viewer?.name ?? "") & co", path: "/x?a=1&b=2")] }
        let feature = Feature(name: "Calls", contributions: [source])
        try await SampleSite(features: [feature]).visit { client in
            let page = try await client.get("/", .li).text
            #expect(page.contains("<a href=\"/x?a=1&amp;b=2\">Call Li Wei &amp; co</a>"))
            #expect(!page.contains("暂无待办"))
        }
    }

    @Test func languageAndAppearanceFollowTheVisitor() async throws {
        let token = CSRF.token(for: "guest")
        try await SampleSite().visit { client in
            #expect(try await client.get("/open").text == "en 2011-12-09 nobody")
            #expect(try await client.get("/open", [.acceptLanguage: "de, zh;q=0.5"]).text == "zh 2011-12-09 nobody")
            #expect(try await client.get("/open", [.cookie: "mainstay_language=zh"]).text == "zh 2011-12-09 nobody")
            #expect(try await client.get("/open", [.cookie: "mainstay_language=xx"]).text == "en 2011-12-09 nobody")
            #expect(try await client.get("/open", [.cookie: "mainstay_session=li"]).text == "zh 2011-12-09 Li Wei")
            let answer = try await client.post(
                "/preferences", [.cookie: "mainstay_visitor=guest"],
                "csrf=\(token)&language=zh&appearance=dark&next=/open")
            #expect(answer.headers[.location] == "/open")
            let cookies = answer.headers[values: .setCookie].joined(separator: "\n")
            #expect(cookies.contains("mainstay_language=zh;") && cookies.contains("mainstay_appearance=dark;"))
        }
    }

    @Test(arguments: [
        (0, "1970-01-01"), (57_599, "1970-01-01"), (57_600, "1970-01-02"), (-28_801, "1969-12-31"),
        (-28_800, "1970-01-01"),
        (noon, "2011-12-09"),
    ])
    func daysAreTheCompanys(seconds: Int, day: String) throws {
        let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        #expect(Day(unixSeconds: seconds, in: zone).iso == day)
    }
}
