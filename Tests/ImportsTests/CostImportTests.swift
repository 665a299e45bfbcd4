import Database
import DatabaseTesting
import Foundation
import Imports
import Ledger
import Measures
import Tabular
import Testing

private let orders = """
    order_number,day,account_code,product_code,quantity,unit_price,currency
    1,2026-03-05,A,P,1,1000,CNY
    2,2026-03-06,客户二,P,1,1000,CNY

    """

@Suite("A file of costs becomes costs")
struct CostImportTests {
    @Test(
        "Columns and kinds in both languages, any delimiter, amounts as people write them",
        arguments: TestDatabase.allCases)
    func languages(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await importOrders(orders, in: database)
            let english = """
                NUMBER;Account;Date;Kind;Amount;Currency;Note
                1;A;05/03/2026;Service;"1.234,50";;a visit
                2; A ;31/03/2026;written-off;-20;EUR;

                """
            let chinese = """
                客户编号\t日期\t类型\t金额\t备注
                客户二\t2026年3月7日\t优惠与费用\t￥1,000.00\t进场费
                客户二\t2026/3/8\t资金占用成本\t12\t
                A\t2026-03-09\t服务成本\t8\t
                A\t2026-03-10\t坏账核销\t0.5\t

                """
            #expect(try await importCosts(english, named: "en.csv", in: database).counts == counts(read: 2, new: 2))
            #expect(try await importCosts(chinese, named: "zh.csv", in: database).counts == counts(read: 4, new: 4))
            #expect(
                try await costs(database) == [
                    "en 1 A 2026-03-05 service 123450 CNY a visit", "en 2 A 2026-03-31 written_off -2000 EUR ",
                    "zh A 2026-03-09 service 1 A 2026-03-09 service 800 CNY ",
                    "zh A 2026-03-10 written_off 1 A 2026-03-10 written_off 50 CNY ",
                    "zh 客户二 2026-03-07 concession 1 客户二 2026-03-07 concession 100000 CNY 进场费",
                    "zh 客户二 2026-03-08 financing 1 客户二 2026-03-08 financing 1200 CNY ",
                ])
            #expect(try await Doctor().examine(database).problems == [])
        }
    }

    @Test("What cannot be read is rejected with its reason, never the file", arguments: TestDatabase.allCases)
    func rejects(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await importOrders(orders, in: database)
            let text = """
                account,date,kind,amount,number,currency
                A,2026-03-05,service,10,1,
                B,2026-03-05,service,10,2,
                ,2026-03-05,service,10,3,
                A,yesterday,service,10,4,
                A,2026-03-05,gift,10,5,
                A,2026-03-05,service,ten,6,
                A,2026-03-05,service,,7,
                A,2026-03-05,service,$10,8,
                A,2026-03-05,service,10,9,XXQ
                A,2026-03-05,service,99999999999999,10,
                A,2026-03-05,service,20,1,
                A,2026-03-05,service,10,1,
                A,2026-03-05,service,10,11,CNY,what
                "A, ""the"" one",2026-03-05,service,10,12,

                """
            let (result, rejects) = try await withRejects(text, in: database)
            #expect(result.counts == counts(read: 14, accepted: 2, rejected: 12, new: 1, unchanged: 1))
            #expect(
                rejects == """
                    account,date,kind,amount,number,currency,mainstay_reason\r
                    B,2026-03-05,service,10,2,,account “B” is unknown\r
                    ,2026-03-05,service,10,3,,account is missing\r
                    A,yesterday,service,10,4,,date “yesterday” cannot be read\r
                    A,2026-03-05,gift,10,5,,"kind “gift” is none of service, concession, financing, written_off"\r
                    A,2026-03-05,service,ten,6,,amount “ten” is not a number\r
                    A,2026-03-05,service,,7,,amount is missing\r
                    A,2026-03-05,service,$10,8,,amount “$10” is not in CNY\r
                    A,2026-03-05,service,10,9,XXQ,currency “XXQ” is unknown\r
                    A,2026-03-05,service,99999999999999,10,,amount is too large\r
                    A,2026-03-05,service,20,1,,an earlier row has the number 1 and says something else\r
                    A,2026-03-05,service,10,11,CNY,what,"the row has 7 fields, the header 6"\r
                    "A, ""the"" one",2026-03-05,service,10,12,,"account “A, ""the"" one” is unknown"\r

                    """)
        }
    }

    @Test("Days that can be read in two ways are not guessed", arguments: TestDatabase.allCases)
    func ambiguousDays(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await importOrders(orders, in: database)
            let text = "account,date,kind,amount\nA,03/04/2026,service,1\nA,04/04/2026,service,1\n"
            let (result, rejects) = try await withRejects(text, in: database)
            #expect(result.counts == counts(read: 2, accepted: 1, rejected: 1, new: 1))
            #expect(rejects.contains("date “03/04/2026” can be read as month/day and as day/month"))
            let told = try await importCosts(text + "A,25/04/2026,service,1\n", in: database)
            #expect(told.counts == counts(read: 3, new: 2, unchanged: 1))
        }
    }

    @Test("Without numbers, costs are told apart by account, day, kind and sequence", arguments: TestDatabase.allCases)
    func madeNumbers(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await importOrders(orders, in: database)
            let head = "account,date,kind,amount\n"
            let first = "A,2026-03-05,service,10\nA,2026-03-05,service,oops\nA,2026-03-05,service,30\n"
            let (result, rejects) = try await withRejects(head + first, in: database)
            #expect(result.counts == counts(read: 3, accepted: 2, rejected: 1, new: 2))
            // Mended, the rejected row passes for none of the others.
            #expect(rejects.contains("A,2026-03-05,service,oops,A 2026-03-05 service 2,amount “oops”"))
            let mended = rejects.replacing("oops", with: "20", maxReplacements: 1)
            #expect(try await importCosts(mended, named: "costs-rejected.csv", in: database).counts.costsNew == 1)
            let whole = try await importCosts(head + first.replacing("oops", with: "20"), in: database)
            #expect(whole.counts == counts(read: 3, unchanged: 3))
            let dearer = try await importCosts(head + "A,2026-03-05,service,11\n", in: database)
            #expect(dearer.counts == counts(read: 1, changed: 1))
            #expect(try await costs(database).map { $0.contains(" 1100 ") } == [true, false, false])
        }
    }

    @Test("A dry run counts and writes nothing", arguments: TestDatabase.allCases)
    func dryRun(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await importOrders(orders, in: database)
            let text = "account,date,kind,amount,number\nA,2026-03-05,service,10,1\nA,2026-03-05,service,10,2\n"
            _ = try await importCosts(text, in: database)
            let changed = text.replacing(",10,2", with: ",11,2") + "A,2026-03-05,service,10,3\n"
            let dry = try await importCosts(changed, dryRun: true, in: database)
            #expect(dry.run == nil && dry.counts == counts(read: 3, new: 1, changed: 1, unchanged: 1))
            #expect(try await costs(database).count == 2)
            let runs = try await database.read { try RunStore.list(in: $0) }
            #expect(runs.map(\.kind) == ["costs", "import"] && runs.first?.counts.costsNew == 2)
        }
    }

    @Test("A closed month refuses the file and names the costs", arguments: TestDatabase.allCases)
    func closedMonth(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await importOrders(orders, in: database)
            let text = "account,date,kind,amount\nA,2026-02-28,service,10\nA,2026-03-01,service,10\n"
            let february = try #require(Month(iso: "2026-02"))
            try await database.write { try CompanySettings.close(through: february, in: $0) }
            try await withFile(text, named: "costs.csv") { path in
                var job = CostImport(path: path, now: { 1_800_000_000 })
                job.rejectPath = path + ".rejected"
                let late = LateCosts(through: february, count: 1)
                await #expect(throws: ImportProblem.costMonthsClosed(late)) { try await job.run(in: database) }
                let rejects = try String(contentsOfFile: path + ".rejected", encoding: .utf8)
                #expect(rejects.contains("A,2026-02-28,service,10") && !rejects.contains("2026-03-01"))
            }
            #expect(try await costs(database) == [])
            #expect(try await database.read { try RunStore.list(in: $0).map(\.kind) } == ["import"])
        }
    }

    @Test("A file without a column it needs is refused in one sentence", arguments: TestDatabase.allCases)
    func columns(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            await #expect(throws: ImportProblem.costColumnMissing(.kind)) {
                try await importCosts("account,date,amount\nA,2026-03-05,1\n", in: database)
            }
            await #expect(throws: ImportProblem.file(.emptyFile)) { try await importCosts("", in: database) }
        }
    }

    @Test("A run that stopped in the middle goes on where it was", arguments: TestDatabase.allCases)
    func resume(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            _ = try await importOrders(orders, in: database)
            let rows = (1...5_000).map { "A,2026-03-05,service,\($0),\($0)" }
            let text = "account,date,kind,amount,number\n" + rows.joined(separator: "\n") + "\n"
            try await withFile(text, named: "costs.csv") { path in
                let job = CostImport(path: path, now: { 1_800_000_000 })
                var stopped = job
                // The process dies between two batches.
                stopped.progress = { progress in
                    guard progress.stage == .writing, progress.fraction < 0.5 else { return }
                    withUnsafeCurrentTask { $0?.cancel() }
                }
                let task = Task { [stopped] in try await stopped.run(in: database) }
                await #expect(throws: CancellationError.self) { try await task.value }
                let half = try await database.read { try RunStore.list(in: $0).first }
                #expect(half?.state != .done && half?.counts.costsNew == 2_000)
                let rest = try await job.run(in: database)
                #expect(rest.continued && rest.run == half?.id)
                #expect(rest.counts == counts(read: 5_000, new: 5_000))
                #expect(try await job.run(in: database).counts == counts(read: 5_000, unchanged: 5_000))
            }
            #expect(try await Doctor().examine(database).problems == [])
        }
    }
}

private func counts(
    read: Int, accepted: Int? = nil, rejected: Int = 0, new: Int = 0, changed: Int = 0, unchanged: Int = 0
) -> RunCounts {
    var counts = RunCounts()
    (counts.read, counts.accepted, counts.rejected) = (read, accepted ?? read, rejected)
    (counts.costsNew, counts.costsChanged, counts.costsUnchanged) = (new, changed, unchanged)
    return counts
}

@discardableResult
private func importCosts(
    _ text: String, named name: String = "costs.csv", dryRun: Bool = false, in database: any Database
) async throws -> CostImportResult {
    try await withFile(text, named: name) { path in
        var job = CostImport(path: path, now: { 1_800_000_000 })
        job.isDryRun = dryRun
        return try await job.run(in: database)
    }
}

private func withRejects(_ text: String, in database: any Database) async throws -> (CostImportResult, String) {
    try await withFile(text, named: "costs.csv") { path in
        var job = CostImport(path: path, now: { 1_800_000_000 })
        job.rejectPath = path + ".rejected"
        return (try await job.run(in: database), try String(contentsOfFile: path + ".rejected", encoding: .utf8))
    }
}

/// "costs 1 A 2026-03-05 service 1000 CNY note": source, number, account, day, kind, amount, currency, note.
private func costs(_ database: any Database) async throws -> [String] {
    try await database.read { connection in
        try connection.rows(
            """
            SELECT s.name, c.number, a.code, c.day, c.kind, c.amount_minor, c.currency, c.note FROM account_costs c
            JOIN accounts a ON a.id = c.account_id JOIN sources s ON s.id = c.source_id
            """
        ) { row in
            let texts = [try row.text(0), try row.text(1), try row.text(2), Day(try row.int(3)).iso]
            let kind = CostKind(rawValue: try row.int(4))?.code ?? "?"
            return (texts + [kind, String(try row.int(5)), try row.text(6), try row.text(7)]).joined(separator: " ")
        }
    }.sorted { ExactText($0) < ExactText($1) }
}
