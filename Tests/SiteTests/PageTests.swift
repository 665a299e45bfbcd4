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
        var total: Int?
        var isOpen: Bool?
    }

    private struct Sheet: PageValue {
        let title: String
        let detail: String
        let rows: [Row]
        let tags: [String]
        let total: Int
        let isOpen: Bool
        let note: String?
        var labels = ["", "x"]
        var mark = Markup("<b>")
        var kind = Kind.small
        var share = 0.5
    }

    private enum Kind: String, Encodable { case small, great }

    private let sheet = Sheet(
        title: "<A>", detail: "outer", rows: [Row(name: "one", detail: "x"), Row(name: "two", detail: nil)],
        tags: ["a", "b"], total: 3, isOpen: true, note: nil)

    private func render(_ template: String, _ value: some PageValue) throws -> String {
        let feature = Feature(name: "Test", templates: ["test": template])
        let library = try PageLibrary(features: [feature], refusesUnknownNames: true)
        return try library.render("test", value, around: ["csrf": "token"], language: .en)
    }

    @Test(arguments: [
        ("{{title}} {{{title}}}", "&lt;A&gt; &lt;A&gt;"), ("{{#rows}}{{name}}:{{detail}};{{/rows}}", "one:x;two:;"),
        ("{{#rows}}{{#detail}}{{name}}{{/detail}}{{/rows}}", "one"), ("{{#tags}}{{.}},{{/tags}}", "a,b,"),
        ("{{total}}{{#isOpen}} open{{/isOpen}}{{^note}} bare{{/note}}{{#note}}{{note}}{{/note}}", "3 open bare"),
        // What is nil here is not looked for further out.
        ("{{#rows}}{{total}}{{#isOpen}}open{{/isOpen}}{{/rows}}{{#rows}}{{csrf}};{{/rows}}", "token;token;"),
        ("{{#labels}}{{title}}{{/labels}}", "&lt;A&gt;&lt;A&gt;"), ("{{mark}} {{{mark}}}", "&lt;b&gt; <b>"),
        ("{{kind}} {{share}}{{^rows}}none{{/rows}}{{^labels}}none{{/labels}}", "small 0.5"),
        ("{{csrf}} {{t.navToday}}", "token Today"),
    ])
    func valuesPrint(template: String, printed: String) throws { #expect(try render(template, sheet) == printed) }

    @Test(arguments: [
        ("{{titel}}", ["titel"]), ("{{#rows}}{{nam}}{{/rows}}{{title}}", ["nam"]), ("{{t.navTodya}}", ["navTodya"]),
        ("{{#oepn}}{{title}}{{/oepn}}{{^clsoed}}{{title}}{{/clsoed}}", ["clsoed", "oepn"]),
    ])
    func unknownNamesAreFound(template: String, names: [String]) {
        #expect(throws: SiteError.unknownNames(template: "test", names: names)) { try render(template, sheet) }
    }

    /// As mustache(5) has it: a tag of a section or of another template takes its line where it stands alone there.
    @Test(arguments: [
        ("a\n{{#isOpen}}\nb\n{{/isOpen}}\nc\n", "a\nb\nc\n"), ("{{#isOpen}} b {{/isOpen}}\n", " b \n"),
        ("a\n  {{#tags}}\n  {{.}}\n  {{/tags}}\nc", "a\n  a\n  b\nc"), ("a\n{{! why }}\nb{{! so }}", "a\nb"),
        ("a\n{{^note}}\nb\n{{/note}}", "a\nb\n"), ("<{{>other}}>\n{{>other}}\n{{>*title}}.", "<<A>>\n<A><p>."),
        ("{{total}}\n", "3\n"), ("{{#isOpen}}\n{{#tags}}{{.}}{{/tags}}\n{{/isOpen}}\n\n.", "ab\n\n."),
    ])
    func linesOfTagsAloneAreTaken(template: String, printed: String) throws {
        let texts = ["test": template, "other": "<A>", "<A>": "<p>"]
        let library = try PageLibrary(
            features: [Feature(name: "Test", templates: texts)], refusesUnknownNames: true)
        #expect(try library.render("test", sheet, around: [:], language: .en) == printed)
    }

    @Test(arguments: [
        ("a\n{{#open}}", "line 2: {{#open}} has no end"), ("\n{{/open}}", "line 2: {{/open}} ends no section"),
        ("{{#a}}{{/b}}", "line 1: {{/b}} ends no section"), ("{{name\nand more", "line 1: {{name has no end"),
        ("{{^open}}", "line 1: {{^open}} has no end"),
        ("{{}}", "line 1: {{}} is no name"), ("a\n\n{{two words}}", "line 3: {{two words}} is no name"),
        ("{{{markup}}", "line 1: {{{markup}} has no end"), ("{{a.b}}", "line 1: {{a.b}} is no name"),
        ("{{>*}}", "line 1: {{>*}} is no name"), ("{{&a}}", "line 1: {{&a}} is no name"),
    ])
    func aDamagedTemplateIsRefused(template: String, detail: String) {
        let feature = Feature(name: "Test", templates: ["test": template])
        #expect(throws: SiteError.unreadableTemplate("test", detail: detail)) {
            try PageLibrary(features: [feature], refusesUnknownNames: false)
        }
    }

    @Test func aTemplateThatIsNotThereIsFoundWhenTheSiteIsBuilt() throws {
        let lost = Feature(name: "Test", templates: ["test": "{{#a}}{{^b}}{{>lost}}{{/b}}{{/a}}"])
        #expect(throws: SiteError.unknownTemplate("lost")) {
            try PageLibrary(features: [lost], refusesUnknownNames: false)
        }
        #expect(throws: SiteError.unknownTemplate("3")) { try render("{{>*total}}", sheet) }
        #expect(throws: SiteError.unreadableTemplate("test", detail: "it is within itself")) {
            try render("{{#isOpen}}{{>test}}{{/isOpen}}", sheet)
        }
    }

    @Test func aNameIsTakenOnce() throws {
        let features = [Feature(name: "A", templates: ["x": ""]), Feature(name: "B", templates: ["x": ""])]
        #expect(throws: SiteError.duplicateTemplate("x")) {
            try PageLibrary(features: features, refusesUnknownNames: false)
        }
        let broken = Feature(name: "A", templates: ["x": "{{#open}}"])
        #expect(throws: SiteError.self) { try PageLibrary(features: [broken], refusesUnknownNames: false) }
    }

    @Test func theFrameShowsOnlyPlacesThatFeaturesBrought() async throws {
        try await SampleSite().visit { client in
            let page = try await client.get("/", .li).text
            #expect(page.contains("<html lang=\"zh-CN\"") && page.contains("data-page=\"today\""))
            #expect(page.contains("截至 2011-12-09") && page.contains("今天有哪些要处理？"))
            #expect(page.contains("data-place=\"accounts\"") && !page.contains("data-place=\"funnel\""))
            #expect(page.contains("action=\"/accounts\" role=\"search\""))
            #expect(
                page.contains("暂无待办") && !page.contains("href=\"/imports\""),
                "who has orders needs no advice to bring some")
            #expect(!page.contains("style="))
            #expect(!page.contains("<script>"))
            #expect(!page.contains(" onclick"))
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

    @Test func aQuietDayLeadsToThePortfolio() async throws {
        let portfolio = Feature(name: "Reports", navigation: [NavigationItem(.portfolio, "/portfolio")])
        try await SampleSite(features: [portfolio]).visit { client in
            let page = try await client.get("/", .li).text
            #expect(page.contains("暂无待办") && page.contains("class=\"btn btn-primary\" href=\"/portfolio\""))
        }
    }

    @Test func theBarOfAPhoneHoldsFourPlacesAndMoreTheRest() async throws {
        let places: [Place] = [.accounts, .funnel, .warnings, .portfolio, .settings]
        let items = places.map { NavigationItem($0, "/\($0.rawValue)") }
        let below = NavigationItem(.settings, "/imports", title: SiteText.navReports)
        try await SampleSite(features: [Feature(name: "All", navigation: items + [below])]).visit { client in
            let page = try await client.get("/", .li).text
            let bar = try #require(page.range(of: "ms-phone-bar"))
            let parts = String(page[bar.lowerBound...]).components(separatedBy: "<details class=\"ms-more\">")
            func paths(_ html: String) -> [String] {
                html.components(separatedBy: "</nav>")[0].matches(of: /<a (?:class="[^"]*" )?href="([^"]*)"/)
                    .map { String($0.1) }
            }
            #expect(paths(parts[0]) == ["/", "/accounts", "/warnings", "/portfolio"])
            #expect(paths(parts[1]) == ["/funnel", "/settings", "/imports"])
            #expect(page.contains("<div class=\"ms-nav-below\">\n<a href=\"/imports\">报表</a>"))
            #expect(page.contains("aria-expanded=\"true\"") && page.contains("data-open=\"展开导航\""))
        }
    }

    @Test func whatIsOnesOwnStandsUnderOnesName() async throws {
        let items = [
            NavigationItem(.settings, "/settings/roles", title: SiteText.navReports),
            NavigationItem(.settings, "/imports", title: SiteText.navMoney).leading,
            NavigationItem(.mine, "/settings/tokens", title: SiteText.navService),
        ]
        try await SampleSite(features: [Feature(name: "All", navigation: items)]).visit { client in
            let page = try await client.get("/", .li).text
            #expect(page.contains("class=\"ms-menu-item\" href=\"/settings/tokens\">服务</a>"))
            #expect(page.components(separatedBy: "/settings/tokens").count == 2, "under the name and nowhere else")
            #expect(page.contains("href=\"/imports\" data-place=\"settings\""), "what leads is the place itself")
            let below = page.matches(of: /<a href="(\/[a-z\/]+)">(?:报表|资金)<\/a>/).prefix(2).map { String($0.1) }
            #expect(below == ["/imports", "/settings/roles"])
        }
    }

    @Test func theLanguageButtonOfAnAnsweredFormLeadsBackToThePage() async throws {
        struct Nothing: PageValue {}
        let forms = Feature(name: "Forms", templates: ["bare": "form"]) { routes in
            for (path, own) in [("edit", nil), ("edit/name", "/edit")] {
                routes.post(path) { visit in
                    try visit.page(
                        Page("edit", title: "Edit", template: "bare", path: own), Nothing(), status: .formProblems)
                }
            }
        }
        let token = CSRF.token(for: "li")
        try await SampleSite(features: [forms]).visit { client in
            let button = "<input type=\"hidden\" name=\"next\" value=\"/edit\">"
            for path in ["/edit", "/edit/name"] {
                let answer = try await client.post(path, .form, "csrf=\(token)")
                #expect(answer.status == .unprocessableContent && answer.text.contains(button), "\(path)")
            }
            var headers = HTTPFields.form
            headers[.referer] = "http://localhost/edit?all=1"
            let sent = try await client.post("/edit", headers, "csrf=\(token)")
            #expect(sent.text.contains("name=\"next\" value=\"/edit?all=1\""))
        }
    }

    @Test func aHintBelongsToItsField() throws {
        struct Fields: PageValue { let fields: [FieldView] }
        let feature = Feature(
            name: "Test", templates: ["test": "{{#fields}}{{>field}}{{/fields}}"])
        let library = try SampleSite(features: [feature]).site.pages
        let kinds: [(String, FieldView.Kind)] = [
            ("text", .text), ("area", .textarea), ("box", .checkbox), ("pick", .choice([.init("a", "A")])),
        ]
        let fields = kinds.map { FieldView($0.0, label: "L", kind: $0.1, hint: "H") }
        let html = try library.render("test", Fields(fields: fields), around: [:], language: .en)
        for (name, _) in kinds {
            #expect(html.contains("aria-describedby=\"hint-\(name)\"") && html.contains("id=\"hint-\(name)\""))
        }
        let wrong = FieldView("text", label: "L", problems: [FieldProblem("text", "no")], hint: "H")
        let refused = try library.render("test", Fields(fields: [wrong]), around: [:], language: .en)
        #expect(refused.contains("aria-describedby=\"problem-text\"") && !refused.contains("hint-text"))
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
