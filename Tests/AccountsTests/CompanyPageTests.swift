import Database
import DatabaseSQLite
import Foundation
import HTTPTypes
import Ledger
import Measures
import Site
import Testing

@Suite("The company's settings")
struct CompanyPageTests {
    @Test func anAdministratorClosesAMonthAndChoosesTheTimeZone() async throws {
        let site = try await AccountsSite(isAdministrator: true)
        let database = site.database
        try await site.visit { li in
            let page = try await li.get("/settings/company").text
            #expect(page.contains("on their day, net of returns") && page.contains("all months are open"))
            #expect(page.contains("<option value=\"2011-11\">2011-11</option>"))
            #expect(!page.contains("<option value=\"2011-12\""))
            let saved = try await li.send(
                "/settings/company",
                ["timeZone": "America/New_York", "closedThrough": "2011-11", "lateOrders": "book"])
            #expect(saved.status == .seeOther)
            let closed = try await database.read { try CompanySettings.closedMonths(in: $0) }
            #expect(closed?.through.iso == "2011-11" && closed?.lateOrders == .book)
            let after = try await li.get("/settings/company").text
            #expect(
                after.contains("value=\"America/New_York\" selected") && after.contains("value=\"2011-11\" selected"))
            #expect(li.site.settings.timeZone.identifier == "America/New_York")
        }
    }

    @Test(arguments: [
        ("timeZone", "Mars/Olympus", "Choose a time zone."), ("closedThrough", "soon", "Choose a month."),
        ("closedThrough", "2011-12", "2011-12 is not over yet and cannot be closed."),
        ("lateOrders", "perhaps", "Choose what becomes of late orders."),
    ])
    func whatCannotBeIsSaidAtItsFieldAndNothingIsKept(field: String, value: String, sentence: String) async throws {
        let site = try await AccountsSite(isAdministrator: true)
        let database = site.database
        try await site.visit { li in
            var form = ["timeZone": "Asia/Shanghai", "closedThrough": "2011-10", "lateOrders": "refuse"]
            form[field] = value
            let answer = try await li.send("/settings/company", form)
            #expect(answer.status == .unprocessableContent && answer.text.contains(sentence))
            let closed = try await database.read { try CompanySettings.closedMonths(in: $0) }
            #expect(closed == nil)
        }
    }

    @Test func othersSeeTheSettingsAndCannotChangeThem() async throws {
        let site = try await AccountsSite(language: .zh)
        try await site.visit { li in
            let page = try await li.get("/settings/company").text
            #expect(page.contains("销售额口径") && page.contains("Asia/Shanghai (UTC+08:00)"))
            #expect(!page.contains("data-test=\"company-form\""))
            #expect(try await li.send("/settings/company", ["closedThrough": "2011-10"]).status == .forbidden)
        }
    }
}
