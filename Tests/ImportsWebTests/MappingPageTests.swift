import Database
import DatabaseSQLite
import Foundation
@testable import Imports
import Jobs
import Measures
import Rights
import SiteTesting
@testable import Site
import Testing

private let shop = """
    order number,order date,customer code,product code,quantity,unit price
    1,2011-02-03,K1,P1,2,1.50
    2,2011-02-04,K2,P1,1,1.50

    """

@Suite struct MappingPageTests {
    @Test func whatMustBeMendedStandsOnTopWithTheFocusAndLinksToTheFields() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            _ = try await li.upload("shop.csv", shop)
            let bad = try await li.sendMapping(1, "check", ["source": " ", "column-quantity": ""])
            let top = bad.text.components(separatedBy: "data-test=\"import-sample\"")[0]
            #expect(top.contains("tabindex=\"-1\" autofocus data-test=\"import-problems\""))
            #expect(
                top.contains("<li><a href=\"#field-column-quantity\">Quantity</a>: Choose the column that holds this."))
            #expect(top.contains("<li><a href=\"#field-source\">Source of the order numbers</a>: Name the source."))
            #expect(bad.text.contains("id=\"field-source\"") && bad.text.contains("id=\"field-column-quantity\""))
        }
    }

    @Test(arguments: [
        (
            "en", "There is no mapping “x + y”. The columns below are guessed from the file.",
            "The mapping “till” looks for columns this file does not have: Order number (Nr), Unit price (Price)."
        ),
        (
            "zh", "没有名为「x + y」的字段映射。以下字段对应由系统根据文件推测。",
            "字段映射「till」所需的以下列，此文件中没有：订单号（Nr）、单价（Price）。"
        ),
    ])
    func aMappingThatIsNotThereOrDoesNotFitIsSaid(language: String, unknown: String, unfit: String) async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            try await li.send("/preferences", from: "/imports", ["language": language])
            _ = try await li.upload("shop.csv", shop)
            let first = try await li.get("/imports/1/mapping?mapping=x%20%2B%20y")
            #expect(first.notices == [unknown])
            #expect(first.formFields["column-quantity"] == "quantity")
            let other = Mapping(
                name: "till",
                columns: [
                    .orderNumber: ["Nr"], .day: ["order date"], .accountCode: ["customer code"],
                    .productCode: ["product code"], .quantity: ["quantity"], .unitPrice: ["Price"],
                ])
            try await MappingStore(site.database).save(other, user: nil, now: 1)
            let second = try await li.get("/imports/1/mapping?mapping=till")
            #expect(second.notices == [unfit])
            #expect(second.formFields["column-quantity"] == "quantity" && second.formFields["column-unit_price"] == "")
        }
    }

    @Test func builtInNamesStayWhatTheyAreAndSavedOnesCanGo() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            _ = try await li.upload("shop.csv", shop)
            let taken = try await li.sendMapping(1, "save", ["saveAs": "Online-Retail"])
            #expect(
                taken.problems == ["“Online-Retail” comes with Mainstay and cannot be replaced. Choose another name."])
            _ = try await li.sendMapping(1, "save", ["saveAs": "till", "currency": "EUR"])
            let store = MappingStore(site.database)
            #expect(try await store.find("till", .everything)?.currency == "EUR")
            #expect(try await store.find("online-retail", .everything) == BuiltInMappings.onlineRetail)
            #expect(try await store.find("nobody", .everything) == nil)

            // An older version let people replace the built-in one.
            var own = BuiltInMappings.onlineRetail
            own.currency = "USD"
            try await store.save(own, user: nil, now: 1)
            #expect(try await store.find("online-retail", .everything)?.currency == "GBP")

            #expect(try await li.get("/imports/new").text.contains("value=\"till\""))
            for name in ["till", "online-retail"] {
                try await li.send("/imports/mappings/delete", from: "/imports/new", ["name": name])
                #expect(try await li.get("/imports/new").flash == "The mapping “\(name)” is deleted.")
            }
            #expect(try await store.find("till", .everything) == nil)
            #expect(try await store.saved(.everything).isEmpty)
            let acts = try await site.database.read { connection in
                try connection.rows("SELECT act FROM audit_entries WHERE subject = 'mapping' ORDER BY id") {
                    try $0.text(0)
                }
            }
            #expect(acts.first == "mapping.saved" && acts.last == "mapping.removed")
        }
    }

    @Test func enterInTheNameSavesAndElsewhereChecks() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            _ = try await li.upload("shop.csv", shop)
            let page = try await li.get("/imports/1/mapping").text
            let form = page.components(separatedBy: "data-test=\"import-mapping\"")[1]
            // Enter presses the first button of its form.
            #expect(form.firstMatch(of: /<button[^>]*value="([a-z]+)"/).map { String($0.1) } == "enter")
            #expect(try await li.sendMapping(1, "enter", ["saveAs": "till"]).place == "/imports/1/mapping?mapping=till")
            #expect(try await site.number("SELECT count(*) FROM jobs") == 0)
            #expect(try await li.sendMapping(1, "enter").place == "/imports/1")
            #expect(try await site.number("SELECT count(*) FROM import_passes WHERE is_check") == 1)
        }
    }

    @Test func aRuleWithoutAFieldIsKeptAndAskedAbout() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            _ = try await li.upload("shop.csv", shop)
            let folded = try await li.get("/imports/1/mapping").text
            #expect(folded.contains("<details class=\"ms-card ms-import-fold\" data-test=\"import-rules\">"))
            let bad = try await li.sendMapping(1, "check", ["rule-0-text": "C"])
            #expect(bad.problems == ["Choose the field, or clear the text."])
            #expect(bad.formFields["rule-0-text"] == "C")
            #expect(bad.text.contains("<details class=\"ms-card ms-import-fold\" open data-test=\"import-rules\">"))
        }
    }

    @Test func aColumnMeansOnlyOneOfTheThingsALineIsKnownBy() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            _ = try await li.upload("shop.csv", shop)
            let bad = try await li.sendMapping(1, "check", ["column-product_code": "order number"])
            #expect(bad.problems == ["This column is already chosen as: Order number. Choose another one."])
            #expect(bad.text.contains("→ Order number, Product code"))
            try await li.send("/preferences", from: "/imports", ["language": "zh"])
            #expect(
                try await li.sendMapping(1, "check", ["column-product_code": "order number"]).text
                    .contains("→ 订单号、产品编码"))
        }
    }

    @Test func aFirstRowOfDataIsNoticed() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            _ = try await li.upload("a.csv", "536365,85123A,6,2010-12-01,2.55\n536366,85123A,3,2010-12-02,2.55\n")
            #expect(
                try await li.get("/imports/1/mapping").notices == [
                    "The first row looks like data: 536365, 85123A, 6, 2010-12-01. It should hold the column names; "
                        + "add such a row at the top and upload the file again."
                ])
            _ = try await li.upload("shop.csv", shop)
            #expect(try await li.get("/imports/2/mapping").notices == [])
        }
    }

    @Test func peopleSayWhatSeparatesTheColumns() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            // Commas inside the names and values make a guess go wrong.
            let text =
                "order number|order date|customer code|product code|quantity|unit price,net,EUR\n"
                + "1|2011-02-03|K1|P1|2|1,5,0\n"
            _ = try await li.upload("bar.csv", text)
            let bar = try await li.get("/imports/1/mapping?delimiter=pipe")
            #expect(bar.formFields["column-quantity"] == "quantity" && bar.formFields["delimiter"] == "pipe")
            #expect(bar.text.contains("type=\"hidden\" name=\"delimiter\" value=\"pipe\""))
            let comma = try await li.get("/imports/1/mapping?delimiter=comma")
            #expect(
                comma.text.contains("<strong>order number|order date|customer code|product code|quantity|unit price"))

            _ = try await li.upload("shop.csv", shop.replacing(",", with: "|"))
            _ = try await li.get("/imports/2/mapping?delimiter=comma")
            // Another window may have read the file another way meanwhile: the form brings its own.
            let page = try await li.get("/imports/2/mapping?delimiter=pipe")
            _ = try await li.get("/imports/2/mapping?delimiter=comma")
            let fields = page.formFields.merging(["act": "import"]) { $1 }
            #expect(try await li.send("/imports/2/mapping", from: "/imports", fields).place == "/imports/2")
            try await site.worker.workOff()
            #expect(try await li.get("/imports/runs/1").counts["orders_new"] == "2")
            let mapping = try await PassStore(site.database).latest(of: 2, .everything)?.mapping
            #expect(mapping?.delimiter == "|")
        }
    }
}
