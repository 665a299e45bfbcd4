@testable import API
import Classification
import Database
import DatabaseTesting
import HTTPTypes
import Ledger
import Measures
import Rights
import Site
import SiteTesting
import Testing

/// Judgements, called.
@Suite struct JudgementCallTests {
    @Test(arguments: TestDatabase.allCases)
    func withTheReasons(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let (fin, li, wang) = (try await api.token("fin"), try await api.token("li"), try await api.token("wang"))
            let path = "/accounts/\(SampleAPI.a)/judgement"
            #expect(try await api.call(path, token: li).status == .notFound)
            #expect(try await api.call("/judgements", token: li).status == .notFound)
            try await judge(api)

            let whole = try await api.call(path, token: fin).json
            #expect(whole.text("code") == "C1")
            #expect(whole.text("tier") == "key")
            #expect(whole.text("as_of") == "2026-03-10")
            #expect(whole["measures"]?["revenue"] == ["minor": 900_000, "currency": "CNY"])
            #expect(whole["measures"]?["contribution"] == ["minor": 450_000, "currency": "CNY"])
            #expect(whole["measures"]?.integer("rank") == 1)
            #expect(whole.list("history")?.compactMap { $0.text("day") }.suffix(2) == ["2026-01-31", "2026-02-28"])
            let evidence = try #require(whole.list("evidence"))
            #expect(evidence.compactMap { $0.text("subject") }.contains("value"))
            let value = try #require(evidence.first { $0.text("subject") == "value" })
            let revenue = value.list("inputs")?.first { $0.text("name") == "revenue" }
            #expect(revenue?["scale"]?.text("kind") == "logarithmic")
            #expect(revenue?["scale"]?["to"] == ["minor": 1_000_000_000, "currency": "CNY"])
            #expect(whole.list("remarks") != nil)
            let orders = try #require(whole["records"]?.text("orders"))
            #expect(orders == "/api/v1/accounts/\(SampleAPI.a)/orders?from=2025-03-11&to=2026-03-10")
            let rows = try await api.call(String(orders.dropFirst("/api/v1".count)) + "&limit=100", token: fin).json
                .list("data")
            #expect(rows?.compactMap { $0["amount"]?.integer("minor") }.reduce(0, +) == 900_000)
            let past = try await api.call(path + "?as_of=2026-02-10", token: fin).json
            #expect(past.text("as_of") == "2026-01-31" && past.list("history")?.last?.text("day") == "2026-01-31")
            #expect(try await api.call(path + "?as_of=2020-01-01", token: fin).status == .notFound)
            let tier = try #require(evidence.first { $0.text("subject") == "tier" })
            let contribution = tier.list("inputs")?.first { $0.text("name") == "contribution" }
            #expect(contribution?["value"] == ["minor": 450_000, "currency": "CNY"])

            // Who sees no costs is not told them, nor what would give them away.
            let seen = try await api.call(path, token: li).json
            #expect(seen.text("tier") == "key" && seen["measures"]?["revenue"] == whole["measures"]?["revenue"])
            for member in ["contribution", "gross_margin", "service_cost", "rank", "share_above", "contribution_basis"]
            {
                #expect(seen["measures"]?[member] == .null, "\(member)")
            }
            #expect(seen["scores"]?["value"] == .null && seen.list("history")?.last?["contribution"] == .null)
            let subjects = (seen.list("evidence") ?? []).compactMap { $0.text("subject") }
            #expect(subjects.contains("loyalty"))
            #expect(!subjects.contains("value"))
            #expect(!subjects.contains("contribution"))
            #expect(try await api.call(path, token: wang).status == .notFound)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func allOfADay(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            try await judge(api)
            let (fin, li) = (try await api.token("fin"), try await api.token("li"))
            var (codes, cursor): ([String], String?) = ([], nil)
            repeat {
                let next = cursor.map { "&cursor=" + PercentEncoding.component($0) } ?? ""
                let page = try await api.call("/judgements?limit=1" + next, token: fin).json
                codes += (page.list("data") ?? []).compactMap { $0.text("code") }
                cursor = page.text("next_cursor")
            } while cursor != nil && codes.count < 9
            #expect(codes == ["C1", "C2", "C3"])
            let own = try await api.call("/judgements", token: li).json.list("data")
            #expect(own?.map { $0.text("code") } == ["C1"] && own?.first?["contribution"] == .null)
            #expect(own?.first?["contribution_basis"] == .null && own?.first?["value"] == .null)
            let past = try await api.call("/judgements?as_of=2026-02-10", token: fin).json.list("data")
            #expect(past?.first?.text("as_of") == "2026-01-31")
            #expect(past?.first?["revenue"] == ["minor": 700_000, "currency": "CNY"])
            #expect(try await api.call("/judgements?as_of=2020-01-01", token: fin).status == .notFound)
            #expect(try await api.call("/judgements?cursor=x", token: fin).status == .badRequest)
        }
    }

    /// A thousand a month for C1 at half its cost since July, a hundred for the others; March is under way.
    private func judge(_ api: SampleAPI) async throws {
        var orders: [String] = []
        for (code, price) in [("C1", 1_000), ("C2", 100), ("C3", 90)] {
            for place in 0..<9 {
                let month = place < 6 ? "2025-\(place < 3 ? "0" : "")\(place + 7)" : "2026-0\(place - 5)"
                orders.append(
                    """
                    {"number": "\(code)-\(place)", "day": "\(month)-10", "account": "\(code)", "currency": "CNY", "lines": [
                      {"product": "P", "category": "Pumps", "quantity": 1, "unit_price": \(price),
                       "cost": {"minor": \(price * 50), "currency": "CNY"}}]}
                    """)
            }
        }
        let body = #"{"source": "erp", "orders": ["# + orders.joined(separator: ",") + "]}"
        let answer = try await api.call(.post, "/orders", token: try await api.token("fin"), body)
        #expect(answer.status == .created, "\(answer.json)")
        let today = try #require(Day(iso: "2026-03-16"))
        _ = try await Evaluator(api.clocked, now: { SampleAPI.start }).run(asOf: nil, today: today, rebuild: false)
    }
}
