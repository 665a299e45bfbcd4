import Database

extension Doctor {
    /// Books the accounts' costs anew and compares.
    func examineCosts(_ accounts: [Int], _ connection: any Connection, _ report: inout Report) throws {
        var computed = KeyedSums<CostMonthFacts>()
        var count = 0
        try connection.forEachRow(
            """
            SELECT \(StoredCost.columns("c")) FROM account_costs c WHERE c.account_id IN \(list: accounts)
            ORDER BY c.account_id, c.day
            """, streaming: true
        ) { row in
            computed.book(try StoredCost(row).cost, .put)
            count += 1
        }
        report.costs += count
        let kept = KeyedSums<CostMonthFacts>().adding(computed.settled)
        compare(kept, try FactsStore.costs(of: accounts, in: connection), "cost month", &report)
    }

    func examineCostsWhole(_ connection: any Connection, _ report: inout Report) throws {
        let strays: [(SQL, String)] = [
            (
                """
                SELECT CAST(count(*) AS BIGINT) FROM account_costs c
                WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = c.account_id)
                """, "costs belong to no account"
            ),
            (
                """
                SELECT CAST(count(*) AS BIGINT) FROM cost_months m
                WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = m.account_id)
                """, "cost months belong to no account"
            ),
            (
                """
                SELECT CAST(count(*) AS BIGINT) FROM account_cost_versions v
                WHERE NOT EXISTS (SELECT 1 FROM account_costs c WHERE c.id = v.cost_id)
                """, "former versions belong to no cost"
            ),
        ]
        for (sql, what) in strays {
            let count = try connection.integer(sql) ?? 0
            if count != 0 { report.note("\(count) \(what)") }
        }
    }
}
