import Database
import DatabaseTesting
import Foundation
import Imports
import Ledger
import Measures
import Tabular
import Testing

/// A file as other systems write it, and what a careful importer makes of it.
struct WrittenFile: Sendable, CustomTestStringConvertible {
    var about: String
    var text: String
    /// Net of returns in minor units.
    var revenue: Int64
    var orders: Int?
    var rejected = 0
    var accounts: Int?
    var months: [String: Int64] = [:]
    var doubts: [Doubt.Kind] = []
    var change: @Sendable (inout Mapping) -> Void = { _ in }

    var testDescription: String { about }
}

private let plain = "Order No,Order Date,Customer,Item,Qty,Amount\n"
private let priced = "Order No,Order Date,Customer,Item,Qty,Unit Price\n"

@Suite("An import tells the truth")
struct TruthfulImportTests {
    @Test("Files as other systems write them", arguments: files)
    func taken(_ file: WrittenFile) async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let result = try await importGuessed(file.text, change: file.change, in: database)
            let months = try await revenue(database)
            #expect(months.values.reduce(0, +) == file.revenue)
            #expect(result.counts.rejected == file.rejected)
            if let orders = file.orders { #expect(result.counts.ordersNew == orders) }
            if let accounts = file.accounts { #expect(result.counts.accountsNew == accounts) }
            for (month, amount) in file.months { #expect(months[month] == amount) }
            #expect(result.figures.doubts.map(\.kind).filter { file.doubts.contains($0) } == file.doubts)
            // What the check says before anything is written is what the ledger holds afterwards.
            #expect(result.figures.months.filter { $0.value != 0 } == months.filter { $0.value != 0 })
        }
    }

    static let files: [WrittenFile] = [
        WrittenFile(
            about: "nobody groups behind a zero",
            text: "Order No\tOrder Date\tCustomer\tItem\tQty\tUnit Price\n1\t2026-01-05\tC1\tP\t0,250\t80\n"
                + "2\t2026-01-06\tC1\tP\t1,500\t40\n", revenue: 8_000),
        WrittenFile(
            about: "a decimal comma that begins late",
            text: plain + (1...300).map { "\($0),2026-01-05,C1,P,1,7\n" }.joined() + "301,2026-01-06,C1,P,1,1.500\n"
                + "302,2026-01-06,C1,P,1,\"1.200,25\"\n303,2026-01-06,C1,P,1,\"0,75\"\n", revenue: 480_100),
        WrittenFile(
            about: "an impossible day is a bad row and no evidence",
            text: plain + "1,15/02/26,C1,P,1,10\n2,30/02/26,C1,P,1,20\n3,05/06/25,C1,P,1,40\n", revenue: 5_000,
            rejected: 1,
            months: ["2026-02": 1_000, "2025-06": 4_000]),
        WrittenFile(
            about: "an ISO day in a file of other days",
            text: plain + "1,15.02.2026,C1,P,1,10\n2,2026-03-04,C1,P,1,20\n3,3. März 2026,C1,P,1,5\n", revenue: 3_500,
            months: ["2026-02": 1_000, "2026-03": 2_500]),
        WrittenFile(
            about: "days as a spreadsheet counts them",
            text: plain + "1,45306,C1,P,1,10\n2,45337.75,C1,P,1,20\n", revenue: 3_000,
            months: ["2024-01": 1_000, "2024-02": 2_000]),
        WrittenFile(
            about: "rows that continue the one above",
            text: priced + "S1,2026-02-02,Dock & Sons,A,2,50\n,,,B,4,5\n,,,C,1,30\nS2,2026-02-03,Mill,A,1,50\n",
            revenue: 20_000,
            orders: 2, doubts: [.continuation]),
        WrittenFile(
            about: "customer and day on the first row alone",
            text: priced + "7,2026-02-02,Dock,A,2,50\n7,,,B,4,5\n8,2026-02-03,Mill,A,1,50\n", revenue: 17_000, orders: 2
        ),
        WrittenFile(
            about: "a gap in a file whose rows say everything",
            text: priced
                + "7,2026-02-02,Dock,A,2,50\n7,2026-02-02,Dock,B,4,5\n7,2026-02-02,,C,1,30\n8,2026-02-03,Mill,A,1,50\n",
            revenue: 5_000, orders: 1, rejected: 3),
        WrittenFile(
            about: "totals, subtotals and a header in the middle",
            text: plain + "1,2026-01-05,K1,P1,1,100\n小计,,,,1,100\nOrder No,Order Date,Customer,Item,Qty,Amount\n"
                + "2,2026-01-06,K2,P2,1,300\n,,,Total,2,400\n", revenue: 40_000, orders: 2,
            doubts: [.repeatedHeader, .totals]),
        WrittenFile(
            about: "a product and a customer whose names begin with Total are no totals",
            text: "Order No,Order Date,Customer,Item,Qty,Amount\n1,2026-01-05,Total Oil,Total Station,1,100\n"
                + "2,2026-01-06,Total Oil,Total Station,x,40\nTotal for Total Oil,,,,2,140\n",
            revenue: 10_000, orders: 1, rejected: 1, doubts: [.totals]),
        WrittenFile(
            about: "the earliest of an order's days",
            text: plain + "A,2026-05-02,C1,P1,1,40\nA,2026-04-29,C1,P2,1,10\n", revenue: 5_000, orders: 1,
            months: ["2026-04": 5_000]),
        WrittenFile(
            about: "numbers that begin again each year",
            text: plain + "1,2024-01-10,C,P,1,10\n1,2025-01-10,C,P,1,30\n2,2025-02-10,C,P,1,5\n", revenue: 500,
            rejected: 2),
        WrittenFile(
            about: "numbers that begin again each year, told",
            text: plain + "1,2024-01-10,C,P,1,10\n1,2025-01-10,C,P,1,30\n2,2025-02-10,C,P,1,5\n", revenue: 4_500,
            orders: 3,
            change: { $0.order = .numberAndYear }),
        WrittenFile(
            about: "each row an order",
            text: "Date,Customer,Item,Qty,Amount\n2026-01-10,C,P,1,10\n2026-01-10,C,P,1,10\n2026-01-11,C,P,1,5\n",
            revenue: 2_500,
            orders: 3, change: { $0.order = .row }),
        WrittenFile(
            about: "what is no sale",
            text:
                "Order No,Order Date,Customer,Item,Qty,Unit Price,Status\nA,2026-05-01,C1,P,1,100,已审核\nB,2026-05-02,C1,P,1,50,草稿\n"
                + "C,2026-05-03,C1,P,1,25,Void\nD,2026-05-04,C1,P,1,12,Quotation\nE,2026-05-05,C1,P,1,6,作废\n",
            revenue: 10_000),
        WrittenFile(
            about: "a credit note takes away, whatever sign it is written with",
            text: "Doc No,Doc Date,Document Type,Customer,Item,Qty,Amount\n1,2026-01-05,Invoice,C1,P,10,100\n"
                + "2,2026-02-05,Credit Memo,C1,P,2,20\n3,2026-02-06,Credit Memo,C1,P,-1,-10\n4,2026-02-07,退货单,C1,P,1,5\n",
            revenue: 6_500),
        WrittenFile(
            about: "a negative quantity with a positive amount",
            text: priced + "1,2026-01-05,C1,P,10,10\n2,2026-02-05,C1,P,-2,-10\n", revenue: 10_000, rejected: 1),
        WrittenFile(
            about: "a discount on its own line",
            text: plain + "1,2026-01-05,C1,P,10,100\n1,2026-01-05,C1,Rabatt,1,-5\n", revenue: 9_500, orders: 1),
        WrittenFile(
            about: "without tax, not with it",
            text: "单据编号,单据日期,客户编码,存货编码,数量,含税单价,无税单价,无税金额,价税合计\nX1,2026-06-01,K,B,10,11.30,10.00,100.00,113.00\n",
            revenue: 10_000),
        WrittenFile(
            about: "only with tax, and the rate beside it",
            text: "单号,日期,客户编码,商品编码,数量,价税合计,税率\nX1,2026-06-01,K,B,10,113.00,13%\nX2,2026-06-02,K,B,1,106,6%\n",
            revenue: 20_000),
        WrittenFile(
            about: "codes as spreadsheets guard them, and letters nobody sees",
            text: plain + "1,2026-01-01,007,P,1,10\n2,2026-01-02,\"=\"\"007\"\"\",P,1,20\n3,2026-01-03,'007,P,1,40\n"
                + "4,2026-01-04,007\u{A0},P,1,80\n5,2026-01-05,\u{FEFF}007,P,1,160\n6,2026-01-06,007\u{3000},P,1,320\n"
                + "7,2026-01-07,007\u{200B},P,1,640\n", revenue: 127_000, accounts: 1),
        WrittenFile(
            about: "codes that all end with .0",
            text: plain + "1,2026-01-01,17850.0,P,1,10\n2,2026-01-02,17851.0,P,1,20\n2,2026-01-02,17851.0,P,1,20\n",
            revenue: 5_000,
            accounts: 2, doubts: [.duplicates]),
        WrittenFile(
            about: "codes that a spreadsheet rounded",
            text: plain + "1,2026-01-01,1.23457E+17,P,1,10\n2,2026-01-02,C2,P,1,20\n", revenue: 2_000, rejected: 1),
        WrittenFile(
            about: "words for nothing",
            text: "Order No,Order Date,Customer,Item,Qty,Amount,Category,Cost\n1,2026-01-01,C1,P,1,10,NULL,#N/A\n"
                + "2,2026-01-02,NULL,P,1,40,,-\n3,2026-01-03,(blank),P,1,50,无,\n4,2026-01-04,-,P,1,60,,\n",
            revenue: 1_000, rejected: 3,
            accounts: 1),
        WrittenFile(
            about: "titles above the names of the columns",
            text: "Sales report,,,,,\nJanuary,,,,,\n,,,,,\n" + plain + "1,2026-01-05,C1,P,1,10\n", revenue: 1_000,
            doubts: [.titleLines]),
        WrittenFile(
            about: "a unit cost and a discount rate",
            text: "Order No,Order Date,Customer,Item,Qty,Unit Price,Discount,Unit Cost\n1,2026-01-05,C1,P,10,10,0.1,6\n"
                + "2,2026-01-05,C1,P,1,10,0,6\n", revenue: 10_000),
        WrittenFile(
            about: "codes that look alike, one with two names",
            text: "Order No,Order Date,Customer Code,Customer Name,Item,Qty,Amount\n1,2026-01-05,K1,Dock,P,1,10\n"
                + "2,2026-01-05,k1,Dock,P,1,10\n3,2026-01-06,K1,Dock & Sons,P,1,10\n", revenue: 3_000, accounts: 2,
            doubts: [.similarCodes, .severalNames]),
        WrittenFile(
            about: "days a lifetime from the others",
            text: plain + (1...30).map { "\($0),2026-01-05,C1,P,1,1\n" }.joined() + "31,1926-01-05,C1,P,1,1\n",
            revenue: 3_100,
            doubts: [.farDays]),
        WrittenFile(
            about: "German",
            text: "Rechnungsnummer;Rechnungsdatum;Kundennummer;Kundenname;Artikelnummer;Menge;Einzelpreis;Belegart\n"
                + "R1;05.02.2026;K1;Werft GmbH;A1;2;12,50;Rechnung\nR2;15.02.2026;K1;Werft GmbH;A1;1;10,00;Gutschrift\n",
            revenue: 1_500),
    ]

    @Test("What fits two readings is asked for, what fits none is refused, and nothing is written", arguments: refusals)
    func refused(_ file: RefusedFile) async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            do {
                _ = try await importGuessed(file.text, in: database)
                Issue.record("was taken")
            } catch let problem as ImportProblem {
                guard case .mapping(let problems) = problem else { throw problem }
                #expect(problems.english.contains(file.says), "\(problems.english)")
            }
            #expect(try await revenue(database).isEmpty)
        }
    }

    struct RefusedFile: Sendable, CustomTestStringConvertible {
        var about: String
        var text: String
        var says: String

        var testDescription: String { about }
    }

    static let refusals: [RefusedFile] = [
        .init(about: "days open", text: plain + "1,03/04/2026,C1,P,1,10\n", says: "--day mdy or --day dmy"),
        .init(
            about: "days contradict", text: plain + "1,13/04/2026,C1,P,1,10\n2,04/14/2026,C1,P,1,10\n",
            says: "reads both “04/14/2026” (line 3) and “13/04/2026” (line 2)"),
        .init(
            about: "numbers open", text: plain + "1,2026-01-05,C1,P,1,\"1,250\"\n",
            says: "--decimal point or --decimal comma"),
        .init(
            about: "numbers contradict", text: plain + "1,2026-01-05,C1,P,1,\"1,25\"\n2,2026-01-05,C1,P,1,1.25\n",
            says: "no decimal mark reads both"),
        .init(
            about: "a column twice",
            text: "Order No,Order Date,Customer,Item,Qty,Amount,Item,Qty,Amount\n1,2026-01-05,C1,P,1,1,Q,1,2\n",
            says: "twice, in columns 4 and 7"),
        .init(
            about: "a state nobody knows",
            text: "Order No,Order Date,Customer,Item,Qty,Amount,Status\n1,2026-01-05,C1,P,1,10,Zurückgelegt-X\n",
            says: "--state \"Zurückgelegt-X=sale\""),
        .init(
            about: "with tax and no rate",
            text: "Order No,Order Date,Customer,Item,Qty,Gross Amount\n1,2026-01-05,C1,P,1,10\n",
            says: "--set tax_rate=13"),
        .init(
            about: "an amount that is not quantity × price",
            text:
                "Order No,Order Date,Customer,Item,Qty,Unit Price,Amount\n1,2026-01-05,C1,P,1,10,11.9\n2,2026-01-05,C1,P,2,10,23.8\n",
            says: "is not quantity × price in 2 of 2 rows"),
        .init(
            about: "an order's total on its lines",
            text: plain
                + "1,2026-01-05,C1,P,1,30\n1,2026-01-05,C1,Q,2,30\n2,2026-01-05,C1,P,5,70\n2,2026-01-05,C1,Q,1,70\n",
            says: "seems to be the order's total"),
    ]

    @Test("Quotes that nobody closed are refused with their place, or are letters like others")
    func quotes() async throws {
        let head = "Order No,Order Date,Customer,Item,Description,Qty,Unit Price\n"
        let lone =
            head + "1,2026-08-01,C1,P,\"M8 bolt,1,20\n2,2026-08-02,C1,P,nut,1,4000\n3,2026-08-03,C1,P,M9 bolt\",1,30\n"
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            await #expect(throws: ImportProblem.file(.quoteTakesRows(line: 2, column: 5))) {
                _ = try await importGuessed(lone, in: database)
            }
            let behind = head + "1,2026-08-01,C1,P,\"M8\" bolt,1,20\n"
            await #expect(throws: ImportProblem.file(.textBehindQuote(line: 2, column: 5))) {
                _ = try await importGuessed(behind, in: database)
            }
            let result = try await importGuessed(lone, change: { $0.quotes = false }, in: database)
            #expect(result.counts.accepted == 3)
            #expect(result.figures.amountMinor == 405_000)
        }
    }

    @Test("A source keeps its rule of what makes an order", arguments: TestDatabase.allCases)
    func oneRule(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let text = plain + "1,2026-01-05,C1,P,1,10\n1,2026-01-05,C2,P,1,20\n"
            let byBoth: @Sendable (inout Mapping) -> Void = { $0.order = .numberAndAccount }
            let first = try await importGuessed(text, change: byBoth, in: database)
            #expect(first.counts.ordersNew == 2)
            let again = try await importGuessed(text, change: byBoth, in: database)
            #expect(again.counts.ordersUnchanged == 2)
            await #expect(throws: ImportProblem.otherRule(source: "orders", rule: "number+customer", asked: "number")) {
                _ = try await importGuessed(text, in: database)
            }
            let numbers = try await database.read {
                try $0.rows("SELECT number FROM orders ORDER BY id") { try $0.text(0) }
            }
            #expect(numbers == ["1", "1"])
            try await expectClean(database)
        }
    }

    @Test("The check tells amounts, days, columns and states, of what passes and of what does not")
    func figures() async throws {
        let text =
            "Order No,Order Date,Customer,Item,Qty,Amount,Status,Currency\n1,2026-01-05,C1,P,1,10,Paid,CNY\n"
            + "2,2026-03-06,C1,P,1,-4,Paid,人民币\n3,2026-03-07,,P,1,7,Draft,￥\n4,2026-03-08,C1,P,1,x,Paid,CNY\n"
            + "5,2026-04-01,C1,P,1,100,Paid,美元\n"
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let figures = try await importGuessed(text, in: database).figures
            #expect(figures.amountMinor == 1_400)
            #expect(figures.rejectedAmountMinor == 700)
            #expect(figures.rejectedWithoutAmount == 1)
            #expect(
                figures.otherCurrencies == [
                    .init(currency: "USD", rows: 1, amountMinor: 10_000, rejectedAmountMinor: 0)
                ])
            #expect(figures.firstDay == "2026-01-05")
            #expect(figures.lastDay == "2026-04-01")
            #expect(figures.columns.map(\.field).prefix(3) == [.orderNumber, .day, .accountCode])
            #expect(figures.columns[2].header == "Customer")
            #expect(figures.columns[2].samples == ["C1", "C1", "C1"])
            #expect(figures.states.map(\.value) == ["Paid", "Draft"])
            #expect(figures.states.map(\.rows) == [4, 1])
            #expect(figures.states.map(\.takenAs) == [.sale, .void])
            #expect(figures.months == ["2026-01": 1_000, "2026-03": -400])
        }
    }

    /// Imports text by the guess, changed as asked.
    private func importGuessed(
        _ text: String, change: @Sendable (inout Mapping) -> Void = { _ in }, in database: any Database
    ) async throws -> ImportResult {
        try await withFile(text) { path in
            var layout = Mapping(name: "layout", columns: [:])
            change(&layout)
            var mapping = try Mapping.guessed(forFileAt: path, layout: layout)
            change(&mapping)
            // A test stands on a day of its own.
            let job = OrderImport(path: path, fileName: "orders.csv", mapping: mapping, now: { 1_800_000_000 })
            return try await job.run(in: database)
        }
    }

    /// By month, net of returns.
    private func revenue(_ database: any Database) async throws -> [String: Int64] {
        let rows = try await database.read {
            try $0.rows(
                "SELECT month, CAST(sum(revenue_minor) AS BIGINT) FROM monthly_facts WHERE currency = 'CNY' GROUP BY month"
            ) {
                (Month(index: try $0.int(0)).iso, Int64(try $0.int(1)))
            }
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
