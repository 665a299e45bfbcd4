import Database
import Foundation
import HTTPTypes
import Hummingbird
import SiteTesting
@testable import Imports
import Jobs
import Ledger
import Measures
@testable import Site
import Testing

/// Six lines, four orders, three customers; C536380 takes one back; 536390 has a quantity nobody can read.
private let retail = """
    InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
    536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
    536365,71053,WHITE METAL LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom
    536370,22728,ALARM CLOCK,24,2010-12-01 08:45:00,3.75,12583.0,France
    C536380,22728,ALARM CLOCK,-2,2010-12-02 09:00:00,3.75,12583.0,France
    536390,21730,GLASS STAR,many,2010-12-02 10:00:00,4.25,13047.0,United Kingdom
    536390,84406B,CREAM CUPID,8,2010-12-02 10:00:00,2.75,13047.0,United Kingdom

    """

@Suite struct ImportPagesTests {
    @Test func aFileGoesFromUploadToResultAndBack() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            #expect(try await li.get("/imports").text.contains("No orders have been imported yet"))
            #expect(try await li.upload("retail.csv", retail).place == "/imports/1/mapping")

            let mapping = try await li.get("/imports/1/mapping")
            #expect(mapping.text.contains("data-page=\"import-mapping\"") && mapping.text.contains("6 lines · 539 B"))
            #expect(mapping.formFields["column-order_number"] == "InvoiceNo")
            #expect(mapping.formFields["column-account_code"] == "CustomerID")
            #expect(mapping.formFields["zero-account_code"] == "yes" && mapping.formFields["currency"] == "GBP")
            #expect(mapping.formFields["rule-0-text"] == "C" && mapping.formFields["source"] == "online-retail")

            #expect(try await li.sendMapping(1, "check").place == "/imports/1")
            #expect(try await li.get("/imports/1").text.contains("Waiting for its turn"))
            #expect(try await site.worker.workOff() == 1)
            let check = try await li.get("/imports/1")
            let expected = [
                "read": "6", "accepted": "4", "rejected": "2", "orders_new": "3", "orders_changed": "0",
                "orders_unchanged": "0", "accounts_new": "2", "products_new": "3",
            ]
            #expect(check.counts == expected)
            #expect(check.text.contains("The company would keep its books in GBP"))
            #expect(try await site.number("SELECT count(*) FROM orders") == 0)

            #expect(try await li.importNow(1).place == "/imports/1")
            #expect(try await site.worker.workOff() == 1)
            #expect(try await li.get("/imports/1/progress").headers[.hxRedirect] == "/imports/runs/1")
            #expect(try await li.get("/imports/1").place == "/imports/runs/1")
            let run = try await li.get("/imports/runs/1")
            #expect(run.counts == expected)
            #expect(run.text.contains("The company now keeps its books in GBP."))
            #expect(run.text.contains("2 of 6 lines were rejected") && run.text.contains("Li Wei"))
            #expect(try await site.number("SELECT count(*) FROM order_lines") == 4)

            #expect(run.text.contains("This removes the 3 orders it added"))
            #expect(try await li.send("/imports/runs/1/undo", from: "/imports/runs/1/undo").place == "/imports/runs/1")
            #expect(try await li.get("/imports/runs/1").text.contains("The import is being undone"))
            #expect(try await site.worker.workOff() == 1)
            let undone = try await li.get("/imports/runs/1")
            #expect(undone.text.contains("3 orders were removed and 2 accounts and 3 products went with them."))
            #expect(try await site.number("SELECT count(*) FROM orders") == 0)
            #expect(try await li.get("/imports").text.contains("undone"))
        }
    }

    @Test(arguments: [
        (Language.en, "Quantity: “many” is not a number", "Another row of order 536390 has a problem"),
        (.zh, "数量「many」不是数字", "订单 536390 的其他行有问题"),
    ])
    func rejectedLinesComeBackWithTheReasonInTheReadersLanguage(language: Language, own: String, other: String)
        async throws
    {
        let site = try await ImportSite()
        try await site.walk { li in
            try await li.send("/preferences", from: "/imports", ["language": language.rawValue])
            _ = try await li.upload("retail.csv", retail)
            _ = try await li.sendMapping(1, "import")
            try await site.worker.workOff()
            let file = try await li.get("/imports/runs/1/rejected.csv")
            #expect(file.headers[.contentDisposition] == "attachment; filename*=UTF-8''retail-rejected.csv")
            // Excel reads Chinese in it by this mark, and the reader takes it back with it.
            #expect(file.text.hasPrefix("\u{FEFF}InvoiceNo,"))
            let lines = file.text.split(whereSeparator: \.isNewline)
            #expect(lines.count == 3)
            let title = language == .zh ? "未通过原因" : "Why it was rejected"
            #expect(lines[0].hasSuffix("Country,\(title)"))
            let coded = try await li.get("/imports/runs/1/rejected.csv?names=codes").text
            #expect(coded == file.text.replacing(title, with: "mainstay_reason"))
            #expect(lines[1].hasSuffix("United Kingdom,\(own)"))
            #expect(lines[2].hasSuffix("United Kingdom,\(other)"))

            let mended = file.text.replacing("many", with: "3")
            #expect(try await li.upload("mended.csv", mended).place == "/imports/2/mapping")
            _ = try await li.sendMapping(2, "import")
            try await site.worker.workOff()
            #expect(try await li.get("/imports/runs/2").counts["orders_new"] == "1")
        }
    }

    @Test(arguments: Language.allCases)
    func theListIsFilteredAndTheFilterKept(language: Language) async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            try await li.send("/preferences", from: "/", ["language": language.rawValue, "next": "/"])
            let before = try await li.get("/imports").text
            #expect(!before.contains("ms-chip") && !before.contains("ms-list-menu"))
            _ = try await li.upload("retail.csv", retail)
            _ = try await li.sendMapping(1, "import")
            #expect(try await site.worker.workOff() == 1)
            let rejects = try await li.get("/imports?rejects=yes&col=lines").text
            #expect(rejects.contains("/imports/runs/1") && rejects.components(separatedBy: "<th scope").count == 3)
            for filter in ["kind=costs", "state=undone", "state=failed"] {
                let none = try await li.get("/imports?" + filter).text
                #expect(none.contains(language == .zh ? "没有符合条件的导入" : "No such imports"), "\(filter)")
                #expect(none.contains("aria-current=\"true\"") && !none.contains("/imports/runs/1"), "\(filter)")
            }
            let address = "/imports?kind=orders&col=file&col=rejected"
            let view = ["name": "Rejected", "list": "/imports", "address": address]
            #expect(try await li.send("/views", from: "/imports", view).place == address)
            #expect(
                try await li.get("/imports").text.contains(
                    "href=\"/imports?kind=orders&amp;col=file&amp;col=rejected\">Rejected</a>"))
        }
    }

    @Test func theSameFileAgainSaysThatNothingChanged() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            for file in 1...2 {
                _ = try await li.upload("retail.csv", retail)
                _ = try await li.sendMapping(file, "import")
                try await site.worker.workOff()
            }
            let second = try await li.get("/imports/runs/2")
            #expect(second.text.contains("All 3 orders were here already. Nothing changed."))
            #expect(second.counts["orders_new"] == "0" && second.counts["orders_unchanged"] == "3")
        }
    }

    @Test func undoListsWhatALaterImportChanged() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            for (file, text) in [(1, retail), (2, retail.replacing(",24,", with: ",25,"))] {
                _ = try await li.upload("retail.csv", text)
                _ = try await li.sendMapping(file, "import")
                try await site.worker.workOff()
            }
            #expect(try await li.get("/imports/runs/2").counts["orders_changed"] == "1")
            #expect(
                try await li.get("/imports/runs/2/undo").text.contains(
                    "<dt>Orders that get their former content</dt><dd>1</dd>"))
            let asked = try await li.get("/imports/runs/1/undo").text
            for fact in [
                "<dt>Orders that go</dt><dd>2</dd>", "<dt>Orders that stay, changed by a later import</dt><dd>1</dd>",
                "<dt>Accounts that lose orders</dt><dd>2</dd>", "<h2>Largest amounts</h2>",
            ] {
                #expect(asked.contains(fact), "\(fact)")
            }
            try await li.send("/imports/runs/1/undo", from: "/imports/runs/1/undo")
            try await site.worker.workOff()
            let undone = try await li.get("/imports/runs/1").text
            #expect(try await li.get("/imports/runs/1/undo").place == "/imports/runs/1")
            #expect(undone.contains("1 order stayed, because a later import changed it:"))
            #expect(undone.contains("<li>online-retail 536370</li>"))
        }
    }

    @Test func whatIsWrongWithAMappingStandsAtItsFieldAndWhatWasChosenStays() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            _ = try await li.upload("a.csv", "Nr,When,Who,What,Qty,Price\n1,01/02/2011,A,P,1,2.5\n")
            let bad = try await li.sendMapping(
                1, "check",
                ["column-order_number": "Nr", "column-day": "When", "source": " ", "rule-0-field": "status"])
            #expect(bad.status == .unprocessableContent)
            #expect(
                bad.problems == [
                    "Choose the column that holds this.", "Choose the column that holds this.",
                    "Name the source.",
                    "Enter the text the rule looks for.",
                ])
            #expect(bad.formFields["column-order_number"] == "Nr" && bad.formFields["column-day"] == "When")
            #expect(try await site.number("SELECT count(*) FROM jobs") == 0)
            let good = [
                "column-order_number": "Nr", "column-day": "When", "column-account_code": "Who",
                "column-product_code": "What", "column-quantity": "Qty", "column-unit_price": "Price", "day": "dmy",
            ]
            #expect(try await li.sendMapping(1, "import", good).place == "/imports/1")
            try await site.worker.workOff()
            #expect(try await li.get("/imports/runs/1").counts["orders_new"] == "1")
            let day = try #require(Day(iso: "2011-02-01"))
            #expect(try await site.number("SELECT day FROM orders") == Int(day.number))
        }
    }

    @Test(arguments: [("$12.50", "USD"), ("12.50", "CNY")])
    func aCompanyWithoutACurrencyIsAskedForOne(_ amount: String, _ code: String) async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            _ = try await li.upload(
                "a.csv", "Order No,Order Date,Customer,Item,Qty,Amount\n1,2026-01-05,C,P,1,\(amount)\n")
            let page = try await li.get("/imports/1/mapping")
            #expect(page.formFields["currency"] == code)
            #expect(page.text.contains("The company has no currency yet"))
        }
    }

    @Test func whereNumbersStandForSeveralOrdersAnotherRuleIsOffered() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            _ = try await li.upload(
                "a.csv", "Order No,Order Date,Customer,Item,Qty,Amount\n1,2010-12-05,C,P,1,100\n1,2010-12-05,D,P,1,50\n"
            )
            _ = try await li.sendMapping(1, "check")
            try await site.worker.workOff()
            let check = try await li.get("/imports/1")
            #expect(check.text.contains("data-test=\"import-examples\""))
            let offer = "/imports/1/mapping?order=number%2Bcustomer%2Bday"
            let act = check.text.split(separator: "\n").first { $0.contains("import-take-apart") } ?? ""
            #expect(act.contains("btn-primary") && act.contains(offer))
            #expect(try await li.get(offer).formFields["order"] == "number+customer+day")
        }
    }

    @Test func aMappingIsSavedUnderANameAndUsedForTheNextFile() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            _ = try await li.upload("retail.csv", retail)
            let unnamed = try await li.sendMapping(1, "save")
            #expect(unnamed.problems == ["Give the mapping a name."])
            let saved = try await li.sendMapping(
                1, "save", ["saveAs": "shop & co", "numbers": "comma", "source": "shop"])
            #expect(saved.place == "/imports/1/mapping?mapping=shop%20%26%20co")
            _ = try await li.upload("next.csv", retail)
            let next = try await li.get("/imports/2/mapping?mapping=shop%20%26%20co")
            #expect(next.formFields["numbers"] == "comma" && next.formFields["source"] == "shop")
            #expect(next.text.contains(">online-retail</option>") && !next.text.contains(">shopify</option>"))
        }
    }

    @Test(arguments: [
        ("empty.csv", [UInt8](), "The file is empty.", "文件是空的。"),
        ("book.xlsx", Array("PK\u{3}\u{4}....[Content_Types].xml".utf8), "This is an Excel workbook.", "这是 Excel 工作簿"),
        ("a.pdf", Array("%PDF-1.7".utf8), "This is a PDF document, not a table.", "这是 PDF 文档，不是表格。"),
        (
            "gbk.csv", Array("a,b\n1,".utf8) + [0xD6, 0xD0, 0xCE, 0xC4, 0x0A],
            "Line 2, column 2: the text is not UTF-8", "第 2 行第 2 列"
        ),
        ("cut.csv.gz", [0x1F, 0x8B, 0x08, 0x00], "The .gz file is cut off before its end.", ".gz 文件不完整"),
        (
            "nul.csv", Array("a,b\n1,2\n3,\u{0}4\n".utf8), "Line 3, column 2: a NUL byte stands in the text.",
            "第 3 行第 2 列：文字中有空字节"
        ),
    ])
    func whatCannotBeReadIsRefusedInOneSentenceAndNotStored(name: String, bytes: [UInt8], en: String, zh: String)
        async throws
    {
        let site = try await ImportSite()
        try await site.walk { li in
            for (language, sentence) in [("en", en), ("zh", zh)] {
                try await li.send("/preferences", from: "/imports", ["language": language])
                let answer = try await li.upload(name, bytes)
                #expect(answer.status == .unprocessableContent)
                #expect(answer.problems.count == 1 && answer.problems[0].hasPrefix(sentence), "\(answer.problems)")
            }
            #expect(try await site.number("SELECT count(*) FROM import_files") == 0)
            #expect(try await site.number("SELECT count(*) FROM import_chunks") == 0)
        }
    }

    @Test func theGateStandsBeforeEverything() async throws {
        let site = try await ImportSite(uploadLimit: 1_000)
        try await site.walk { li in
            _ = try await li.upload("retail.csv", retail)
            for path in [
                "/imports", "/imports/new", "/imports/1/mapping", "/imports/1/rejected.csv", "/imports/runs/1",
            ] {
                #expect(try await li.stranger.get(path).place?.hasPrefix("/sign-in") == true, "\(path)")
            }
            for path in [
                "/imports/9", "/imports/9/mapping", "/imports/x", "/imports/runs/9", "/imports/1/rejected.csv",
            ] {
                #expect(try await li.get(path).status == .notFound, "\(path)")
            }
            let large = try await li.upload("large.csv", String(repeating: retail, count: 3))
            #expect(large.status == .contentTooLarge)
            #expect(try await li.send("/imports/1/mapping", from: "/imports", ["csrf": "0"]).status == .forbidden)
        }
    }
}
