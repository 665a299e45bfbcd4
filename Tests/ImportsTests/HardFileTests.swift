import Accounts
import Database
import DatabaseTesting
import Foundation
import Imports
import Ledger
import Measures
import Tabular
import Testing

private let header = "order_number,day,account_code,account_name,product_code,product_name,quantity,unit_price\n"

private func row(
    _ order: String, _ account: String = "A1", name: String = "", product: String = "P1", productName: String = "",
    quantity: String = "1", price: String = "2"
) -> String {
    "\(order),2011-01-05,\(account),\(name),\(product),\(productName),\(quantity),\(price)\n"
}

@Suite("Files that tried to break the import")
struct HardFileTests {
    @Test("A row with too many fields takes its own order and no other", arguments: TestDatabase.allCases)
    func excess(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let text = header + row("A") + row("B", "A2") + row("C", "A3") + row("B", "A2").dropLast() + ",extra\n"
            let (result, rejects) = try await importOrders(text, in: database)
            #expect(result.counts.ordersNew == 2 && result.counts.rejected == 2)
            #expect(try await numbers(database) == ["A", "C"])
            #expect(
                rejects.contains("the row has 9 fields, the header 8") && rejects.contains("another row of order B"))
        }
    }

    @Test(
        "Numbers beyond all sense reject their order, and the program goes on",
        arguments: [
            ("9000000000000000", "0", "quantity is too large"),
            ("-4611686018427387.904", "20", "quantity is too large"),
            ("1", "99999999999999", "unit price is too large"),
            ("9999999999", "9999999999", "amount is too large"),
        ])
    func overflow(quantity: String, price: String, reason: String) async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let bad = row("1", quantity: quantity, price: price)
            let (result, rejects) = try await importOrders(header + bad + bad + row("2"), in: database)
            #expect(result.counts.ordersNew == 1 && rejects.contains(reason), "\(rejects)")
            try await expectClean(database)
        }
    }

    @Test("A profit beyond all sense is a rejected row")
    func profit() async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let text = "order_number,day,account_code,product_code,quantity,amount,profit\n"
            let bad = "1,2011-01-05,A1,P1,1,100,-92233720368547757\n2,2011-01-05,A1,P1,1,100,40\n"
            let (result, rejects) = try await importOrders(text + bad, in: database)
            #expect(result.counts.ordersNew == 1 && rejects.contains("profit is too large"))
        }
    }

    @Test("A file whose sums would leave all bounds is cut off there, not summed wrongly")
    func sums() async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let lines = (0..<6_000).map { row("\($0)", quantity: "10000000000", price: "0.01") }
            let (result, rejects) = try await importOrders(header + lines.joined(), in: database)
            #expect(result.counts.ordersNew == 5_000 && result.counts.rejected == 1_000)
            #expect(rejects.contains("quantity is too large"))
            try await expectClean(database)
        }
    }

    @Test("Another currency beside a number is not the row's")
    func currencies() async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let text = header + row("1", price: "US$5.00") + row("2", price: "€7") + row("3", price: "¥9")
            let (result, rejects) = try await importOrders(text, currency: .cny, in: database)
            #expect(result.counts.ordersNew == 1)
            #expect(rejects.contains("unit price “US$5.00” is not in CNY") && rejects.contains("“€7” is not in CNY"))
            #expect(try await numbers(database) == ["3"])
        }
    }

    @Test("Codes that look alike and differ in their bytes stay apart", arguments: TestDatabase.allCases)
    func lookAlikes(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let (composed, decomposed) = ("Caf\u{E9}-1", "Cafe\u{301}-1")
            let text =
                header + row(composed, composed, product: composed)
                + row(decomposed, decomposed, product: decomposed, price: "3")
            let first = try await importOrders(text, in: database).result.counts
            #expect(first.ordersNew == 2)
            #expect(first.accountsNew == 2)
            #expect(first.productsNew == 2)
            let again = try await importOrders(text, in: database).result.counts
            #expect(again.ordersUnchanged == 2 && again.ordersChanged == 0)
            try await expectClean(database)
        }
    }

    @Test("A status says cancelled in any case")
    func cancelled() async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let text =
                "order_number,day,account_code,product_code,quantity,unit_price,status\n1,2011-01-05,A,P,1,5,Cancelled\n"
                + "2,2011-01-05,A,P,1,5,CANCELLED\n3,2011-01-05,A,P,1,5,Shipped\n"
            _ = try await importOrders(text, in: database)
            let kinds = try await database.read { connection in
                try connection.rows("SELECT kind FROM orders ORDER BY number") { try $0.int(0) }
            }
            #expect(kinds == [2, 2, 0])
        }
    }

    @Test("Days that nobody can read reject their orders, never the file")
    func days() async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let text = "order_number,day,account_code,product_code,quantity,unit_price\n"
            let rows = "1,2026-11-01,A,P,1,5\n2,待定,A,P,1,5\n3,,A,P,1,5\n4,soon,A,P,1,5\n"
            let (result, rejects) = try await importOrders(text + rows, in: database)
            #expect(result.counts.ordersNew == 1 && result.counts.rejected == 3)
            #expect(rejects.contains("day “待定” cannot be read"))
            // One order of the year 2062 would move the twelve months that everybody is judged by. Tomorrow has begun
            // somewhere.
            let future = "5,2027-01-16,A,P,1,5\n6,2027-01-17,A,P,1,5\n7,2062-11-01,A,P,1,5\n"
            let (late, reasons) = try await importOrders(text + future, in: database)
            #expect(late.counts.ordersNew == 1 && late.counts.rejected == 2)
            #expect(reasons.contains("day “2062-11-01” lies after today"))
        }
    }

    @Test("A run that died while it read its file is forgotten by the next", arguments: TestDatabase.allCases)
    func unread(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            try await database.write { connection in
                let run = try RunStore.begin(kind: RunKind.orders, file: "a", user: nil, now: 1, in: connection)
                try RunStore.claim(run, for: "elsewhere 1 1 x", now: 1, in: connection)
            }
            _ = try await importOrders(header + row("1"), in: database)
            #expect(try await database.read { try RunStore.list(in: $0) }.map(\.state) == [.done])
        }
    }

    @Test("Names of columns are known however they are joined")
    func joinedNames() async throws {
        let text = "order_id,Order-Date,customer_code,SKU,qty,unit_price\n1,2011-01-05,A,P,1,5\n"
        try await withFile(text) { path in
            let mapping = try Mapping.guessed(forFileAt: path)
            #expect(mapping.problems == [] && mapping.sourceName == "orders")
            #expect(mapping.columns[.orderNumber] == ["order_id"] && mapping.columns[.unitPrice] == ["unit_price"])
        }
    }

    @Test("The company takes the currency of orders, not of what was rejected", arguments: TestDatabase.allCases)
    func companyCurrency(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let text = "order_number,day,account_code,product_code,quantity,unit_price,currency\n"
            func currency() async throws -> String? {
                try await database.read { try CompanySettings.currency(in: $0)?.code }
            }
            _ = try await importOrders(text + "1,2011-01-05,A,P,none,5,USD\n", in: database)
            #expect(try await currency() == nil)
            let mixed = "1,2011-01-05,A,P,1,5,USD\n1,2011-01-05,A,P,none,5,USD\n2,2011-01-05,B,P,1,5,EUR\n"
            let result = try await importOrders(text + mixed, in: database).result
            #expect(result.tookCurrency && result.currency.code == "EUR")
            #expect(try await currency() == "EUR")
            // Taken back, the company is as new.
            let run = try #require(result.run)
            _ = try await RunUndo(run: run, currency: .eur).undo(in: database) { 1 }
            let pounds = try await importOrders(text + "3,2011-01-05,A,P,1,5,GBP\n", in: database).result
            #expect(pounds.tookCurrency && pounds.companyCurrency == nil)
            // Orders in another currency are left out of every list, so that is said.
            let euros = try await importOrders(text + "4,2011-01-05,B,P,1,5,EUR\n", dryRun: true, in: database).result
            #expect(euros.currency.code == "EUR" && euros.companyCurrency?.code == "GBP")
            #expect(try await currency() == "GBP")
            let totals = try await database.read {
                try $0.integer("SELECT revenue_minor FROM accounts WHERE code = 'A'")
            }
            #expect(totals == 500)
        }
    }

    @Test("Names that come later are taken, for accounts, products and their search", arguments: TestDatabase.allCases)
    func names(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await importOrders(header + row("1"), in: database)
            let named = row("1", name: "信宏机械", productName: "Bolt")
            #expect(try await importOrders(header + named, in: database).result.counts.ordersUnchanged == 1)
            let names = try await database.read { connection in
                (
                    try connection.text("SELECT name FROM accounts"), try connection.text("SELECT name FROM products"),
                    try connection.text("SELECT words FROM account_words")
                )
            }
            #expect(names.0 == "信宏机械")
            #expect(names.1 == "Bolt")
            #expect(names.2?.contains("信") == true)
            // A later name is taken, and the former one still found; an earlier one is not taken.
            _ = try await importOrders(header + row("1", name: "Other", productName: "Nut"), in: database)
            let earlier = row("2", name: "Elder").replacing("2011", with: "2009")
            _ = try await importOrders(header + earlier, in: database)
            #expect(try await database.read { try $0.text("SELECT name FROM accounts") } == "Other")
            let words = try await database.read { try $0.text("SELECT words FROM account_words") }
            #expect(words?.contains("信") == true)
            #expect(words?.contains("other") == true)
        }
    }

    @Test("A pipe is refused before half of it is read")
    func pipe() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "pipe-\(UUID().uuidString)").path
        #expect(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        #expect(throws: TabularError.notRegular(path: path)) { try FileSample(path: path) }
    }

    @Test("A reject file that cannot be written stops the import before it writes anything")
    func rejectPath() async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            try await withFile(header + row("1")) { path in
                var job = OrderImport(path: path, fileName: "orders.csv", mapping: .plain, now: { 1_800_000_000 })
                job.rejectPath = "/nonexistent/rejected.csv"
                await #expect(throws: ImportProblem.self) { try await job.run(in: database) }
                #expect(try await numbers(database) == [])
                // An earlier file's rejects do not pass for this one's.
                let rejects = path + ".rejected"
                try Data("old\n".utf8).write(to: URL(fileURLWithPath: rejects))
                job.rejectPath = rejects
                _ = try await job.run(in: database)
                #expect(try String(contentsOfFile: rejects, encoding: .utf8) == "")
            }
        }
    }

    @Test("Many products with long names do not stay in memory as texts, and keep their names")
    func longNames() async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let name = String(repeating: "长", count: 300)
            let lines = (0..<22_000).map { row("\($0 / 100)", product: "P\($0)", productName: "\($0)\(name)") }
            let result = try await importOrders(header + lines.joined(), in: database).result
            #expect(result.counts.productsNew == 22_000)
            let wrong = try await database.read {
                try $0.integer("SELECT count(*) FROM products WHERE name <> substr(code, 2) || \(name)")
            }
            #expect(wrong == 0)
        }
    }
}

@Suite("Runs that stopped, and what came between")
struct StoppedRunTests {
    private let two = header + row("1") + row("2", "A2")

    /// Makes the last run look as if its process had died before its first batch.
    private func stop(_ database: any Database) async throws {
        try await database.write { connection in
            try connection.execute(
                "UPDATE runs SET state = 'running', cursor_part = 1, worker = NULL WHERE id = (SELECT max(id) FROM runs)"
            )
        }
    }

    @Test("Another currency, or a run that wrote since, begins a new run", arguments: TestDatabase.allCases)
    func overtaken(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await importOrders(two, currency: .usd, in: database)
            try await stop(database)
            let other = try await importOrders(two, currency: .eur, in: database).result
            #expect(!other.continued && other.counts.ordersChanged == 2)
            try await stop(database)
            let third = try await importOrders(two + row("3"), currency: .eur, in: database).result
            #expect(third.counts.ordersNew == 1)
            let anew = try await importOrders(two, currency: .eur, in: database).result
            #expect(!anew.continued)
            // The one that stopped shows as stopped, not as at work for ever.
            let left = try await database.read { try RunStore.find(other.run ?? 0, in: $0) }
            #expect(left?.state == .failed && left?.canBeUndone == true)
            // The first file again: its stopped run skipped everything, but another one has changed it since.
            let again = try await importOrders(two, currency: .usd, in: database).result
            #expect(!again.continued && again.counts.ordersChanged == 2)
            try await stop(database)
            let same = try await importOrders(two, currency: .usd, in: database).result
            #expect(same.continued && same.run == again.run)
            try await expectClean(database)
        }
    }

    @Test(
        "A run at work cannot be taken back, and one taken back writes nothing more", arguments: TestDatabase.allCases)
    func atWork(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let run = try #require(try await importOrders(two, in: database).result.run)
            let worker = RunWorker()
            try await database.write { connection in
                try connection.execute("UPDATE runs SET state = 'running' WHERE id = \(run)")
                try RunStore.claim(run, for: worker.name, now: 0, in: connection)
            }
            await #expect(throws: LedgerError.runUnderWay(run)) {
                try await RunUndo(run: run, currency: .cny).undo(in: database) { 1 }
            }
            worker.end()
            _ = try await RunUndo(run: run, currency: .cny).undo(in: database) { 1 }
            await #expect(throws: LedgerError.runTakenBack(run)) {
                try await database.write {
                    try RunStore.advance(
                        run, to: RunCursor(part: 0, order: 1), progress: 0.5, counts: RunCounts(), now: 2, in: $0)
                }
            }
            await #expect(throws: LedgerError.runTakenBack(run)) {
                try await database.write { try RunStore.complete(run, now: 2, in: $0) }
            }
        }
    }
}

private func numbers(_ database: any Database) async throws -> [String] {
    try await database.read { connection in
        try connection.rows("SELECT number FROM orders ORDER BY number") { try $0.text(0) }
    }
}
