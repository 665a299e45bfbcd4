@testable import Accounts
import Database
import DatabaseSQLite
import HTTPTypes
import Ledger
import Measures
import Site
import Testing

@Suite("Costs to serve on the account page")
struct CostsPanelTests {
    private func filled(_ language: Language) async throws -> AccountsSite {
        let site = try await AccountsSite(language: language)
        try await SampleBooks.write(
            ["A", "B"].map { account in
                SampleBooks.Order(
                    account: account, number: account, day: "2011-12-01", lines: [.init(quantity: 1, price: 5_000)])
            }, into: site.database)
        try await site.database.write { connection in
            let account = try connection.integer("SELECT id FROM accounts WHERE code = 'A'") ?? -1
            let source = try Names.ids(of: ["crm"], in: "sources", connection)[0]
            let run = try RunStore.begin(kind: RunKind.costs, file: "costs.csv", user: nil, now: 0, in: connection)
            func cost(_ number: Int, _ iso: String, _ kind: CostKind, _ amount: Int64, _ note: String) -> NumberedCost {
                let day = Day(iso: iso) ?? Day(0)
                return NumberedCost(
                    number: String(number),
                    cost: Cost(account: account, day: day, kind: kind, currency: .gbp, amount: amount, note: note))
            }
            let visits = (1...21).map { cost($0, "2011-11-01", .service, 1_000, "visit \($0)") }
            let others = [
                cost(50, "2011-12-05", .concession, 123_456, "entry fee <b>"),
                cost(51, "2011-12-04", .financing, -5, ""),
                cost(52, "2010-12-01", .writtenOff, 999_999, "long ago"),
            ]
            _ = try CostWriter(run: run, source: source, now: 0).write(visits + others, in: connection)
        }
        return site
    }

    @Test(
        "Totals by kind and the newest of the last twelve months, in both languages",
        arguments: Language.allCases)
    func panel(language: Language) async throws {
        let site = try await filled(language)
        let ids = try await site.database.read { connection in
            try connection.rows("SELECT id FROM accounts ORDER BY code") { try $0.int(0) }
        }
        try await site.visit { li async throws in
            let page = try await li.get("/accounts/\(ids[0])").text
            let words: [String] =
                language == .en
                ? ["Costs to serve", "Concessions and fees", "Financing", "the newest 8 of 23 costs"]
                : ["服务成本与费用", "优惠与费用", "资金占用成本", "共 23 笔，以上为最近 8 笔"]
            for word in words { #expect(page.contains(word), "\(word)") }
            #expect(page.contains("entry fee &lt;b&gt;"))
            #expect(page.contains("1,234.56"))
            #expect(page.contains("210.00"))
            #expect(page.contains("visit 21"))
            #expect(page.contains("visit 16<"))
            #expect(!page.contains("visit 15<"))
            #expect(!page.contains("long ago") && !page.contains(language == .en ? "Bad debt" : "坏账核销"))
            let other = try await li.get("/accounts/\(ids[1])").text
            #expect(!other.contains(words[0]))
        }
    }
}
