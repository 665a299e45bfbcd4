import Database
import DatabaseTesting
import Foundation
import Imports
import Ledger
import Measures
import Testing

private let header = "order_number,day,account_code,product_code,quantity,unit_price\n"

private func month(_ iso: String) throws -> Month { try #require(Month(iso: iso)) }

@Suite("Imports and what the company settled")
struct LateOrderTests {
    @Test("A file that would change a closed month is refused whole, with its list", arguments: TestDatabase.allCases)
    func refuse(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let known = "1,2011-01-05,A1,P1,2,1.50\n"
            _ = try await importOrders(header + known, in: database)
            let january = try month("2011-01")
            try await database.write { try CompanySettings.close(through: january, in: $0) }
            let text = header + known + "2,2011-01-06,A1,P1,1,1.50\n2,2011-01-06,A1,P2,1,2\n3,2011-02-01,A2,P1,1,1\n"
            for isDryRun in [true, false] {
                try await withFile(text) { path in
                    var job = OrderImport(path: path, fileName: "orders.csv", mapping: .plain, now: { 1_800_000_000 })
                    job.isDryRun = isDryRun
                    job.rejectPath = path + ".rejected"
                    let error = await #expect(throws: ImportProblem.self) { try await job.run(in: database) }
                    #expect(error == .monthsClosed(LateOrders(through: january, numbers: ["2"])))
                    let rejects = try String(contentsOfFile: path + ".rejected", encoding: .utf8)
                    #expect(
                        rejects.split(whereSeparator: \.isNewline).dropFirst() == [
                            "2,2011-01-06,A1,P1,1,1.50,order 2 would change a closed month",
                            "2,2011-01-06,A1,P2,1,2,order 2 would change a closed month",
                        ])
                }
            }
            let left = try await database.read { connection in
                (try RunStore.list(in: connection).count, try connection.integer("SELECT count(*) FROM orders"))
            }
            #expect(left == (1, 1))
            // Without that order nothing stands in the way.
            let rest = try await importOrders(header + known + "3,2011-02-01,A2,P1,1,1\n", in: database).result
            #expect(rest.counts.ordersUnchanged == 1)
            #expect(rest.counts.ordersNew == 1)
            #expect(rest.late == 0)
        }
    }

    @Test("Late orders can be booked into the open month, and the result says so", arguments: TestDatabase.allCases)
    func book(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let january = try month("2011-01")
            try await database.write { connection in
                try CompanySettings.close(through: january, in: connection)
                try CompanySettings.keep(.book, in: connection)
            }
            let text = header + "1,2011-01-05,A1,P1,2,1.50\n2,2011-03-05,A1,P1,2,1.50\n"
            #expect(try await importOrders(text, dryRun: true, in: database).result.late == 1)
            let result = try await importOrders(text, in: database).result
            #expect(result.late == 1 && result.counts.ordersNew == 2)
            let days = try await database.read { connection in
                try connection.rows("SELECT day FROM order_days ORDER BY day") { Day(try $0.int(0)).iso }
            }
            #expect(days == ["2011-02-01", "2011-03-05"])
            try await expectClean(database)
        }
    }

    @Test(
        "A time with a zone falls on the company's day, in summer and in winter",
        arguments: [
            ("Asia/Shanghai", "2011-01-05T17:00:00Z", "2011-01-06"),
            ("Europe/Berlin", "2011-01-05T22:30:00Z", "2011-01-05"),
            ("Europe/Berlin", "2011-07-05T22:30:00Z", "2011-07-06"),
            ("America/New_York", "2011-01-05T04:59:00Z", "2011-01-04"),
            ("America/New_York", "2011-07-05T04:00:00+00:00", "2011-07-05"),
            ("Asia/Shanghai", "2011-01-05 23:30:00", "2011-01-05"),
        ])
    func zone(name: String, text: String, expected: String) async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database in
            let zone = try #require(TimeZone(identifier: name))
            try await database.write { try CompanySettings.keep(zone, in: $0) }
            _ = try await importOrders(header + "1,\(text),A1,P1,2,1.50\n", in: database)
            let day = try await database.read { try $0.integer("SELECT day FROM orders") }
            #expect(day.map { Day($0).iso } == expected)
        }
    }
}
