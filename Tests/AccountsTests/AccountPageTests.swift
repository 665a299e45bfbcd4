@testable import Accounts
import Database
import DatabaseSQLite
import Foundation
import HTTPTypes
import Hummingbird
import SiteTesting
@testable import Ledger
import Measures
import Rights
import Site
import Testing

@Suite struct AccountPageTests {
    /// Acme bought in Oct and Dec 2011, sent something back, and once paid in euros; Zhou bought early and stopped.
    private func filled() async throws -> AccountsSite {
        let site = try await AccountsSite()
        try await SampleBooks.write(
            [
                .init(
                    account: "A", name: "Acme & Co", number: "1", day: "2011-10-05",
                    lines: [
                        .init(quantity: 10, price: 1_000, cost: 7_000), .init(product: "P2", quantity: 1, price: 500),
                    ]),
                .init(
                    account: "A", name: "Acme & Co", number: "2", day: "2011-12-01",
                    lines: [.init(quantity: 2, price: 5_000)]),
                .init(
                    account: "A", name: "Acme & Co", number: "C2", day: "2011-12-03", kind: .cancellation,
                    lines: [.init(quantity: -1, price: 5_000)]),
                .init(
                    account: "A", name: "Acme & Co", number: "3", day: "2011-12-04", currency: .eur,
                    lines: [.init(quantity: 1, price: 777)]),
                .init(
                    account: "Z", name: "周氏贸易", number: "4", day: "2010-11-30",
                    lines: [.init(quantity: 1, price: 99_999)]),
                .init(
                    account: "Z", name: "周氏贸易", number: "5", day: "2011-01-02", kind: .void,
                    lines: [.init(quantity: 1, price: 1)]),
            ], into: site.database)
        return site
    }

    @Test func theListShowsWhatEachAccountBrings() async throws {
        let site = try await filled()
        try await site.visit { li async throws in
            let page = try await li.get("/accounts")
            #expect(page.status == .ok && page.text.contains("data-page=\"accounts\""))
            #expect(page.text.linkedNames == ["周氏贸易", "Acme &amp; Co"])
            #expect(page.text.contains("2 accounts · revenue to date GBP 1.2K, all orders in GBP, net of returns"))
            #expect(
                page.text.contains("Revenue to date (GBP)") && page.text.contains("<td class=\"ms-number\">155.00</td>")
            )
            #expect(page.text.contains("2011-10-05") && page.text.contains("2011-12-01"))
            #expect(try await li.get("/accounts?q=%E8%B4%B8%E6%98%93").text.linkedNames == ["周氏贸易"])
            #expect(try await li.get("/accounts?q=acme+%26+co").text.linkedNames == ["Acme &amp; Co"])
            #expect(page.text.contains("aria-labelledby=\"title\"") && !page.text.contains("aria-label=\"accounts\""))
            #expect(try await li.get("/accounts?sort=name").text.linkedNames == ["Acme &amp; Co", "周氏贸易"])
            let never = try await li.get("/accounts?bought=no").text
            #expect(never.contains("No account matches"))
            #expect(never.contains("<a class=\"ms-chip\" href=\"/accounts?bought=yes\">With orders</a>"))
            #expect(never.contains("<a class=\"ms-chip\" href=\"/accounts\" aria-current=\"true\""))
            #expect(try await li.get("/accounts?q=%22+OR+*").status == .ok)
            #expect(try await li.get("/accounts?after=nonsense&sort=nothing").status == .ok)
        }
    }

    @Test("A field that names an account proposes the largest that fit, and takes a code or a name")
    func proposals() async throws {
        let site = try await filled()
        try await site.visit { li async throws in
            #expect(
                try await li.get("/accounts/proposals?account=ac").text
                    == "<option value=\"A\">Acme &amp; Co</option>\n")
            #expect(try await li.get("/accounts/proposals?parent=").text.hasPrefix("<option value=\"Z\">周氏贸易</option>"))
            #expect(try await li.get("/accounts/proposals?account=%22%3E%3Cscript").text == "")
            let form = try await li.get("/accounts/1/group").text
            #expect(
                form.contains("hx-get=\"/accounts/proposals\"") && form.contains("<datalist id=\"proposals-parent\">"))
            #expect(try await li.send("/accounts/1/group", ["parent": " 周氏贸易\n"]).status == .seeOther)
            let store = AccountStore(site.database)
            #expect(try await store.account(1, scope: .everything)?.parent?.name == "周氏贸易")
            #expect(try await li.send("/accounts/1/group", ["parent": "周氏易"]).status == .unprocessableContent)
            // A part of a name names nobody: whom it may mean is told, and nothing is changed.
            let part = try await li.send("/accounts/1/group", ["parent": "acme"])
            #expect(part.status == .unprocessableContent)
            #expect(part.text.contains("If you mean Acme &amp; Co, write its code A."))
            #expect(try await store.account(1, scope: .everything)?.parent?.name == "周氏贸易")
            #expect(try await store.account(called: "周氏贸", scope: .everything) == nil)
            #expect(try await store.account(called: "acme & CO", scope: .everything)?.code == "A")
            #expect(try await store.account(called: "acme & CO", scope: .nothing) == nil)
            try await site.database.write { try $0.execute("UPDATE accounts SET sort_name = 'acme & co'") }
            #expect(try await store.account(called: "acme & CO", scope: .everything) == nil)
        }
    }

    @Test func theExportHoldsEveryRowOfTheSameList() async throws {
        let site = try await filled()
        try await site.visit { li async throws in
            let file = try await li.get("/accounts.csv?sort=code&names=codes")
            #expect(
                file.text == """
                    \u{FEFF}code,name,revenue,currency,orders,first_day,last_day,tier,safety,value_score,loyalty,growth,contribution,judged_with,owner\r
                    A,Acme & Co,155.00,GBP,2,2011-10-05,2011-12-01,,,,,,,,\r
                    Z,周氏贸易,999.99,GBP,1,2010-11-30,2010-11-30,,,,,,,,\r\n
                    """)
            #expect(try await li.get("/accounts.csv?q=acme").text.contains("周氏") == false)
        }
    }

    @Test func pagingLeadsThereAndBack() async throws {
        let site = try await AccountsSite()
        let orders = (1...120).map { number in
            SampleBooks.Order(
                account: "C\(1_000 + number)", number: "\(number)", day: "2011-12-01",
                lines: [.init(price: Int64(number))])
        }
        try await SampleBooks.write(orders, into: site.database)
        try await site.visit { li async throws in
            let first = try await li.get("/accounts?sort=code").text
            let second = try await li.get(try #require(first.path(rel: "next"))).text
            let third = try await li.get(try #require(second.path(rel: "next"))).text
            #expect(first.linkedNames + second.linkedNames + third.linkedNames == (1_001...1_120).map { "C\($0)" })
            #expect(third.path(rel: "next") == nil)
            #expect(try await li.get(try #require(third.path(rel: "prev"))).text.linkedNames == second.linkedNames)
            #expect(try await li.get("/accounts.csv").text.split(separator: "\r\n").count == 121)
        }
    }

    @Test func anAccountPageTellsItsStory() async throws {
        let site = try await filled()
        try await site.visit { li async throws in
            let page = try await li.get("/accounts/1").text
            #expect(page.contains("data-page=\"account\"") && page.contains("<h1 id=\"title\">Acme &amp; Co</h1>"))
            #expect(page.contains("as of 2011-12-01"), "the last day anyone bought, not the clock's 2011-12-20")
            #expect(page.contains("GBP 155"))
            #expect(page.contains("Besides: revenue €8 from 1 order,"))
            #expect(page.contains("data-chart=\"/accounts/1/revenue.json\""))
            #expect(page.contains("before Nov 2010 there are no records"))
            #expect(page.contains("<td class=\"ms-short\">2011-12</td><td>GBP</td><td class=\"ms-number\">50.00</td>"))
            #expect(page.contains("<td class=\"ms-short\">2011-12</td><td>EUR</td><td class=\"ms-number\">7.77</td>"))
            #expect(page.contains("Cancellation"))
            #expect(page.contains("/accounts/1/orders"))
            #expect(try await li.get("/accounts/99").status == .notFound)
            #expect(try await li.get("/accounts/x").status == .notFound)
            #expect(try await li.get("/accounts/99/revenue.json").status == .notFound)
        }
    }

    @Test func theChartHasZeroMonthsAndUnknownMonths() async throws {
        let site = try await filled()
        try await site.visit { li async throws in
            let json = try JSONDecoder().decode(
                ChartAnswer.self, from: Data(try await li.get("/accounts/1/revenue.json").text.utf8))
            #expect(json.categories.count == 24)
            #expect(json.categories.first == "2010-01")
            #expect(json.categories.last == "2011-12")
            #expect(json.series[0].values[9] == nil, "before the ledger begins")
            #expect(json.series[0].values[10] == 0)
            #expect(json.series[0].values[21] == 105 && json.series[0].values[23] == 100)
            #expect(json.series[1].values[23] == -50)
        }
    }

    private struct ChartAnswer: Decodable {
        struct Series: Decodable { let values: [Double?] }
        let categories: [String]
        let series: [Series]
    }

    @Test func anOrderShowsItsLinesAndWhatItWasBefore() async throws {
        let site = try await filled()
        try await SampleBooks.write(
            [
                .init(
                    account: "A", name: "Acme & Co", number: "1", day: "2011-10-05",
                    lines: [.init(quantity: 9, price: 1_000)])
            ],
            file: "mended.csv", into: site.database)
        try await site.visit { li async throws in
            let page = try await li.get("/orders/1").text
            #expect(page.contains("data-page=\"order\"") && page.contains("Order 1</h1>"))
            #expect(page.contains("P1 · Lantern") && page.contains("<td class=\"ms-number\">90.00</td>"))
            #expect(page.contains("1 line · GBP 90.00 · cost not known"))
            #expect(page.contains("Former versions") && page.contains("GBP 105.00"))
            #expect(page.contains("Written by: <a href"))
            #expect(page.contains("run 1, orders.csv, 2011-12-09") && page.contains("run 2, mended.csv, 2011-12-09"))
            #expect(try await li.get("/accounts/1").text.contains("GBP 140"))
            let void = try await li.get("/orders/6").text
            #expect(void.contains("counted nowhere") && !void.contains("Former versions"))
            #expect(try await li.get("/orders/99").status == .notFound)
            let orders = try await li.get("/accounts/1/orders").text
            #expect(orders.matches(of: /href="\/orders\/[0-9]+"/).count == 4)
            #expect(orders.contains("What has this account ordered, order by order?"))
            #expect(orders.contains("net of returns and cancellations: GBP 140.00 from 2 orders; €7.77 from 1 order"))
            let beyond = try await li.get("/accounts/1/orders?after=\(Cursor(["1", "1"]).encoded)").text
            #expect(beyond.contains("Nothing further here") && !beyond.contains("No orders yet"))
            #expect(beyond.path(rel: "first") == "/accounts/1/orders")
            let months = try await li.get("/accounts/1/months").text
            #expect(months.contains("data-list=\"facts\"") && months.contains("/accounts/1/months.csv"))
            let facts = try await li.get("/accounts/1/months.csv?names=codes").text
            #expect(facts.contains("month,currency,orders,order_days,lines,categories,quantity,revenue,"))
            #expect(facts.split(separator: "\r\n").count > 1)
            let file = try await li.get("/accounts/1/orders.csv?sort=day&names=codes").text
            #expect(file.contains("1,shop,2011-10-05,sale,1,90.00,GBP\r\n2,shop,2011-12-01,sale,1,100.00,GBP\r\n"))
        }
    }

    /// Zhou's only currency stands in the heads; what has no category is not none (SPEC P4).
    @Test func aLongStoryHasItsOwnPageAndUnknownIsNotZero() async throws {
        let site = try await AccountsSite(language: .zh)
        let months = (1...12).map { "2011-\($0 < 10 ? "0" : "")\($0)-05" } + ["2010-12-05"]
        try await SampleBooks.write(
            months.enumerated().map { index, day in
                .init(
                    account: "Z", name: "周氏贸易", number: "\(index)", day: day,
                    lines: [.init(category: "", quantity: 1, price: 100)])
            } + [
                .init(account: "L", number: "L1", day: "2011-12-05", lines: [.init(product: "P2", price: 100)])
            ], into: site.database)
        try await site.visit { li async throws in
            let page = try await li.get("/accounts/1").text
            #expect(page.contains("<h2>月度汇总（GBP）</h2>") && page.contains("/accounts/1/months\">该客户的全部月份<"))
            func rows(_ text: String) -> Int { text.matches(of: /<tr><td class="ms-short">201[01]-[0-9]{2}</).count }
            let facts = page.components(separatedBy: "data-list=\"facts\"")
            #expect(facts.count == 2 && rows(facts[1]) == 12)
            let all = try await li.get("/accounts/1/months").text
            #expect(rows(all) == 13 && all.contains(">2010-12<"))
            #expect(!page.contains(">币种<") && page.contains(">金额（GBP）</th>"))
            #expect(page.contains("<dd>–<span class=\"ms-detail\">记录中没有品类</span>"))
            let other = try await li.get("/accounts/2").text
            #expect(other.contains("<dd>1<span class=\"ms-detail\">占在售品类的 100%</span>"))
            #expect(other.contains("下单日不足两天"))
        }
    }

    @Test func withoutOrdersEveryPageSaysWhatToDo() async throws {
        let site = try await AccountsSite()
        try await site.database.write { connection in
            try AccountRegister.insert(
                [(id: 7, draft: AccountDraft(code: "N", name: ""), totals: .none)], run: nil, in: connection)
        }
        try await site.visit { li async throws in
            let page = try await li.get("/accounts/7").text
            #expect(page.contains("<h1 id=\"title\">N</h1>"))
            #expect(page.contains("No orders yet"))
            #expect(page.contains("none yet"))
            #expect(!page.contains("data-chart"))
            #expect(try await li.get("/").text.contains("Import your first orders") == false)
        }
        try await AccountsSite(language: .zh).visit { li async throws in
            let page = try await li.get("/accounts").text
            #expect(page.contains("还没有客户") && page.contains("href=\"/imports\""))
            #expect(try await li.get("/").text.contains("导入第一批订单"))
            #expect(try await li.get("/accounts.csv").text.hasPrefix("\u{FEFF}编码,名称"))
            #expect(try await li.get("/accounts.csv?names=codes").text.hasPrefix("\u{FEFF}code,name"))
        }
    }

    @Test func strangersAreAskedToSignIn() async throws {
        try await filled().visit { li async throws in
            for path in [
                "/accounts", "/accounts.csv", "/accounts/1", "/accounts/1/revenue.json", "/orders/1",
                "/settings/company",
            ] {
                let answer = try await li.client.execute(uri: path, method: .get)
                #expect(answer.status == .seeOther || answer.status == .unauthorized, "\(path)")
            }
        }
    }
}

@Suite struct AccountWordTests {
    @Test(arguments: ["Accounts", "Ledger"]) func textsAndTemplatesAreWhole(_ name: String) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/\(name)")
        let isAccounts = name == "Accounts"
        let texts =
            isAccounts
            ? try TextCheck.problems(AccountText.self, sources: root)
            : try TextCheck.problems(LedgerText.self, sources: root)
        #expect(texts == [])
        let feature = isAccounts ? AccountsFeature.feature : LedgerFeature.feature
        #expect(try TextCheck.templateProblems(feature, sources: root) == [])
    }

    @Test func keptAnswersAreFoundAnewWhenTheBooksChange() async throws {
        let answers = KeptAnswers<String, Int>()
        let find: @Sendable (Int) -> (@Sendable () async throws -> Int) = { value in { value } }
        #expect(try await answers.answer("q", version: "1", find(1)) == 1)
        #expect(try await answers.answer("q", version: "1", find(2)) == 1)
        try await Task.sleep(for: .milliseconds(50))
        #expect(try await answers.answer("q", version: "2", find(3)) == 3)
        #expect(try await answers.answer("q", version: nil, find(4)) == 4)
        #expect(try await answers.answer("other", version: "2", find(5)) == 5)
    }
}
