import Database
import DatabaseTesting
import Foundation
import Imports
import Ledger
import Measures
import Testing

/// A line of our own sales, which each system writes in its way.
struct SoldLine: Sendable {
    var order: Int
    /// From 0 in its order.
    var line: Int
    var day: Day
    var customer: Int
    var product: Int
    var quantity: Int64
    /// Cents.
    var price: Int64

    var isFirst: Bool { line == 0 }
    var amount: Int64 { quantity * price }
    var iso: String { day.iso }
    private var parts: [String] { iso.split(separator: "-").map(String.init) }
    func date(_ pattern: String) -> String {
        pattern.replacing("y", with: parts[0]).replacing("Y", with: parts[0].suffix(2)).replacing("m", with: parts[1])
            .replacing("d", with: parts[2])
    }

    /// Twenty-four orders of one to three lines.
    static let all: [SoldLine] = (0..<24).flatMap { order in
        (0...order % 3).map { line in
            SoldLine(
                order: order, line: line, day: Day(20_150 + order * 3), customer: order * 7 % 11 + 1,
                product: (order + line * 4) % 9 + 1, quantity: Int64((order * 5 + line * 3) % 17 + 1),
                price: Int64((order * 7_919 + line * 104_729) % 399_900 + 105))
        }
    }
}

/// How a foreign system writes them, and what counts.
struct ForeignFile: Sendable, CustomTestStringConvertible {
    var system: String
    var header: String
    var row: @Sendable (SoldLine) -> String
    /// Cents of a line that count, by hand.
    var counts: @Sendable (SoldLine) -> Int64 = { $0.amount }
    var last = ""
    /// What is said beside the guess.
    var change: @Sendable (inout Mapping) -> Void = { _ in }
    /// Each row is an order of its own.
    var isByLine = false

    var testDescription: String { system }
    var text: String { header + "\n" + SoldLine.all.map { row($0) + "\n" }.joined() + last }
}

/// Cents as money: "1,234.50", or with other marks.
private func money(_ cents: Int64, _ grouping: String = "", _ mark: String = ".") -> String {
    var whole = String(cents.magnitude / 100)
    var groups: [String] = []
    while whole.count > 3 {
        groups.insert(String(whole.suffix(3)), at: 0)
        whole.removeLast(3)
    }
    let rest = cents.magnitude % 100
    return (cents < 0 ? "-" : "") + ([whole] + groups).joined(separator: grouping) + mark + (rest < 10 ? "0" : "")
        + String(rest)
}

private func german(_ cents: Int64) -> String { money(cents, ".", ",") }

@Suite("Files of foreign systems are taken as they are")
struct ForeignFileTests {
    @Test("Every month, order and row equals a count by hand", arguments: files)
    func taken(_ file: ForeignFile) async throws {
        let months = SoldLine.all.reduce(into: [String: Int64]()) {
            $0[String($1.iso.prefix(7)), default: 0] += file.counts($1)
        }
        .filter { $0.value != 0 }
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let result = try await importGuessed(file.text, change: file.change, in: database)
            #expect(result.counts.rejected == 0)
            #expect(result.counts.ordersNew == (file.isByLine ? SoldLine.all.count : 24))
            #expect(result.figures.months.filter { $0.value != 0 } == months)
            let stored = try await database.read {
                try $0.rows("SELECT month, CAST(sum(revenue_minor) AS BIGINT) FROM monthly_facts GROUP BY month") {
                    (Month(index: try $0.int(0)).iso, Int64(try $0.int(1)))
                }
            }
            #expect(Dictionary(uniqueKeysWithValues: stored).filter { $0.value != 0 } == months)
        }
    }

    static let files: [ForeignFile] = [
        ForeignFile(
            system: "SAP in German",
            header:
                "Verkaufsbeleg;Position;Belegdatum;Auftraggeber;Name;Material;Auftragsmenge;ME;Nettopreis;Nettowert",
            row: {
                "\(4_500_000 + $0.order);\($0.line)0;\($0.date("d.m.y"));\($0.customer);Firma \($0.customer);"
                    + "T\($0.product);\($0.quantity);ST;\(german($0.price));\(german($0.amount))"
            }),
        ForeignFile(
            system: "invoices in short German words, with a rate of discount and a sum",
            header: "Rg.-Nr.;Rg.-Datum;Kd.-Nr.;Kunde;Art.-Nr.;Artikelbez.;Menge;E-Preis;Rabatt %;Gesamt",
            row: {
                "RE\($0.order);\($0.date("d.m.Y"));\($0.customer);K \($0.customer);T\($0.product);Teil;"
                    + "\($0.quantity),00;\(german($0.price * 100));50,00;\(german($0.amount * 50))"
            }, counts: { $0.amount * 50 }, last: "Summe;;;;;;;;;9.999,00\n"),
        ForeignFile(
            system: "Shopify",
            header:
                "Name,Email,Financial Status,Currency,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,"
                + "Lineitem price,Lineitem sku,Billing Name",
            row: {
                "#\($0.order),c\($0.customer)@shop.example,\($0.isFirst ? "paid,USD,1.00,1.00" : ",,,"),"
                    + "\($0.iso) 10:00:00 +0000,\($0.quantity),Thing,\(money($0.price)),T\($0.product),"
            }, counts: { $0.amount - ($0.isFirst ? 100 : 0) }),
        ForeignFile(
            system: "QuickBooks, sales by customer",
            header:
                "Sales Detail\n2025\n\nDate,Transaction Type,Num,Customer,Product/Service,Qty,Sales Price,Amount,"
                + "Balance",
            row: {
                let sign = $0.order % 8 == 3 ? "-" : ""
                return "\($0.date("m/d/y")),\(sign.isEmpty ? "Invoice" : "Credit Memo"),\($0.order),C \($0.customer),"
                    + "T\($0.product),\(sign)\($0.quantity),\(money($0.price)),\"\(sign)\(money($0.amount, ","))\",1.00"
            }, counts: { $0.order % 8 == 3 ? -$0.amount : $0.amount }, last: "TOTAL,,,,,,,\"$9,999.00\",\n"),
        ForeignFile(
            system: "Square",
            header: "Date,Category,Item,Qty,SKU,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Customer ID",
            row: {
                "\($0.iso),Food,Tea,\($0.quantity).0,T\($0.product),\"$\(money($0.amount * 2, ","))\","
                    + "\"-$\(money($0.amount, ","))\",\"$\(money($0.amount, ","))\",$0.00,X\($0.order),C\($0.customer)"
            }),
        ForeignFile(
            system: "AdventureWorks",
            header: "ProductKey\tResellerKey\tSalesOrderNumber\tOrderQuantity\tUnitPrice\tExtendedAmount\t"
                + "UnitPriceDiscountPct\tDiscountAmount\tProductStandardCost\tSalesAmount\tTaxAmt\tOrderDate",
            row: {
                "\($0.product)\t\($0.customer)\tSO\($0.order)\t\($0.quantity)\t\(money($0.price * 4))\t"
                    + "\(money($0.amount * 4))\t0.25\t\(money($0.amount))\t1.00\t\(money($0.amount * 3))\t9.00\t"
                    + "\($0.iso) 00:00:00.000"
            }, counts: { $0.amount * 3 }),
        ForeignFile(
            system: "classicmodels",
            header: "orderNumber,orderLineNumber,productCode,quantityOrdered,priceEach,orderDate,status,customerNumber",
            row: {
                "\($0.order),\($0.line),S10_\($0.product),\($0.quantity),\(money($0.price)),\($0.iso),"
                    + "\(["Shipped", "In Process", "Cancelled", "Disputed", "Resolved"][$0.order % 5]),\($0.customer)"
            }, counts: { $0.order % 5 == 2 ? 0 : $0.amount }),
        ForeignFile(
            system: "dunnhumby",
            header: "household_id,basket_id,product_id,quantity,sales_value,retail_disc,week,transaction_timestamp",
            row: {
                "\($0.customer),\(31_198_459_044 + $0.order),\($0.product),\($0.quantity),\(money($0.amount)),0.10,1,"
                    + "\($0.iso) 11:30:27"
            }),
        ForeignFile(
            system: "Iowa's liquor",
            header: "Invoice/Item Number,Date,Store Number,Store Name,Category,Item Number,Item Description,"
                + "State Bottle Cost,State Bottle Retail,Bottles Sold,Sale (Dollars)",
            row: {
                "INV-\($0.order)-\($0.line),\($0.date("m/d/y")),\($0.customer),Store,1012,\($0.product),Whisky,1.00,"
                    + "\(money($0.price)),\($0.quantity),$\(money($0.amount))"
            }, isByLine: true),
        ForeignFile(
            system: "Danish",
            header: "Fakturanr.;Fakturadato;Kundenr.;Kundenavn;Varenr.;Antal;Enhedspris;Beløb (DKK)",
            row: {
                "\($0.order);\($0.date("d-m-y"));\($0.customer);K;T\($0.product);\($0.quantity);\(german($0.price));"
                    + german($0.amount)
            }),
        ForeignFile(
            system: "Swiss",
            header: "Rechnungsnummer;Datum;Kundennummer;Artikelnummer;Anzahl;Einzelpreis exkl. MwSt;Total exkl. MwSt",
            row: {
                "R-\($0.order);\($0.date("d.m.y"));\($0.customer);T\($0.product);\($0.quantity);"
                    + "\(money($0.price, "’"));" + money($0.amount, "’")
            }),
        ForeignFile(
            system: "French",
            header:
                "N° facture;Date facture;Code client;Référence article;Quantité;Prix unitaire HT;Montant HT;Taux TVA",
            row: {
                "FA\($0.order);\($0.date("d/m/y"));\($0.customer);T\($0.product);\($0.quantity);"
                    + "\(money($0.price, " ", ",")) €;\(money($0.amount, " ", ",")) €;20,00 %"
            }),
        ForeignFile(
            system: "用友",
            header: "单据类型,单据编号,单据日期,往来单位编码,往来单位,存货编码,规格型号,数量,含税单价,税率(%),价税合计,税额",
            row: {
                let (gross, sign) = ($0.price * 113, $0.order % 8 == 5 ? "-" : "")
                return "\(sign.isEmpty ? "销售出库单" : "销售退货单"),XS\($0.order),\($0.date("y年m月d日")),K\($0.customer),"
                    + "客户\($0.customer),T\($0.product),10*20,\(sign)\($0.quantity),\(money(gross)),13,"
                    + "\"\(sign)\(money(gross * $0.quantity, ","))\",\(sign)\(money($0.amount * 13))"
            }, counts: { ($0.order % 8 == 5 ? -100 : 100) * $0.amount }),
        ForeignFile(
            system: "管家婆",
            header: "销售明细表\n日期：2025-03-01 至 2025-06-30\n行号,单据编号,日期,往来单位,商品编号,商品全名,数量,单价,金额",
            row: {
                "1,\($0.isFirst ? "XS-\($0.order),\($0.iso),客户\($0.customer)" : ",,"),T\($0.product),货,\($0.quantity),"
                    + "\(money($0.price)),\(money($0.amount))"
            }, last: "合计,,,,,,99,,9999.00\n"),
        ForeignFile(
            system: "淘宝", header: "订单编号,买家会员名,买家应付货款,订单状态,订单创建时间,宝贝标题,商家编码,购买数量,商品价格,子订单实付金额",
            row: {
                "\"=\"\"\(2_300_000_000 + $0.order)\"\"\",b\($0.customer),1.00,"
                    + "\(["交易成功", "\"卖家已发货，等待买家确认\"", "交易关闭", "等待买家付款"][$0.order % 4]),\($0.iso) 12:00:01,宝贝,"
                    + "T\($0.product),\($0.quantity),\(money($0.price)),\(money($0.amount))"
            }, counts: { $0.order % 4 < 2 ? $0.amount : 0 },
            change: { $0.cancelled = [CancelRule(field: .status, equals: ["交易关闭"], means: .void)] }),
        ForeignFile(
            system: "Odoo",
            header: "Order Reference,Order Date,Customer,Status,Order Lines/Product,Order Lines/Quantity,"
                + "Order Lines/Unit Price,Order Lines/Subtotal,Total",
            row: {
                let state = ["Sales Order", "Quotation", "Cancelled", "Quotation Sent"][$0.order % 4]
                return
                    "\($0.isFirst ? "S\($0.order),\($0.iso) 08:00:00,P \($0.customer),\(state)" : ",,,"),"
                    + "[T\($0.product)] N,\($0.quantity).00,\(money($0.price)),\(money($0.amount)),\($0.isFirst ? "99.00" : "")"
            }, counts: { $0.order % 4 == 0 ? $0.amount : 0 }),
        ForeignFile(
            system: "Xero",
            header: "*ContactName,*InvoiceNumber,*InvoiceDate,InventoryItemCode,*Quantity,*UnitAmount,"
                + "LineAmount,*AccountCode,Currency,Type,Status",
            row: {
                "C \($0.customer),INV-\($0.order),\($0.date("d/m/y")),T\($0.product),\($0.quantity),\(money($0.price)),"
                    + "\(money($0.amount)),200,GBP,\($0.order % 7 == 3 ? "Sales credit note" : "Sales invoice"),Paid"
            }, counts: { $0.order % 7 == 3 ? -$0.amount : $0.amount }),
        ForeignFile(
            system: "a spreadsheet with its own count of days",
            header: "Doc No,Doc Date,Cust No,Part No,Qty Shipped,Net Price,Net Amount",
            row: {
                "D\($0.order),\(Int($0.day.number) + 25_569),C\($0.customer),T\($0.product),\($0.quantity),"
                    + "\(money($0.price)),\(money($0.amount))"
            }),
    ]

    @Test(
        "Amounts are in the currency that the file writes beside them",
        arguments: [
            ("Order No,Order Date,Customer,Item,Qty,Unit Price (GBP)\n1,2026-01-05,C,P,1,100\n", "GBP"),
            ("Order No,Order Date,Customer,Item,Qty,Amount\n1,2026-01-05,C,P,1,€100\n2,2026-01-05,C,P,1,7\n", "EUR"),
            ("单号,日期,客户编号,商品编码,数量,金额（元）\n1,2026-01-05,C,P,1,100\n", "CNY"),
            ("单号,日期,客户编号,商品编码,数量,金额\n1,2026-01-05,C,P,1,100\n", "CNY"),
        ])
    func currency(_ text: String, _ code: String) async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let result = try await importGuessed(text, in: database)
            #expect(result.currency.code == code && result.tookCurrency)
            #expect(result.assumedCurrency == (code == "CNY" && !text.contains("元")))
        }
    }

    @Test("Amounts in thousands are no amounts")
    func thousands() async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            await #expect(throws: ImportProblem.self) {
                try await importGuessed(
                    "单号,日期,客户编号,商品编码,数量,金额（万元）\n1,2026-01-05,C,P,1,100\n", in: database)
            }
        }
    }

    @Test("A row that only sums up others is no line, and one that may is told of")
    func sums() async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            // No product tells lines from sums.
            let constant = try await importGuessed(
                "Order No,Order Date,Customer,Amount\n1,2026-01-05,C,100\n,,,40\n,,,140\n2,2026-01-06,C,7\n",
                change: {
                    $0.constants = [.productCode: "ALL", .quantity: "1"]
                }, in: database)
            #expect(constant.counts.ordersNew == 2 && constant.counts.rejected == 2)
            let coded = try await importGuessed(
                "Order No,Order Date,Customer,Item,Qty,Amount\n8,2026-01-05,C,P,1,100\n8,2026-01-05,C,Q,2,50\n"
                    + "8,2026-01-05,C,*,3,150\n", in: database)
            #expect(coded.figures.doubts.first { $0.kind == .sums }?.line == 4)
        }
    }

    @Test("An amount before the discount that stands beside it is told of")
    func discountLeft() async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let result = try await importGuessed(
                "Order No,Order Date,Customer,Item,Qty,Price,Discount Amount,Total\n1,2026-01-05,C,P,2,50,20,100\n",
                in: database)
            #expect(result.figures.doubts.contains { $0.kind == .discountLeft && $0.line == 2 })
        }
    }

    @Test("Rejected rows, mended, never replace an order by its part", arguments: TestDatabase.allCases)
    func parts(_ kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let header = "Order No,Order Date,Customer,Item,Qty,Amount"
            let first = try await importGuessed(
                header + "\n1,2026-01-05,C,P,1,100\n,2026-01-05,C,Q,1,50\n2,2026-01-06,C,P,1,7\n", in: database)
            #expect(first.counts.rejected == 1 && first.counts.ordersNew == 2)
            let mended = header + ",mainstay_reason\n1,2026-01-05,C,Q,1,50,no order number\n3,2026-01-07,C,P,1,9,x\n"
            await #expect(throws: ImportProblem.partsOfOrders(["1"], count: 1)) {
                try await importGuessed(mended, in: database)
            }
            #expect(try await database.read { try $0.integer("SELECT count(*) FROM order_lines") } == 2)
            // All rows of it, and without the column, it is an order like others.
            let whole = try await importGuessed(
                header + "\n1,2026-01-05,C,P,1,100\n1,2026-01-05,C,Q,1,50\n", in: database)
            #expect(whole.counts.ordersChanged == 1)
        }
    }

    @Test("A row that continues another and cannot be read takes its order along")
    func continuation() async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let result = try await importGuessed(
                "Order No,Order Date,Customer,Item,Qty,Amount\n1,2026-01-05,C,P,1,100\n,,,Q,1,50,too,many\n"
                    + "2,2026-01-06,C,P,1,7\n", in: database)
            #expect(result.counts.ordersNew == 1 && result.counts.rejected == 2)
        }
    }

    private func importGuessed(
        _ text: String, change: @Sendable (inout Mapping) -> Void = { _ in }, in database: any Database
    ) async throws -> ImportResult {
        try await withFile(text) { path in
            var mapping = try Mapping.guessed(forFileAt: path)
            change(&mapping)
            return try await OrderImport(path: path, fileName: "orders.csv", mapping: mapping, now: { 1_800_000_000 })
                .run(in: database)
        }
    }
}
