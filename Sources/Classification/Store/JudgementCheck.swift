package import Database
import Ledger

/// Looks whether what was judged still has something to rest on, for `doctor`.
package struct JudgementCheck: Sendable {
    /// One sentence each.
    package var problems: [String] = []
    /// Ledger, groups or policy changed since.
    package var isOutdated = false

    package init(_ connection: any Connection) throws {
        let judged = try EvaluationStore.judgedGround(in: connection)
        isOutdated = try judged != nil && judged != EvaluationStore.groundVersion(in: connection)
        // Until everybody is judged anew, orders and accounts may be gone that were judged: that is no fault.
        if isOutdated { return }
        func count(_ what: String, _ sql: SQL) throws {
            let found = try connection.integer(sql) ?? 0
            if found > 0 { problems.append("\(found) \(what)") }
        }
        try count(
            "current judgements speak of accounts that are gone",
            """
            SELECT CAST(count(*) AS BIGINT) FROM current_judgements
            WHERE NOT EXISTS (SELECT 1 FROM accounts WHERE accounts.id = unit_id)
            """)
        try count(
            "standings belong to accounts that are gone",
            """
            SELECT CAST(count(*) AS BIGINT) FROM account_standings
            WHERE NOT EXISTS (SELECT 1 FROM accounts WHERE accounts.id = account_id)
            """)
        try count(
            "evaluations rest on days that the ledger no longer reaches",
            "SELECT CAST(count(*) AS BIGINT) FROM evaluations WHERE \(EvaluationStore.isGroundless(in: connection))")
    }
}
