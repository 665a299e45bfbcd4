import Database
import DatabaseSQLite
import DatabaseTesting
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Measures
import People
import Rights
import Site
import SiteTesting
import Testing

@Suite("Saved views of every list")
struct SavedViewTests {
    /// Boss and Li in one team.
    private func team(_ site: AttackSite) async throws {
        let east = try await OrganisationStore(site.database).add(OrgUnit(id: 0, kind: .team, name: "East"))
        try await site.database.write { try $0.execute("UPDATE users SET unit_id = \(east)") }
    }

    private func heads(_ html: String) -> [String] {
        html.matches(of: /<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]*)/).map {
            $0.1.trimmingPrefix(" ").description
        }
    }

    @Test("A view of an account's list stands at every account and names none")
    func records() async throws {
        try await AttackSite.visit { site in
            try await team(site)
            let (boss, li) = (try await site.walker("boss"), try await site.walker("li"))
            let (own, foreign) = (try await site.account("OWN"), try await site.account("FOREIGN"))
            for (list, query) in [
                ("orders", "?kind=sale&col=day&col=amount"), ("months", "?col=revenue"),
                ("tiers", "?show=changes&col=reason"),
            ] {
                let address = "/accounts/\(foreign)/\(list)\(query)"
                #expect(try await boss.get(address).status == .ok)
                let saved = try await boss.send(
                    "/views", from: "/accounts/\(foreign)/\(list)",
                    ["name": "My \(list)", "list": "/accounts/:id/\(list)", "address": address, "share": "yes"])
                #expect(saved.place == address)
                let page = try await li.get("/accounts/\(own)/\(list)").text
                let link = "/accounts/\(own)/\(list)\(query)"
                #expect(page.contains("href=\"\(link.replacing("&", with: "&amp;"))\">My \(list)</a>"), "\(list)")
                #expect(!page.contains("/accounts/\(foreign)/"))
                let shown = try await li.get(link)
                #expect(shown.status == .ok && shown.text.contains("aria-current=\"true\">My \(list)</a>"))
                #expect(heads(shown.text).count == query.matches(of: /col=/).count + 1, "\(list)")
                // Whose account it was saved at stays unseen.
                #expect(try await li.get(address).status == .notFound)
            }
            // What is no page of the list is refused.
            for (list, address) in [("/accounts/:id/orders", "/accounts"), ("/accounts", "/accounts/\(own)/orders")] {
                let refused = try await boss.send(
                    "/views", from: "/accounts", ["name": "X", "list": list, "address": address])
                #expect(refused.status == .badRequest)
            }
        }
    }

    @Test("What somebody may not see no view shows them")
    func masked() async throws {
        try await AttackSite.visit { site in
            try await team(site)
            let (boss, li) = (try await site.walker("boss"), try await site.walker("li"))
            let own = try await site.account("OWN")
            let lists = [
                (
                    "/accounts/:id/tiers", "/accounts/\(own)/tiers", "?col=contribution&col=value&col=loyalty",
                    ["Contribution", "Value"]
                ),
                ("/accounts/:id/months", "/accounts/\(own)/months", "?col=costKnown&col=revenue", ["Cost known"]),
                ("/tiers", "/tiers", "?col=contribution&col=then&col=now", ["Contribution"]),
                ("/accounts", "/accounts", "?sort=-value&col=value&col=revenue", ["Value"]),
            ]
            for (list, path, query, secrets) in lists {
                let address = path + query
                let full = try await boss.get(address).text
                for secret in secrets {
                    #expect(heads(full).contains { $0.hasPrefix(secret) }, "\(list) \(secret)")
                }
                _ = try await boss.send(
                    "/views", from: path, ["name": "Costs", "list": list, "address": address, "share": "yes"])
                let page = try await li.get(address)
                #expect(page.status == .ok && page.text.contains(">Costs</a>"), "\(list)")
                for secret in secrets {
                    #expect(!heads(page.text).contains { $0.hasPrefix(secret) }, "\(list) \(secret)")
                }
                let offered = page.text.matches(of: /type="checkbox" name="col" value="([A-Za-z]+)"/).map {
                    String($0.1)
                }
                #expect(Set(offered).isDisjoint(with: ["contribution", "value", "costKnown", "then"]), "\(list)")
            }
        }
    }

    @Test("Filters of the lists, and what they say when nothing is found", arguments: Language.allCases)
    func filters(language: Language) async throws {
        try await AttackSite.visit { site in
            let boss = try await site.walker("boss")
            try await boss.send("/preferences", from: "/", ["language": language.rawValue, "next": "/"])
            let own = try await site.account("OWN")
            let orders = try await boss.get("/accounts/\(own)/orders?kind=sale").text
            #expect(orders.contains("/orders/") && !orders.contains("ms-totals"))
            let none = try await boss.get("/accounts/\(own)/orders?kind=void").text
            #expect(none.contains(language == .zh ? "没有符合条件的订单" : "No such orders"))
            #expect(none.contains("href=\"/accounts/\(own)/orders\">"))
            let file = try await boss.get("/accounts/\(own)/orders.csv?kind=void").text
            #expect(file.split(separator: "\r\n").count == 1)

            let all = try await boss.get("/accounts/\(own)/tiers").text
            let changes = try await boss.get("/accounts/\(own)/tiers?show=changes").text
            #expect(changes.components(separatedBy: "<tr>").count < all.components(separatedBy: "<tr>").count)
            let changed = try await boss.get("/accounts/\(own)/tiers.csv?show=changes").text
            #expect(changed.split(separator: "\r\n").count == changes.components(separatedBy: "<tr><td").count)

            let tiers = try await boss.get("/tiers?moved=up&day=2024-12-31").text
            #expect(tiers.contains("name=\"moved\" value=\"up\"") && tiers.contains("value=\"2024-12-31\" selected"))
            #expect(tiers.contains("ms-list-menu"))
            // A view of the newest day stays with the newest.
            let newest = try await boss.get("/tiers?moved=down").text
            #expect(newest.contains("<option value=\"\" selected>"))
            #expect(newest.contains("name=\"address\" value=\"/tiers?moved=down#movers\""))
        }
    }
}
