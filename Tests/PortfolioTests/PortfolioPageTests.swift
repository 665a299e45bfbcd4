import Accounts
import Database
import DatabaseSQLite
import DatabaseTesting
import Foundation
import HTTPTypes
import Hummingbird
import People
import Rights
import SiteTesting
import Ledger
import Logging
import Measures
@testable import Portfolio
import Site
import Testing

/// Ten accounts. In the last twelve months, up to 2011-12-09, account n brings n hundred pounds, the tenth sent back
/// 50 pounds more than it bought, and the first bought in euros too. Before that only the first bought, for 1,000.
private let statements: [SQL] = {
    var statements: [SQL] = ["INSERT INTO settings (name, value) VALUES ('currency', 'GBP')"]
    let rows =
        (1...10).map { id in (id, "2011-12-09", "GBP", id == 10 ? 0 : id * 10_000, id == 10 ? -5_000 : 0) }
        + [(1, "2011-12-09", "EUR", 777, 0), (1, "2010-12-09", "GBP", 100_000, 0)]
    for id in 1...10 {
        statements.append(
            """
            INSERT INTO accounts (id, code, name, sort_name, revenue_minor, orders)
            VALUES (\(id), \("C\(id)"), \("Name & \(id)"), \("name \(id)"), 0, 0)
            """)
    }
    for (id, day, currency, purchases, returns) in rows {
        statements.append(
            """
            INSERT INTO order_days (account_id, day, currency, orders, lines, purchases_minor, returns_minor)
            VALUES (\(id), \(Int(Day(iso: day)?.number ?? 0)), \(currency), 1, 1, \(purchases), \(returns))
            """)
    }
    return statements
}()

/// The site with everything Portfolio stands on, over a temporary database, in English or Chinese.
private struct PortfolioSite {
    let site: Site
    let database: SQLiteDatabase
    let folder: URL

    init(isFilled: Bool = true, language: Language = .en, now: Int = 1_324_353_600) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("portfolio-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let settings = SiteSettings(
            assets: folder, timeZone: .gmt, clock: { now }, logger: logger, refusesUnknownNames: true)
        let migrations =
            [Identifiers.migration] + PeopleSchema.migrations + AccountsSchema.migrations + LedgerSchema.migrations
        database = try await TestDatabase.file(in: folder, migrations: migrations)
        let people = Feature(
            name: "SamplePeople",
            reception: Reception(
                viewer: { _, _, _ in
                    Viewer(
                        user: 1, username: "li", name: "Li Wei", acts: [.importing, .exporting],
                        scope: .everything, writing: .everything,
                        preferences: Preferences(language: language))
                },
                keep: { _, _, _ in }))
        site = try Site(
            features: [AccountsFeature.feature, LedgerFeature.feature, PortfolioFeature.feature, people],
            database: database, settings: settings)
        if isFilled { try await database.write { for statement in statements { try $0.execute(statement) } } }
    }

    func visit(_ body: @escaping @Sendable (Visitor) async throws -> Void) async throws {
        try await body(Visitor(client: SiteClient(site)))
        try await database.close()
        try FileManager.default.removeItem(at: folder)
    }
}

private struct Visitor: Sendable {
    let client: SiteClient

    func get(_ path: String) async throws -> (status: HTTPResponse.Status, text: String) {
        let answer = try await client.execute(uri: path, method: .get, headers: [.cookie: "mainstay_session=li"])
        return (answer.status, String(buffer: answer.body))
    }
}

@Suite struct PortfolioPageTests {
    @Test func theLastTwelveMonthsAreTheUsualPeriod() async throws {
        try await PortfolioSite().visit { li async throws in
            let page = try await li.get("/portfolio")
            #expect(page.status == .ok && page.text.contains("data-page=\"portfolio\""))
            #expect(page.text.contains("Where does our revenue come from?") && page.text.contains("as of 2011-12-09"))
            // 900 + 800 of 4,450 pounds; a year ago to the day is left out.
            #expect(page.text.contains("The top 20% of accounts (2) bring 38.2% of revenue."))
            #expect(page.text.contains("GBP 4.5K"))
            #expect(page.text.contains("10 Dec 2010 – 9 Dec 2011"))
            #expect(page.text.contains("accounts with orders in EUR (1)"))
            #expect(page.text.contains("href=\"#below-zero\"") && page.text.contains("1 account, \u{2212}GBP 50"))
            #expect(
                page.text.contains(
                    "<td class=\"ms-name\"><a href=\"/accounts/9\">Name &amp; 9</a></td><td class=\"ms-wide\">C9</td><td class=\"ms-number\">900.00</td><td class=\"ms-number\">20.2%</td>"
                ))
            #expect(page.text.contains("data-chart=\"/portfolio/curve.json?from=2010-12-10&amp;to=2011-12-09\""))
        }
    }

    @Test func otherPeriodsAreInTheAddress() async throws {
        try await PortfolioSite().visit { li async throws in
            #expect(try await li.get("/portfolio?period=all").text.contains("GBP 5.5K"))
            #expect(try await li.get("/portfolio?period=year").text.contains("1 Jan 2011 – 9 Dec 2011"))
            #expect(try await li.get("/portfolio?from=2010-12-09&to=2010-12-09").text.contains("GBP 1K"))
            let empty = try await li.get("/portfolio?from=2009-01-01&to=2009-12-31")
            #expect(empty.status == .ok && empty.text.contains("No orders in this period"))
            let future = try await li.get("/portfolio?from=2031-01-01&to=2032-01-01").text
            #expect(future.contains("as of 2011-12-09") && !future.contains("as of 2032"))
            #expect(future.contains("Orders are known for 9 Dec 2010 – 9 Dec 2011."))
            let reversed = try await li.get("/portfolio?from=2011-12-09&to=2011-12-01")
            #expect(reversed.status == .unprocessableContent)
            #expect(reversed.text.contains("The last day lies before the first."))
            #expect(!reversed.text.contains("GBP"))
            #expect(!reversed.text.contains("as of"))
            let unreadable = try await li.get("/portfolio?from=soon")
            #expect(unreadable.text.contains("Please write the day as") && unreadable.text.contains("value=\"soon\""))
            let spoken = try await li.get("/portfolio?from=9+Dec+2010&to=10.12.2010")
            #expect(spoken.status == .ok && spoken.text.contains("9 Dec 2010 – 10 Dec 2010"))
            #expect(spoken.text.contains("name=\"from\" type=\"text\" value=\"2010-12-09\""))
            #expect(spoken.text.contains("aria-describedby=\"hint-from\""))
        }
    }

    @Test func theExportHasEveryRankedAccount() async throws {
        try await PortfolioSite().visit { li async throws in
            let lines = try await li.get("/portfolio.csv?names=codes").text.split(separator: "\r\n")
            #expect(lines.count == 11)
            #expect(lines.first == "\u{FEFF}rank,code,name,revenue,currency,share,cumulative_share")
            #expect(lines[1] == "1,C9,Name & 9,900.00,GBP,0.202247,0.202247")
            let worded = try await li.get("/portfolio.csv").text.split(separator: "\r\n")
            #expect(worded.first == "\u{FEFF}Rank,Code,Name,Revenue,Currency,Share,Cumulative share")
            #expect(worded.dropFirst() == lines.dropFirst())
            #expect(lines[10] == "10,C10,Name & 10,-50.00,GBP,-0.011236,1.000000")
            #expect(try await li.get("/portfolio/curve.json?period=all").text.contains("\"curve\""))
        }
    }

    @Test(arguments: ["from=abc", "from=x&to=y", "from=9/12/2011", "from=2011-12-09&to=2011-12-01"])
    func filesRefuseDaysTheyCannotReadAsThePageDoes(query: String) async throws {
        try await PortfolioSite().visit { li async throws in
            let page = try await li.get("/portfolio?" + query)
            let file = try await li.get("/portfolio.csv?" + query)
            let chart = try await li.get("/portfolio/curve.json?" + query)
            for answer in [page, file, chart] { #expect(answer.status == .unprocessableContent) }
            #expect(file.text.contains("data-page=\"portfolio\"") && !file.text.contains("rank,code"))
            #expect(!chart.text.contains("curve"))
        }
    }

    @Test func theCurveNamesItsPointAndItsGini() async throws {
        try await PortfolioSite().visit { li async throws in
            let chart = try await li.get("/portfolio/curve.json").text
            #expect(chart.contains("\"text\":\"Top 20% of accounts: 38.2%\""))
            #expect(chart.contains("\"note\":\"Gini coefficient 0."))
            #expect(chart.contains("\"links\":[\"\\/portfolio?from="), "\(chart)")
            let behind = Cursor(["9"]).encoded
            let end = try await li.get("/portfolio?after=" + behind)
            #expect(end.text.contains("Rank 10 of 10") && end.text.contains("Name &amp; 10"))
            #expect(!end.text.contains(">Name &amp; 9</a>"))
            #expect(try await li.get("/portfolio?after=" + Cursor(["99"]).encoded).status == .ok)
        }
    }

    @Test func aYearThatIsOverIsNotSoFar() async throws {
        try await PortfolioSite(language: .zh).visit { li async throws in
            #expect(try await li.get("/portfolio").text.contains(">2011 年至今</a>"))
        }
        try await PortfolioSite(language: .zh, now: 1_325_500_000).visit { li async throws in
            #expect(try await li.get("/portfolio").text.contains(">2011 年</a>"))
        }
    }

    @Test func withoutOrdersThePageSaysWhatToDo() async throws {
        try await PortfolioSite(isFilled: false, language: .zh).visit { li async throws in
            let page = try await li.get("/portfolio")
            #expect(page.status == .ok)
            #expect(page.text.contains("还没有订单"))
            #expect(page.text.contains("href=\"/imports\""))
            #expect(try await li.get("/portfolio.csv").status == .notFound)
            #expect(try await li.get("/").text.contains("导入第一批订单"))
        }
    }

    @Test func todayNamesAccountsBelowZero() async throws {
        try await PortfolioSite().visit { li async throws in
            let today = try await li.get("/").text
            #expect(today.contains("1 account sent back more than it bought"))
        }
    }
}

@Suite struct PortfolioPeriodTests {
    private func period(
        _ from: String?, _ to: String?, _ choice: String? = nil, last: String = "2012-02-29"
    ) throws -> PortfolioPeriod {
        let first = try #require(Day(iso: "2010-05-01"))
        let through = try #require(Day(iso: last))
        let known = try #require(DayRange(from: first, through: through))
        return PortfolioPeriod(from: from, to: to, choice: choice, known: known, today: through.advanced(by: 15))
    }

    @Test func periodsEndAtTheLastDayWithOrders() throws {
        #expect(try period(nil, nil).range.description == "2011-03-01...2012-02-29")
        #expect(try period(nil, nil, last: "2011-12-09").range.description == "2010-12-10...2011-12-09")
        #expect(try period(nil, nil, "year").range.description == "2012-01-01...2012-02-29")
        #expect(try period(nil, nil, "all").range.description == "2010-05-01...2012-02-29")
        #expect(try period(nil, nil, "nonsense").choice == .months)
    }

    @Test func typedDaysWinAndProblemsAreNamed() throws {
        #expect(try period("2011-01-01", "2011-01-31").range.description == "2011-01-01...2011-01-31")
        #expect(try period(nil, "2010-12-31").range.description == "2010-05-01...2010-12-31")
        #expect(try period("2011-02-01", "2011-01-01").problems == [.reversed])
        #expect(try period("9/12/2011", nil).problems == [.ambiguous(field: "from")])
        #expect(try period("soon", "2011-02-30").problems == [.unreadable(field: "from"), .unreadable(field: "to")])
    }
}

@Suite struct PortfolioWordTests {
    @Test func textsAndTemplatesAreWhole() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
            path: "../../Sources/Portfolio")
        #expect(try TextCheck.problems(PortfolioText.self, sources: root) == [])
        #expect(try TextCheck.templateProblems(PortfolioFeature.feature, sources: root) == [])
    }
}
