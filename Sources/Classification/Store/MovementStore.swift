package import Database
import Judging
package import Measures
package import People

/// Reads what moved between two evaluations, and how tiers came to be what they are.
package struct MovementStore: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// The days of the kept month ends and of the current judgements, ascending.
    package func days(scope: Scope) async throws -> [Day] {
        if scope.isNothing { return [] }
        return try await database.read { connection in
            try connection.rows("SELECT DISTINCT day FROM evaluations ORDER BY day") { Day(try $0.int(0)) }
        }
    }

    /// The latest evaluation that speaks of no later day.
    package func evaluation(through day: Day, scope: Scope) async throws -> StoredEvaluation? {
        if scope.isNothing { return nil }
        return try await database.read { try EvaluationStore.latest(through: day, in: $0) }
    }

    /// The rules by which an evaluation judged.
    package func policy(of evaluation: StoredEvaluation) async throws -> ClassificationPolicy {
        try await policy(version: evaluation.policyVersion)
    }

    /// The day of the current judgements and the version of the policy behind them; nil when nobody was judged.
    package func currentHead() async throws -> (day: Day, policyVersion: Int)? {
        try await database.read { try EvaluationStore.currentHead(in: $0) }
    }

    package func policy(version: Int) async throws -> ClassificationPolicy {
        try await database.read { try PolicyStore.version(version, of: ClassificationPolicy.self, in: $0).body }
    }

    /// What the tiers came to at each month end through a day, ascending.
    package func totals(through day: Day, last count: Int, scope: Scope) async throws -> [(
        day: Day, tiers: [TierTotal]
    )] {
        if scope.isNothing { return [] }
        let rows = try await database.read { connection in
            try connection.rows(
                """
                SELECT evaluations.day, tier, accounts, revenue_minor, contribution_minor
                FROM evaluations JOIN tier_totals ON tier_totals.evaluation_id = evaluations.id
                WHERE kind = \(StoredEvaluation.Kind.monthEnd.rawValue)
                    AND day >= \(Int(day.monthValue.advanced(by: -count).first.number)) AND day <= \(Int(day.number))
                ORDER BY day, tier
                """
            ) { row in
                var total = TierTotal(Tier(try row.int(1)))
                (total.accounts, total.revenue) = (try row.int(2), Int64(try row.int(3)))
                total.contribution = Int64(try row.int(4))
                return (Day(try row.int(0)), total)
            }
        }
        let byDay = Dictionary(grouping: rows) { $0.0 }
        return byDay.keys.sorted().suffix(count).map { day in (day, (byDay[day] ?? []).map(\.1)) }
    }

    /// How many units went from which tier to which.
    package func matrix(
        from before: StoredEvaluation, to now: StoredEvaluation, scope: Scope
    ) async throws -> [Movement] {
        if scope.isNothing { return [] }
        return try await database.read { connection in
            let known = try connection.rows(
                """
                SELECT former.tier, latter.tier, CAST(count(*) AS BIGINT),
                    CAST(sum(latter.contribution_minor) AS BIGINT)
                FROM \(now.source) latter LEFT JOIN \(before.source) former ON former.unit_id = latter.unit_id
                GROUP BY former.tier, latter.tier
                """
            ) { try Movement($0) }
            let gone = try connection.rows(
                """
                SELECT former.tier, NULL, CAST(count(*) AS BIGINT), 0
                FROM \(before.source) former LEFT JOIN \(now.source) latter ON latter.unit_id = former.unit_id
                WHERE latter.unit_id IS NULL GROUP BY former.tier
                """
            ) { try Movement($0) }
            return Movement.sum(known + gone)
        }
    }

    /// The units whose tier or safety changed, those with the largest contribution on either side first.
    package func movers(
        from before: StoredEvaluation, to now: StoredEvaluation, limit: Int, scope: Scope
    ) async throws -> [Mover] {
        if scope.isNothing { return [] }
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT latter.unit_id, accounts.name, former.tier, former.safety, former.contribution_minor,
                    latter.tier, latter.safety, latter.contribution_minor, latter.reason
                FROM \(now.source) latter JOIN accounts ON accounts.id = latter.unit_id
                    LEFT JOIN \(before.source) former ON former.unit_id = latter.unit_id
                WHERE former.tier IS DISTINCT FROM latter.tier OR former.safety IS DISTINCT FROM latter.safety
                ORDER BY CASE WHEN latter.contribution_minor > coalesce(former.contribution_minor, 0)
                        THEN latter.contribution_minor ELSE coalesce(former.contribution_minor, 0) END DESC,
                    latter.unit_id LIMIT \(limit)
                """
            ) { try Mover($0) }
        }
    }

    /// The units of which somebody's word is awaited, the largest first.
    package func waiting(limit: Int, scope: Scope) async throws -> [Mover] {
        if scope.isNothing { return [] }
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT unit_id, accounts.name, steady_tier, NULL, contribution_minor, pending_tier, NULL,
                    contribution_minor, reason
                FROM current_judgements JOIN accounts ON accounts.id = unit_id
                WHERE waiting_since IS NOT NULL ORDER BY contribution_minor DESC, unit_id LIMIT \(limit)
                """
            ) { try Mover($0) }
        }
    }
}

extension StoredEvaluation {
    /// Where its judgements are.
    fileprivate var source: SQL {
        switch kind {
        case .current: "(SELECT * FROM current_judgements)"
        case .monthEnd: "(SELECT * FROM judgements WHERE day = \(Int(day.number)))"
        }
    }
}

extension Movement {
    fileprivate init(_ row: any Row) throws {
        self.init(from: row.tier(0), to: row.tier(1), accounts: try row.int(2), contribution: Int64(try row.int(3)))
    }
}

extension Mover {
    fileprivate init(_ row: any Row) throws {
        self.init(
            unit: try row.int(0), name: try row.text(1),
            before: Standing(
                tier: row.tier(2), safety: row.safety(3), contribution: row.optionalInt(4).map(Int64.init)),
            now: Standing(tier: row.tier(5), safety: row.safety(6), contribution: row.optionalInt(7).map(Int64.init)),
            reason: TierReason(rawValue: UInt8(clamping: try row.int(8))) ?? .inactive)
    }
}

extension Row {
    fileprivate func safety(_ column: Int) -> KeySafety? {
        optionalInt(column).flatMap { KeySafety(rawValue: UInt8(clamping: $0)) }
    }
}
