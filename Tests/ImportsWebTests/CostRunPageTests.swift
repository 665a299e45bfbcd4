import Database
import DatabaseSQLite
import DatabaseSQLite
import Foundation
@testable import Imports
import Jobs
import Ledger
import Measures
import SiteTesting
import SiteTesting
import Testing

@Suite("A run of costs in the browser")
struct CostRunPageTests {
    private func site() async throws -> ImportSite {
        let site = try await ImportSite()
        try await site.database.write {
            try $0.execute(
                """
                INSERT INTO accounts (id, code, name, sort_name, revenue_minor, orders) VALUES (1, 'A', 'A', 'a', 0, 0)
                """)
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "costs-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("account,date,kind,amount\nA,2011-11-01,service,5\nA,2011-11-02,service,5\nB,x,y,z\n".utf8).write(
            to: file)
        _ = try await CostImport(path: file.path, source: "crm", now: { 1_323_403_200 }).run(in: site.database)
        return site
    }

    @Test("It speaks of costs, and is taken back")
    func undo() async throws {
        let site = try await site()
        try await site.walk { li async throws in
            let list = try await li.get("/imports").text
            #expect(list.contains("Costs to serve · 2011-12-09") && list.contains("<td class=\"ms-number\">2</td>"))
            let page = try await li.get("/imports/runs/1").text
            #expect(page.contains("2 costs were new.") && page.contains("<dd data-count=\"costs_new\">2</dd>"))
            #expect(page.contains("removes the 2 costs it added") && page.contains("1 of 3 lines was rejected"))
            #expect(page.contains("--errors") && page.contains("Costs that a later import changed stay"))
            #expect(!page.contains("{{") && !page.contains("orders_new"))
            let november = Month(iso: "2011-11")
            try await site.database.write { try CompanySettings.close(through: november, in: $0) }
            try await li.send("/imports/runs/1/undo", from: "/imports/runs/1/undo")
            _ = try await site.worker.workOnce()
            let refused = try await li.get("/imports/runs/1").text
            #expect(refused.contains("would change 2 costs of months that are closed (through 2011-11)"))
            try await site.database.write { try CompanySettings.close(through: nil, in: $0) }
            try await li.send("/imports/runs/1/undo", from: "/imports/runs/1/undo")
            _ = try await site.worker.workOnce()
            #expect(try await li.get("/imports/runs/1").text.contains("2 costs were removed"))
            #expect(try await site.number("SELECT count(*) FROM account_costs") == 0)
        }
    }
}
