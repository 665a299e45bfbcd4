@testable import API
import Accounts
import Database
import DatabaseTesting
import HTTPTypes
@testable import Ledger
import Measures
import Rights
import Site
import SiteTesting
import Testing

/// Orders, facts and products, called.
@Suite struct LedgerCallTests {
    @Test(arguments: TestDatabase.allCases)
    func ordersMonthsAndProducts(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            try await fill(api.database)
            let (li, wang, fin) = (try await api.token("li"), try await api.token("wang"), try await api.token("fin"))
            var (numbers, cursor): ([String], String?) = ([], nil)
            repeat {
                let next = cursor.map { "&cursor=" + PercentEncoding.component($0) } ?? ""
                let page = try await api.call("/accounts/\(SampleAPI.a)/orders?limit=2" + next, token: li).json
                numbers += (page.list("data") ?? []).compactMap { $0.text("number") }
                cursor = page.text("next_cursor")
            } while cursor != nil && numbers.count < 20
            #expect(numbers == ["O5", "O4", "O3", "O2", "O1"])
            #expect(try await api.call("/accounts/\(SampleAPI.a)/orders", token: wang).status == .notFound)

            let some = try await api.call(
                "/accounts/\(SampleAPI.a)/orders?from=2025-02-01&to=2025-04-30&sort=day", token: li
            ).json
            #expect(some.list("data")?.map { $0.text("number") } == ["O2", "O3", "O4"])
            let wrong = try await api.call("/accounts/\(SampleAPI.a)/orders?from=yesterday", token: li)
            #expect(wrong.status == .badRequest && wrong.pointers == ["from"])
            let reversed = "/accounts/\(SampleAPI.a)/orders?from=2025-02-01&to=2025-01-01"
            #expect(try await api.call(reversed, token: li).pointers == ["to"])

            let id = try #require(
                try await api.call("/accounts/\(SampleAPI.a)/orders?sort=day&limit=1", token: li).ids.first)
            #expect(try await api.call("/orders/\(id)", token: wang).status == .notFound)
            let (seen, whole) = (
                try await api.call("/orders/\(id)", token: li).json,
                try await api.call("/orders/\(id)", token: fin).json
            )
            #expect(whole["amount"] == ["minor": 10_000, "currency": "CNY"])
            let (masked, line) = (seen.list("lines")?.first, whole.list("lines")?.first)
            #expect(line?["cost"] == ["minor": 6_000, "currency": "CNY"] && line?["quantity"] == .number(2.5))
            // A representative sees no costs, in lines and in facts alike.
            #expect(masked?["cost"] == .null && masked?["amount"] == line?["amount"])
            let months = try await api.call("/accounts/\(SampleAPI.a)/months?limit=2", token: li).json
            #expect(months.list("data")?.map { $0.text("month") } == ["2025-05", "2025-04"])
            #expect(months.list("data")?.first?["cost"] == .null)
            let rest = try #require(months.text("next_cursor"))
            let older = try await api.call(
                "/accounts/\(SampleAPI.a)/months?cursor=" + PercentEncoding.component(rest), token: fin
            ).json
            #expect(older.list("data")?.map { $0.text("month") } == ["2025-03", "2025-02", "2025-01"])
            #expect(older.list("data")?.first?["cost"] == ["minor": 6_000, "currency": "CNY"])
            let products = try await api.call("/products", token: li).json.list("data")
            #expect(products?.map { $0.text("code") } == ["P"] && products?.first?.text("category") == "Pumps")
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aReportIsOfWhatSomebodySees(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let path = "/reports/concentration"
            #expect(try await api.call(path, token: try await api.token("li")).status == .notFound)
            try await fill(api.database)
            for (user, accounts, revenue) in [("li", 1, 50_000), ("wang", 0, 0), ("boss", 1, 50_000)] {
                let report = try await api.call(path, token: try await api.token(user)).json
                #expect(report.integer("accounts") == accounts && report["revenue"]?.integer("minor") == revenue)
            }
            let token = try await api.token("li")
            let part = try await api.call(path + "?from=2025-02-01&to=2025-03-31", token: token).json
            #expect(part["revenue"] == ["minor": 20_000, "currency": "CNY"])
            #expect(try await api.call(path + "?from=2025-02-01&to=2025-01-01", token: token).pointers == ["to"])
            #expect(try await api.call(path + "?currency=XXQ", token: token).pointers == ["currency"])
        }
    }

    private func fill(_ database: any Database) async throws {
        var batch = OrderBatch()
        batch.products = [.init(code: "P", name: "Pump", category: "Pumps")]
        batch.accounts = [AccountDraft(code: "C\(SampleAPI.a)", name: "")]
        for place in 1...5 {
            let date = try #require(Day(iso: "2025-0\(place)-10"))
            let line = LedgerLine(
                product: 0, quantity: Quantity(thousandths: 2_500), unitPrice: UnitPrice(millionths: 40_000_000),
                amount: 10_000, cost: 6_000)
            var hash = ContentHash()
            hash.add(line, product: "P", region: "")
            batch.lines.append(line)
            batch.orders.append(
                .init(
                    account: 0, number: "O\(place)", day: date, kind: .sale, currency: .cny,
                    lines: place - 1..<place,
                    hash: hash.finish(account: "C\(SampleAPI.a)", day: date, currency: .cny, kind: .sale)))
        }
        let (run, source) = try await database.write { connection in
            _ = try CompanySettings.currency(orTake: .cny, in: connection)
            let run = try RunStore.begin(kind: "import", file: "f.csv", user: nil, now: 0, in: connection)
            return (run, try Names.ids(of: ["shop"], in: "sources", connection)[0])
        }
        var writer = LedgerWriter(run: run, source: source, currency: .cny)
        try await writer.write(batch, in: database) { connection, _ in
            try RunStore.end(run, as: .done, now: 0, in: connection)
        }
    }
}
