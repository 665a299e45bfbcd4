import Database
import DatabaseTesting
import Imports
import Ledger
import Measures
import Testing

@Suite("Costs by day in a database that was there before days had costs")
struct DayCostsTests {
    @Test("They are filled from the lines, whatever was written meanwhile", arguments: TestDatabase.allCases)
    func filled(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let header = "order_number,day,account_code,product_code,quantity,unit_price,cost\n"
            // More accounts than go into one step.
            let orders = (1...450).map { "\($0),2011-01-\(10 + $0 % 9),A\($0),P,2,5,6\n" }.joined()
            _ = try await importOrders(header + orders, in: database)
            #expect(try await database.read { try DayCosts.isOpen(in: $0) } == false)
            try await database.write { connection in
                try connection.execute("UPDATE order_days SET cost_minor = 0, costed_revenue_minor = 0")
                try connection.execute(
                    """
                    INSERT INTO settings (name, value)
                    SELECT 'day_costs_open', '0:' || CAST(max(id) AS TEXT) FROM accounts
                    """)
            }
            let changed = header + "7,2011-01-17,A7,P,2,5,9\n451,2011-02-01,A9,P,1,5,2\n452,2011-02-01,New,P,1,5,2\n"
            _ = try await importOrders(changed, in: database)
            #expect(try await Doctor().examine(database).isClean == false)
            try await DayCosts.fill(database)
            #expect(try await database.read { try DayCosts.isOpen(in: $0) } == false)
            #expect(try await Doctor().examine(database).problems == [])
            let sums = try await database.read {
                try $0.first(
                    "SELECT CAST(sum(cost_minor) AS BIGINT), CAST(sum(costed_revenue_minor) AS BIGINT) FROM order_days"
                ) { (try $0.int(0), try $0.int(1)) }
            }
            #expect(sums?.0 == 449 * 600 + 900 + 400)
            #expect(sums?.1 == 450 * 1_000 + 1_000)
            // What is filled is not filled again.
            try await DayCosts.fill(database)
            #expect(try await Doctor().examine(database).problems == [])
        }
    }
}
