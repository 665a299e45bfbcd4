import Foundation
@testable import Imports
import Jobs
import Measures
import SiteTesting
@testable import Site
import Testing

/// Eight lines: of order 1 two customers in three lines, of 2 a quantity nobody can read, with two fellows.
private let mixed = """
    order number,order date,customer code,product code,quantity,unit price
    1,2011-02-03,K1,P1,2,1.50
    1,2011-02-03,K2,P1,2,1.50
    1,2011-02-03,K1,P2,2,1.50
    2,2011-02-03,K1,P1,many,1.50
    2,2011-02-03,K1,P2,1,1.50
    2,2011-02-03,K1,P3,1,1.50
    3,2011-02-03,,P3,1,1.50
    4,2011-02-03,K1,P1,1,1.50

    """

@Suite struct RejectReasonTests {
    @Test(arguments: [
        (
            Language.en, "7 of 8 lines were rejected",
            [
                "The rows of an order disagree on: Account code: 3 lines",
                "Another row of the same order has a problem: 2 lines", "Account code is missing: 1 line",
                "Quantity is not a number: 1 line",
            ], "The import would add 1 order."
        ),
        (
            .zh, "8 行中有 7 行未通过",
            [
                "同一订单各行的客户编码不一致: 3 行", "同一订单的其他行有问题: 2 行", "缺少客户编码: 1 行",
                "数量不是数字: 1 行",
            ], "将新增 1 个订单。"
        ),
    ])
    func rejectedLinesAreCountedByTheirReason(
        language: Language, title: String, reasons: [String], summary: String
    ) async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            try await li.send("/preferences", from: "/imports", ["language": language.rawValue])
            _ = try await li.upload("mixed.csv", mixed)
            _ = try await li.sendMapping(1, "check")
            try await site.worker.workOff()
            let check = try await li.get("/imports/1").text
            #expect(check.contains("data-test=\"import-rejected\">\n<p><strong>\(title)</strong>"))
            let found = check.matches(of: /<li><span>([^<]*)<\/span> <span class="ms-import-lines">([^<]*)</)
            #expect(found.map { "\($0.1): \($0.2)" } == reasons)
            // What there is none of is not spoken of.
            #expect(check.contains("<strong>\(summary)</strong>"))
        }
    }

    @Test func aResultOfAnOlderVersionHasNoReasons() throws {
        let old = """
            {"read":1,"accepted":1,"rejected":0,"ordersNew":1,"ordersChanged":0,"ordersUnchanged":0,"accountsNew":1,
            "productsNew":1,"currency":"EUR","tookCurrency":false,"continued":false}
            """
        #expect(try JSONDecoder().decode(Pass.Outcome.self, from: Data(old.utf8)).reasons == nil)
    }
}
