import Accounts
import Audit
import Classification
import Cryptography
import Database
import DatabaseTesting
import Foundation
import Imports
import Judging
import Ledger
import Measures
import People
import Rights
import Tabular
import Testing

let schema =
    [Identifiers.migration] + JudgingSchema.migrations + PeopleSchema.migrations + AccountsSchema.migrations
    + LedgerSchema.migrations
    + ClassificationSchema.migrations

private let header =
    "order_number,day,account_code,account_name,product_code,quantity,unit_price,amount,cost,profit,currency,status\n"

/// One row, from what a test cares about.
private func row(
    _ order: String, _ account: String = "A1", day: String = "2011-01-05", product: String = "P1",
    quantity: String = "2",
    price: String = "1.50", amount: String = "", cost: String = "", profit: String = "", currency: String = "",
    status: String = ""
) -> String {
    "\(order),\(day),\(account),,\(product),\(quantity),\(price),\(amount),\(cost),\(profit),\(currency),\(status)\n"
}

@Suite("An order file becomes orders")
struct OrderImportTests {
    @Test("Lines of one order may lie anywhere; exact duplicates count twice", arguments: TestDatabase.allCases)
    func scattered(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let text = header + row("1") + row("2", "A2") + row("1") + row("3") + row("1", product: "P2")
            let (result, rejects) = try await importOrders(text, currency: .gbp, in: database)
            #expect(result.counts.read == 5)
            #expect(result.counts.accepted == 5)
            #expect(result.counts.ordersNew == 3)
            #expect(result.counts.accountsNew == 2 && result.counts.productsNew == 2)
            #expect(rejects == "")
            #expect(result.tookCurrency)
            #expect(result.currency == .gbp)
            #expect(try await orders(database) == ["1 A1 900 3", "2 A2 300 1", "3 A1 300 1"])
            let again = try await importOrders(text, currency: .gbp, in: database).result
            #expect(again.counts.ordersUnchanged == 3)
            #expect(again.counts.ordersNew == 0)
            #expect(!again.tookCurrency)
            try await expectClean(database)
        }
    }

    @Test("A bad row takes its whole order, never the file", arguments: TestDatabase.allCases)
    func rejected(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let text =
                header + row("1") + row("2", "") + row("1", product: "P2", quantity: "two") + row("3")
                + row("4", day: "31.02.2011x") + row("", "A9") + row("5", product: "") + row("6", price: "")
            let (result, rejects) = try await importOrders(text, in: database)
            #expect(result.counts.read == 8)
            #expect(result.counts.accepted == 1)
            #expect(result.counts.rejected == 7)
            #expect(try await orders(database) == ["3 A1 300 1"])
            let reasons = rejects.split(whereSeparator: \.isNewline).dropFirst().map {
                $0.split(separator: ",").last ?? ""
            }
            #expect(
                reasons == [
                    "another row of order 1 has a problem", "account code is missing", "quantity “two” is not a number",
                    "day “31.02.2011x” cannot be read", "order number is missing", "product code is missing",
                    "unit price is missing",
                ])
            try await expectClean(database)
        }
    }

    @Test(
        "An import is one entry of the audit, with the file's SHA-256 and its counts", arguments: TestDatabase.allCases)
    func audited(kind: TestDatabase) async throws {
        let text = header + row("1", "A") + row("1", "A", product: "Q") + row("2", "B", quantity: "two")
        try await kind.run(migrations: schema) { plain in
            let database = plain.acting(as: Author(user: nil, name: "root", way: .command) { 77 })
            let run = try #require(try await importOrders(text, in: database).result.run)
            _ = try await RunUndo(run: run, currency: .cny).undo(in: database, now: { 1_800_000_001 })
            let entries = try await AuditStore(plain).entries(AuditListing(), scope: .everything)
            #expect(entries.map(\.act) == ["run.undone", "run.ended"])
            #expect(entries.allSatisfy { $0.userName == "root" && $0.way == "command" && $0.time == 77 })
            let ended = try #require(entries.last)
            #expect(ended.subject == AuditSubject(.run, run, named: "orders.csv"))
            let fields = Dictionary(uniqueKeysWithValues: ended.changes.map { ($0.field, $0.after ?? "") })
            let sha = SHA256.hash(text.utf8).hexadecimal
            #expect(fields["sha256"] == sha)
            #expect(fields["state"] == "done")
            #expect(fields["read"] == "3")
            #expect(fields["accepted"] == "2")
            #expect(fields["rejected"] == "1")
            #expect(fields["orders_new"] == "1")
            #expect(fields["orders_changed"] == nil)
        }
    }

    @Test("However small the parts, the orders are the same", arguments: TestDatabase.allCases)
    func parts(kind: TestDatabase) async throws {
        // One account has nearly all rows, and rows of one order lie far apart.
        let rows = (0..<600).map { number in
            let account = number % 97 < 90 ? "BIG" : "A\(number % 97)"
            return row("\(number % 97)", account, product: "P\(number % 11)")
        }
        let text = header + rows.joined() + row("13", "BIG", quantity: "many")
        try await kind.run(migrations: schema) { database in
            let whole = try await importOrders(text, in: database).result.counts
            #expect(whole.ordersNew == 96)
            #expect(whole.accountsNew == 8)
            #expect(whole.rejected == 8)
            let books = try await orders(database)
            // Small enough for the big account's part to be split several times over.
            let again = try await importOrders(text, partSize: 2_000, in: database).result.counts
            #expect(again.ordersUnchanged == 96)
            #expect(again.ordersNew == 0)
            #expect(again.ordersChanged == 0)
            try await expectClean(database)
            try await kind.run(migrations: schema) { other in
                let small = try await importOrders(text, partSize: 2_000, in: other).result.counts
                #expect(small == whole)
                #expect(try await orders(other) == books)
                try await expectClean(other)
            }
        }
    }

    @Test("An order of more lines than any order has is refused", arguments: TestDatabase.allCases)
    func tooLong(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let text = header + String(repeating: row("ALL"), count: 100_001) + row("1")
            let (result, rejects) = try await importOrders(text, in: database)
            #expect(result.counts.rejected == 100_001 && result.counts.ordersNew == 1)
            let reason = "order ALL has more than 100,000 lines: is it really the order number?"
            #expect(rejects.split(whereSeparator: \.isNewline).last?.hasSuffix("\"\(reason)\"") == true)
        }
    }

    @Test("A mended reject file imports without harm", arguments: TestDatabase.allCases)
    func mended(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let text = header + row("1") + row("1", product: "P2", quantity: "two") + row("2")
            let rejects = try await importOrders(text, in: database).rejects
            #expect(rejects.hasPrefix(header.dropLast() + ",mainstay_reason\r\n"))
            let (result, left) = try await importOrders(rejects.replacing(",two,", with: ",2,"), in: database)
            #expect(result.counts.ordersNew == 1)
            #expect(result.counts.rejected == 0)
            #expect(left == "")
            #expect(try await orders(database) == ["1 A1 600 2", "2 A1 300 1"])
            let still = try await importOrders(rejects, in: database).rejects
            #expect(still.split(whereSeparator: \.isNewline).first == "\(header.dropLast()),mainstay_reason")
        }
    }

    @Test("Rows of an order that disagree reject it", arguments: TestDatabase.allCases)
    func disagreement(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let text =
                header + row("1", "A1") + row("1", "A2") + row("2", currency: "GBP") + row("2", currency: "EUR")
                + row("3", status: "cancelled") + row("3") + row("4")
                + row("5", "A1", currency: "GBP") + row("5", "A2", currency: "EUR")
            let (result, rejects) = try await importOrders(text, in: database)
            #expect(result.counts.accepted == 1 && result.counts.rejected == 8)
            #expect(rejects.contains("the rows of order 1 disagree on account code"))
            #expect(rejects.contains("the rows of order 2 disagree on currency"))
            #expect(rejects.contains("the rows of order 3 disagree on status"))
            #expect(rejects.contains("the rows of order 5 disagree on account code and currency"))
            #expect(
                result.reasons.map { "\($0.english): \($0.count)" } == [
                    "the rows of an order disagree on customer, currency or status: 2",
                    "the rows of an order disagree on account code: 2",
                    "the rows of an order disagree on currency: 2",
                    "the rows of an order disagree on status: 2",
                ])
        }
    }

    @Test("Amounts: the file's wins, else quantity × price; profit gives the cost", arguments: TestDatabase.allCases)
    func amounts(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let text =
                header + row("1", quantity: "3", price: "0.335") + row("2", price: "6.16", amount: "12.34")
                + row("3", quantity: "4", price: "", amount: "10")
                + row("4", price: "4", amount: "8.01", profit: "3.00")
                + row("5", quantity: "-1", price: "2.50")
                + row("6", price: "3.5", amount: "7", cost: "1,234.50".replacing(",", with: ""))
            _ = try await importOrders(text, in: database)
            let lines = try await database.read { connection in
                try connection.rows(
                    """
                    SELECT o.number, l.unit_price, l.amount_minor, COALESCE(l.cost_minor, -1) FROM orders o
                    JOIN order_lines l ON l.id = o.first_line AND l.account_id = o.account_id ORDER BY o.number
                    """
                ) { "\(try $0.text(0)) \(try $0.int(1)) \(try $0.int(2)) \(try $0.int(3))" }
            }
            #expect(
                lines == [
                    "1 335000 101 -1", "2 6160000 1234 -1", "3 2500000 1000 -1", "4 4000000 801 501",
                    "5 2500000 -250 -1",
                    "6 3500000 700 123450",
                ])
        }
    }

    @Test("Cancellations and void orders are kept apart", arguments: TestDatabase.allCases)
    func kinds(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let text = header + row("1") + row("C2", quantity: "-1") + row("3", status: "已取消")
            _ = try await importOrders(text, in: database)
            let found = try await database.read { connection in
                try connection.rows("SELECT number, kind FROM orders ORDER BY number") {
                    "\(try $0.text(0)) \(try $0.int(1))"
                }
            }
            #expect(found == ["1 0", "3 2", "C2 1"])
            let facts = try await database.read { connection in
                try connection.first("SELECT orders, lines, revenue_minor, purchases_minor FROM monthly_facts") {
                    try [$0.int(0), $0.int(1), $0.int(2), $0.int(3)]
                }
            }
            #expect(facts == [1, 2, 150, 300])
            try await expectClean(database)
        }
    }

    @Test("A dry run tells the same and writes nothing", arguments: TestDatabase.allCases)
    func dryRun(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await importOrders(header + row("1") + row("2"), in: database)
            let text =
                header + row("1") + row("2", quantity: "5") + row("3", "B7", product: "P9") + row("4", quantity: "x")
            let dry = try await importOrders(text, dryRun: true, in: database)
            #expect(dry.result.run == nil && dry.rejects.contains("quantity “x” is not a number"))
            #expect(try await orders(database).count == 2)
            let real = try await importOrders(text, in: database)
            #expect(dry.result.counts == real.result.counts)
            #expect(real.result.counts.ordersNew == 1 && real.result.counts.ordersChanged == 1)
            #expect(real.result.counts.ordersUnchanged == 1 && real.result.counts.accountsNew == 1)
        }
    }

    @Test("A run that was stopped goes on where it was", arguments: TestDatabase.allCases)
    func resume(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let text = header + (0..<6_000).map { row("N\($0)", "A\($0 % 700)", product: "P\($0 % 9)") }.joined()
            try await withFile(text) { path in
                var job = OrderImport(path: path, fileName: "orders.csv", mapping: .plain, now: { 1_800_000_000 })
                let stopped = Task {
                    var job = OrderImport(path: path, fileName: "orders.csv", mapping: .plain, now: { 1_800_000_000 })
                    job.progress = { if $0.stage == .writing { withUnsafeCurrentTask { $0?.cancel() } } }
                    return try await job.run(in: database)
                }
                await #expect(throws: CancellationError.self) { try await stopped.value }
                let halfway = try await orders(database).count
                #expect(halfway > 0 && halfway < 6_000)
                try await expectClean(database)
                // While another process is at work on it, nobody takes it up; process 1 is always there.
                let other = try alive(process: 1)
                try await database.write { try $0.execute("UPDATE runs SET worker = \(other)") }
                let waiting = job
                await #expect(throws: ImportProblem.underWay) { try await waiting.run(in: database) }
                let listed = try await database.read { try RunStore.list(in: $0) }
                #expect(listed.count == 1)
                let gone = other.replacing(" 1 ", with: " 1 7")
                try await database.write { try $0.execute("UPDATE runs SET worker = \(gone)") }
                job.user = 1
                let result = try await job.run(in: database)
                #expect(result.continued)
                #expect(result.counts.ordersNew == 6_000)
                #expect(result.counts.accountsNew == 700)
                let runs = try await database.read { try RunStore.list(in: $0) }
                #expect(runs.map(\.state) == [.done])
                try await expectClean(database)
            }
        }
    }
}

/// A process of this machine as a run's worker names it.
private func alive(process: Int) throws -> String {
    let stat = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
    return "\(ProcessInfo.processInfo.hostName) \(process) \(fields[20]) token"
}

@Suite("Whole files are refused in one sentence")
struct RefusedFileTests {
    @Test(
        "A file or mapping that cannot work",
        arguments: [
            ("order_number,day,account_code\n1,2011-01-01,A\n", "no column for the product code"),
            (
                header + row("1", day: "03/04/2011"),
                "the day “03/04/2011” (line 2, column 2) can be read as month/day and as day/month"
            ),
            (header + row("1", day: "soon"), "the day “soon” (line 2, column 2) cannot be read"),
            ("", "is empty"),
            (header + row("1") + "2,\"never closed\n", "quote"),
        ])
    func refused(text: String, sentence: String) async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let error = await #expect(throws: ImportProblem.self) { try await importOrders(text, in: database) }
            #expect(error?.sentence.contains(sentence) == true, "\(error?.sentence ?? "")")
            let runs = try await database.read { try RunStore.list(in: $0) }
            #expect(runs == [])
        }
    }
}

extension ImportProblem {
    fileprivate var sentence: String {
        switch self {
        case .file(let error): error.english
        case .mapping(let problems): problems.map(\.english).joined(separator: "; ")
        default: "\(self)"
        }
    }
}

func expectClean(_ database: any Database) async throws {
    let report = try await Doctor().examine(database)
    #expect(report.problems == [])
}

/// "number account amount lines", by number.
private func orders(_ database: any Database) async throws -> [String] {
    try await database.read { connection in
        try connection.rows(
            """
            SELECT o.number, a.code, o.amount_minor, o.line_count FROM orders o JOIN accounts a ON a.id = o.account_id
            ORDER BY o.number
            """
        ) { "\(try $0.text(0)) \(try $0.text(1)) \(try $0.int(2)) \(try $0.int(3))" }
    }
}
