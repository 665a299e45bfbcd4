import Database
import Foundation
import HTTPTypes
@testable import Imports
import Jobs
import Ledger
import Measures
import SiteTesting
@testable import Site
import Testing

private let shop = """
    order number,order date,customer code,product code,quantity,unit price
    1,2011-02-03,K1,P1,2,1.50
    2,2011-02-04,K2,P1,1,1.50

    """

/// The same file in two windows, and work that goes on.
@Suite struct ImportWindowsTests {
    /// A file whose first check, by source AAA, was followed by another one, by BBB.
    private func previews(_ site: ImportSite, _ li: Walker) async throws -> (old: SiteAnswer, new: SiteAnswer) {
        _ = try await li.upload("shop.csv", shop)
        var pages: [SiteAnswer] = []
        for source in ["AAA", "BBB"] {
            _ = try await li.sendMapping(1, "check", ["source": source])
            try await site.worker.workOff()
            pages.append(try await li.get("/imports/1"))
        }
        return (pages[0], pages[1])
    }

    @Test func importNowBelongsToThePreviewItStandsOn() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            let (old, new) = try await previews(site, li)
            #expect(try await li.importNow(1, showing: old).place == "/imports/1")
            let refused = try await li.get("/imports/1")
            #expect(refused.flash?.hasPrefix("The preview you looked at is out of date") == true)
            #expect(refused.shownPass == new.shownPass && refused.shownPass != old.shownPass)
            #expect(try await site.number("SELECT count(*) FROM jobs WHERE state = 'waiting'") == 0)

            #expect(try await li.importNow(1, showing: new).place == "/imports/1")
            // A second click asks for the same and gets it without a word.
            #expect(try await li.importNow(1, showing: new).place == "/imports/1")
            #expect(try await li.get("/imports/1").flash == nil)
            try await site.worker.workOff()
            #expect(try await site.number("SELECT count(*) FROM sources WHERE name = 'BBB'") == 1)
            #expect(try await site.number("SELECT count(*) FROM sources WHERE name = 'AAA'") == 0)
            #expect(try await site.number("SELECT count(*) FROM runs") == 1)

            // The old window once more, now that the file is imported: it leads to the run.
            #expect(try await li.importNow(1, showing: new).place == "/imports/runs/1")
            #expect(try await li.get("/imports/runs/1").flash?.contains("out of date") == true)
            #expect(try await site.number("SELECT count(*) FROM jobs WHERE state = 'waiting'") == 0)
        }
    }

    @Test func aFileThatIsGoneCannotBeImported() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            let (_, new) = try await previews(site, li)
            #expect(try await li.send("/imports/1/delete", from: "/imports").place == "/imports")
            #expect(try await li.get("/imports").flash == "“shop.csv” was deleted. Nothing of it had been imported.")
            #expect(try await li.importNow(1, showing: new).place == "/imports/new")
            #expect(try await li.get("/imports/new").flash == "The file is no longer there. Upload it again.")
            for table in ["import_files", "import_chunks", "import_passes"] {
                #expect(try await site.number("SELECT count(*) FROM \(unsafe: table)") == 0, "\(table)")
            }
        }
    }

    @Test func whileACheckGoesOnAnotherWishIsNotSwallowed() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            _ = try await li.upload("shop.csv", shop)
            _ = try await li.sendMapping(1, "check", ["source": "AAA"])
            let other = try await li.sendMapping(1, "import", ["source": "BBB"])
            #expect(other.status == .unprocessableContent)
            #expect(other.text.contains("This file is being checked just now"))
            // What was typed is still there, to be sent again.
            #expect(other.formFields["source"] == "BBB")
            #expect(try await li.sendMapping(1, "check", ["source": "AAA"]).place == "/imports/1")
            #expect(try await site.number("SELECT count(*) FROM jobs") == 1)
            try await li.send("/imports/1/delete", from: "/imports")
            #expect(try await li.get("/imports").flash?.contains("was not deleted") == true)
            #expect(try await site.number("SELECT count(*) FROM import_files") == 1)
        }
    }

    @Test func aPreviewIsNotImportedWhileAnotherCheckGoesOn() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            let (_, preview) = try await previews(site, li)
            _ = try await li.sendMapping(1, "check", ["source": "CCC"])
            #expect(try await li.importNow(1, showing: preview).place == "/imports/1")
            #expect(try await li.get("/imports/1").flash?.hasPrefix("This file is being checked just now") == true)
            #expect(try await site.number("SELECT count(*) FROM import_passes WHERE NOT is_check") == 0)
        }
    }

    @Test func whatAnImportRefersToIsNotDeleted() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            _ = try await li.upload("shop.csv", shop)
            _ = try await li.sendMapping(1, "import")
            try await site.worker.workOff()
            try await li.send("/imports/1/delete", from: "/imports")
            #expect(try await site.number("SELECT count(*) FROM import_files") == 1)
        }
    }

    @Test func onlyTheNewestFilesWaitInSightAndTheRestIsFolded() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            for number in 1...7 { _ = try await li.upload("shop\(number).csv", shop) }
            let list = try await li.get("/imports").text
            let parts = list.components(separatedBy: "<summary>2 more files</summary>")
            #expect(parts.count == 2)
            #expect(parts[0].contains("shop7.csv") && parts[0].contains("shop3.csv"))
            #expect(parts[1].contains("shop2.csv") && parts[1].contains("shop1.csv"))
            #expect(list.contains("<h2>Imports so far</h2>"))
        }
    }

    @Test func behindTheLastPageNobodySaysThatNothingWasEverImported() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            _ = try await li.upload("shop.csv", shop)
            _ = try await li.sendMapping(1, "import")
            try await site.worker.workOff()
            let beyond = try await li.get("/imports?after=\(Cursor(["1"]).encoded)").text
            #expect(!beyond.contains("No orders have been imported yet"))
            #expect(beyond.contains("href=\"/imports\" rel=\"first\""))
        }
    }

    /// Told once at each step, and nothing with a link in it is replaced while work goes on.
    @Test func whatGoesOnIsSaidAloudInSteps() async throws {
        let site = try await ImportSite()
        try await site.walk { li in
            _ = try await li.upload("shop.csv", shop)
            _ = try await li.sendMapping(1, "check")
            let page = try await li.get("/imports/1").text
            #expect(page.contains("role=\"status\" data-test=\"import-news\"></p>"))
            #expect(page.contains("hx-get=\"/imports/1/progress?said=waiting\""))
            let first = try await li.get("/imports/1/progress").text
            #expect(
                first.contains("id=\"import-news\" hx-swap-oob=\"innerHTML\">Checking the file. Waiting for its turn."))
            #expect(!first.contains("<a "))
            #expect(!first.contains("<button"))
            #expect(!first.contains("import-rest"))
            let again = try await li.get("/imports/1/progress?said=waiting").text
            #expect(!again.contains("import-news") && again.contains("import-moving"))
            try await site.worker.workOff()
            let end = try await li.get("/imports/1/progress?said=waiting").text
            #expect(end.contains("The check is over. The import would add 2 orders.</p>"))
            #expect(
                end.contains("id=\"import-rest\" hx-swap-oob=\"innerHTML\">")
                    && end.contains("data-test=\"import-run\""))
            #expect(!end.contains("hx-get"))
        }
    }
}
