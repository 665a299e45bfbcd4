@testable import API
import Accounts
import Database
import DatabaseTesting
import HTTPTypes
import Ledger
import Measures
import People
import Rights
import Site
import SiteTesting
import Testing

/// Orders that programs bring in.
@Suite struct OrderCallTests {
    @Test(arguments: TestDatabase.allCases)
    func ordersComeInOnce(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let token = try await api.token("fin")
            let first = try await api.call(.post, "/orders", token: token, Self.two)
            #expect(first.status == .created, "\(first.json)")
            #expect(Self.counts(first) == [3, 2, 0, 0, 1, 1] && first.headers[.location] == "/api/v1/runs/1")
            #expect(try await api.call("/runs/1", token: token).json == first.json)
            // Sent again, as a program does that had no answer.
            let again = try await api.call(.post, "/orders", token: token, Self.two)
            #expect(Self.counts(again) == [3, 0, 0, 2, 0, 0])
            // The lines in another sequence are the same order; another quantity is not.
            let changed = try await api.call(
                .post, "/orders", token: token, Self.two.replacing("\"quantity\": 2,", with: "\"quantity\": 3,"))
            #expect(Self.counts(changed) == [3, 0, 1, 1, 0, 0])

            let li = try await api.token("li")
            let orders = try await api.call("/accounts/\(SampleAPI.a)/orders?sort=day", token: li).json.list("data")
            #expect(orders?.compactMap { $0.text("number") } == ["S-1"])
            #expect(orders?.first?["amount"] == ["minor": 3_750, "currency": "CNY"])
            let id = try #require(orders?.first?.integer("id"))
            let detail = try await api.call("/orders/\(id)", token: token).json
            let lines = try #require(detail.list("lines"))
            #expect(lines.map { $0["quantity"] } == [.number(3), .number(0.5)])
            #expect(lines.first?["unit_price"] == .number(12.25) && lines.first?.text("category") == "Pumps")
            // What is not said follows: the price from the amount, the amount from the price.
            #expect(lines.map { $0["amount"]?.integer("minor") } == [3_675, 75])
            #expect(lines.map { $0["cost"] } == [["minor": 1_600, "currency": "CNY"], .null])
            #expect(lines.last?["unit_price"] == .number(1.5))
            let report = try await Doctor().examine(api.database)
            #expect(report.problems.isEmpty, "\(report.problems)")
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aKeyAnswersOnceAndTheRunCanBeUndone(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let token = try await api.token("fin")
            let key: HTTPFields = [.idempotencyKey: "one"]
            let first = try await api.call(.post, "/orders", token: token, Self.two, headers: key)
            let again = try await api.call(.post, "/orders", token: token, Self.two, headers: key)
            #expect(first.status == .created && again.json == first.json)
            #expect(again.headers[.idempotencyReplayed] == "true")
            #expect(try await api.count("runs") == 1)
            #expect(try await api.count("orders") == 2)
            let undone = try await RunUndo(run: 1, currency: .cny).undo(in: api.clocked) { SampleAPI.start }
            #expect(undone.removed == 2)
            #expect(undone.accountsRemoved == 1)
            #expect(undone.productsRemoved == 1)
            #expect(try await api.call("/runs/1", token: token).json.text("state") == "undone")
        }
    }

    @Test("A return takes away, whatever sign its amounts have; a currency goes by its name too")
    func returns() async throws {
        try await SampleAPI.run(.sqlite) { api in
            let token = try await api.token("fin")
            let order = Self.two.replacing("\"quantity\": -1", with: "\"quantity\": 1").replacing(
                "\"CNY\", \"lines\"", with: "\"人民币\", \"lines\"")
            let answer = try await api.call(.post, "/orders", token: token, order)
            #expect(answer.status == .created)
            let amounts = try await api.clocked.read {
                try $0.rows("SELECT amount_minor FROM orders ORDER BY number") { try $0.int(0) }
            }
            #expect(amounts == [2_525, -1_000])
            // A source whose orders a file made known by something else takes none by number.
            try await api.clocked.write { try $0.execute("UPDATE sources SET order_rule = 'number+year'") }
            let other = Self.two.replacing("S-1", with: "S-9").replacing("S-2", with: "S-8")
            #expect(try await api.call(.post, "/orders", token: token, other).pointers == ["/source"])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func allOfThemOrNone(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let token = try await api.token("fin")
            func pointers(_ change: (String) -> String) async throws -> [String] {
                let answer = try await api.call(.post, "/orders", token: token, change(Self.two))
                #expect(answer.status == .unprocessableContent, "\(answer.status)")
                return answer.pointers
            }
            let line = "/orders/0/lines/0"
            let wrong: [(from: String, to: String, at: String)] = [
                ("2026-03-02", "2026-03-18", "/orders/0/day"), ("2026-03-02", "1850-01-01", "/orders/0/day"),
                ("2026-03-02", "2026-02-30", "/orders/0/day"), ("\"S-2\"", "\" S-1 \"", "/orders/1/number"),
                ("\"S-1\"", "\"" + String(repeating: "大", count: 70) + "\"", "/orders/0/number"),
                ("\"C1\"", "\"  \"", "/orders/0/account"),
                ("\"CNY\", \"lines\"", "\"XQX\", \"lines\"", "/orders/1/currency"),
                ("\"quantity\": 2,", "\"quantity\": 2.00001,", line + "/quantity"),
                ("\"quantity\": 2,", "\"quantity\": 1e15,", line + "/quantity"),
                ("\"quantity\": 2,", "\"quantity\": 90000000000,", line + "/quantity"),
                ("\"quantity\": 2,", "", line + "/quantity"),
                ("\"unit_price\": 12.25,", "", line + "/unit_price"),
                ("\"unit_price\": 12.25,", "\"unit_price\": 1.23456789,", line + "/unit_price"),
                ("\"unit_price\": 12.25,", "\"unit_price\": 90000000000,", line + "/amount"),
                (
                    "{\"minor\": 1600, \"currency\": \"CNY\"}", "{\"minor\": 1600, \"currency\": \"USD\"}",
                    line + "/cost"
                ),
                ("{\"minor\": 1600, \"currency\": \"CNY\"}", "{\"minor\": 1600}", line + "/cost/currency"),
                ("\"kind\": \"return\"", "\"kind\": \"gift\"", "/orders/1/kind"),
                ("\"kind\": \"return\"", "\"id\": 1", "/orders/1/id"), ("\"erp\"", "\"\"", "/source"),
            ]
            for (from, to, place) in wrong {
                #expect(Self.two.contains(from), "\(from)")
                let found = try await pointers { $0.replacing(from, with: to, maxReplacements: 1) }
                #expect(found == [place], "\(from) → \(to)")
            }
            let none = try await api.call(.post, "/orders", token: token, #"{"source": "erp", "orders": []}"#)
            #expect(none.pointers == ["/orders"])
            // Nothing of all that is there: no order, no account, no product, no run.
            for (table, count) in [("orders", 0), ("accounts", 3), ("products", 0), ("runs", 0)] {
                #expect(try await api.count(table) == count, "\(table)")
            }
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aClosedMonthKeepsThemOut(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let token = try await api.token("fin")
            let month = try #require(Month(iso: "2026-02"))
            try await api.database.write { try CompanySettings.close(through: month, in: $0) }
            let late = Self.two.replacing("2026-03-02", with: "2026-02-28")
            let refused = try await api.call(.post, "/orders", token: token, late)
            #expect(refused.status == .unprocessableContent && refused.pointers == ["/orders/0/day"])
            #expect(try await api.count("runs") == 0)
            try await api.database.write { try CompanySettings.keep(ClosedMonths.LateOrders.book, in: $0) }
            #expect(try await api.call(.post, "/orders", token: token, late).status == .created)
            let order = try await api.call("/orders/1", token: token).json
            #expect(order.text("day") == "2026-02-28" && order.text("booked_day") == "2026-03-01")
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func onlyWhoMayImport(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            for (user, scopes) in [("li", Set(TokenScope.allCases)), ("fin", [.read, .write]), ("boss", [.importing])] {
                let token = try await api.token(user, scopes)
                let answer = try await api.call(.post, "/orders", token: token, Self.two)
                #expect(answer.status == .forbidden, "\(user)")
            }
            #expect(try await api.count("orders") == 0)
            // Who brings in orders need not see costs; then they do not write them either.
            let clerk = try RoleDraft(
                code: "clerk", name: "Clerk", reads: .all, writes: .none, fields: [], acts: [.importing],
                isNew: true)
            try await OrganisationStore(api.clocked).keep(clerk, isNew: true)
            let user = NewUser(username: "cleo", name: "Cleo", password: nil, language: .en, role: "clerk")
            guard case .user(let id) = try await PeopleStore(api.database).add(user, now: SampleAPI.start) else {
                throw Refusal.broken
            }
            let token = try await TokenStore(api.clocked).add(
                TokenDraft("test", scopes: [.importing], days: 1), for: id)
            let refused = try await api.call(.post, "/orders", token: token, Self.two)
            #expect(refused.status == .forbidden && refused.pointers == ["/orders/0/lines/0/cost"])
            let rest = Self.two.replacing(
                ",\n     \"cost\": {\"minor\": 1600, \"currency\": \"CNY\"}", with: "")
            #expect(try await api.call(.post, "/orders", token: token, rest).status == .created)
        }
    }

    private static func counts(_ answer: SiteAnswer) -> [Int?] {
        ["lines", "orders_new", "orders_changed", "orders_unchanged", "accounts_new", "products_new"].map {
            answer.json.integer($0)
        }
    }

    static let two = """
        {"source": "erp", "orders": [
          {"number": "S-1", "day": "2026-03-02", "account": "C1", "lines": [
            {"product": "P", "name": "Pump", "category": "Pumps", "quantity": 2, "unit_price": 12.25,
             "cost": {"minor": 1600, "currency": "CNY"}},
            {"product": "P", "quantity": 0.5, "amount": {"minor": 75, "currency": "CNY"}}]},
          {"number": "S-2", "day": "2026-03-03", "account": "New", "account_name": "新客户", "kind": "return",
           "currency": "CNY", "lines": [{"product": "P", "quantity": -1, "unit_price": 10}]}]}
        """
}
