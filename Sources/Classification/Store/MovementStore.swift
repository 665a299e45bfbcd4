import Accounts
package import Database
import Judging
import Ledger
package import Measures
package import Rights

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

    /// The latest evaluation that speaks of no later day, without what its tiers come to.
    package func evaluation(through day: Day, scope: Scope) async throws -> StoredEvaluation? {
        if scope.isNothing { return nil }
        var evaluation = try await database.read { try EvaluationStore.latest(through: day, in: $0) }
        evaluation?.tiers = []
        return evaluation
    }

    /// The same with what the tiers come to over the accounts somebody may see; for a part of them a sum over their
    /// judgements.
    package func totalled(_ evaluation: StoredEvaluation, scope: Scope) async throws -> StoredEvaluation {
        try await database.read { connection in
            guard var whole = try EvaluationStore.latest(through: evaluation.day, evaluation.kind, in: connection)
            else {
                return evaluation
            }
            try whole.keepOnly(scope, in: connection)
            return whole
        }
    }

    /// Orders came in, none of them with revenue.
    package func hasOnlyReturns() async throws -> Bool {
        try await database.read { connection in
            guard let currency = try CompanySettings.currency(in: connection) else { return false }
            return try LedgerExtent.days(in: connection) == nil && LedgerExtent.hasOrders(in: currency, connection)
        }
    }

    /// Changes with every decision about a tier.
    package func decided() async throws -> Int {
        try await database.read {
            try $0.integer("SELECT CAST(coalesce(max(id), 0) AS BIGINT) FROM tier_decisions") ?? 0
        }
    }

    /// How many accounts somebody may see that are judged, as things stand, in groups whose head they may not.
    package func branchesElsewhere(scope: Scope) async throws -> Int {
        if scope.isNothing || scope.isEverything { return 0 }
        return try await database.read { connection in
            try connection.integer(
                """
                SELECT CAST(count(*) AS BIGINT) FROM account_standings
                WHERE unit_id <> account_id AND tier IS NOT NULL AND \(scope.covers("account_id"))
                    AND NOT (\(scope.covers("unit_id")))
                """) ?? 0
        }
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
        let days: SQL = """
            evaluations.kind = \(StoredEvaluation.Kind.monthEnd.rawValue)
                AND evaluations.day >= \(Int(day.monthValue.advanced(by: -count).first.number))
                AND evaluations.day <= \(Int(day.number))
            """
        let kept: SQL = """
            SELECT evaluations.day, tier, accounts, revenue_minor, contribution_minor, gains_minor
            FROM evaluations JOIN tier_totals ON tier_totals.evaluation_id = evaluations.id
            WHERE \(days) ORDER BY evaluations.day, tier
            """
        let counted: SQL = """
            SELECT evaluations.day, tier, CAST(count(*) AS BIGINT), CAST(sum(revenue_minor) AS BIGINT),
                CAST(sum(contribution_minor) AS BIGINT), \(gains)
            FROM evaluations JOIN judgements ON judgements.day = evaluations.day
            WHERE \(days) AND tier IS NOT NULL AND \(scope.covers("judgements.unit_id"))
            GROUP BY evaluations.day, tier ORDER BY evaluations.day, tier
            """
        let rows = try await database.read { connection in
            try connection.rows(scope.isEverything ? kept : counted) { row in
                (Day(try row.int(0)), try TierTotal(row, from: 1, scope))
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
                WHERE \(scope.covers("latter.unit_id")) GROUP BY former.tier, latter.tier
                """
            ) { try Movement($0, scope) }
            let gone = try connection.rows(
                """
                SELECT former.tier, NULL, CAST(count(*) AS BIGINT), 0
                FROM \(before.source) former LEFT JOIN \(now.source) latter ON latter.unit_id = former.unit_id
                WHERE latter.unit_id IS NULL AND \(scope.covers("former.unit_id")) GROUP BY former.tier
                """
            ) { try Movement($0, scope) }
            return Movement.sum(known + gone)
        }
    }

    /// The units whose tier or safety changed, those with the largest contribution on either side first; by
    /// tier and name for those who may not see costs, whom an order by them would tell.
    package func movers(
        from before: StoredEvaluation, to now: StoredEvaluation, _ choice: Mover.Choice = .init(), skipping: Int = 0,
        limit: Int, scope: Scope
    ) async throws -> [Mover] {
        if scope.isNothing { return [] }
        let order: SQL = scope.sees(.cost) ? Self.largest : "\(Self.highest), accounts.sort_name"
        let (pairs, unit) = Self.pairs(before, now, choice)
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT \(unit), accounts.code, accounts.name, former.tier, former.safety, former.contribution_minor,
                    latter.tier, latter.safety, latter.contribution_minor, coalesce(latter.reason, 255)
                FROM \(pairs) JOIN accounts ON accounts.id = \(unit)
                WHERE \(Self.isChosen(choice)) AND \(scope.covers(unit))
                ORDER BY \(order), \(unit) LIMIT \(limit) OFFSET \(skipping)
                """
            ) { try Mover($0, scope) }
        }
    }

    /// How many units are chosen.
    package func moverCount(
        from before: StoredEvaluation, to now: StoredEvaluation, _ choice: Mover.Choice = .init(), scope: Scope
    ) async throws -> Int {
        if scope.isNothing { return 0 }
        let (pairs, unit) = Self.pairs(before, now, choice)
        return try await database.read { connection in
            try connection.integer(
                """
                SELECT CAST(count(*) AS BIGINT) FROM \(pairs)
                WHERE \(Self.isChosen(choice)) AND \(scope.covers(unit))
                """) ?? 0
        }
    }

    /// Each unit before and after, and the column of the unit: whoever went to no tier may not be judged any more.
    private static func pairs(
        _ before: StoredEvaluation, _ now: StoredEvaluation, _ choice: Mover.Choice
    ) -> (SQL, unit: SQL) {
        let (former, latter): (SQL, SQL) = ("\(before.source) former", "\(now.source) latter")
        let isSame: SQL = "former.unit_id = latter.unit_id"
        return choice.cell?.to == Mover.Choice.Place.none
            ? ("\(former) LEFT JOIN \(latter) ON \(isSame)", "former.unit_id")
            : ("\(latter) LEFT JOIN \(former) ON \(isSame)", "latter.unit_id")
    }

    private static func isChosen(_ choice: Mover.Choice) -> SQL {
        guard let cell = choice.cell else { return moved(choice.way) }
        return "(\(stands("former.tier", at: cell.from)) AND \(stands("latter.tier", at: cell.to)))"
    }

    private static func stands(_ column: SQL, at place: Mover.Choice.Place) -> SQL {
        place.tier.map { "\(column) = \($0.place)" } ?? "\(column) IS NULL"
    }

    private static func moved(_ way: Mover.Way?) -> SQL {
        let (former, latter): (SQL, SQL) = ("coalesce(former.tier, 99)", "coalesce(latter.tier, 99)")
        let isOtherwiseSafe: SQL = "former.safety IS DISTINCT FROM latter.safety"
        return switch way {
        case nil: "(former.tier IS DISTINCT FROM latter.tier OR \(isOtherwiseSafe))"
        case .up: "\(latter) < \(former)"
        case .down: "\(latter) > \(former)"
        case .safety: "former.tier IS NOT DISTINCT FROM latter.tier AND \(isOtherwiseSafe)"
        }
    }

    private static let largest: SQL = """
        CASE WHEN coalesce(latter.contribution_minor, 0) > coalesce(former.contribution_minor, 0)
            THEN latter.contribution_minor ELSE coalesce(former.contribution_minor, 0) END DESC
        """

    private static let highest: SQL = """
        CASE WHEN coalesce(latter.tier, 99) < coalesce(former.tier, 99) THEN coalesce(latter.tier, 99)
            ELSE coalesce(former.tier, 99) END
        """

    /// The units of which somebody's word is awaited, the largest first, or by name as movers are.
    package func waiting(limit: Int, scope: Scope) async throws -> [Mover] {
        if scope.isNothing { return [] }
        let order: SQL = scope.sees(.cost) ? "contribution_minor DESC" : "accounts.sort_name"
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT unit_id, accounts.code, accounts.name, steady_tier, NULL, contribution_minor, pending_tier, NULL,
                    contribution_minor, reason
                FROM current_judgements JOIN accounts ON accounts.id = unit_id
                WHERE waiting_since IS NOT NULL AND \(scope.covers("unit_id"))
                ORDER BY \(order), unit_id LIMIT \(limit)
                """
            ) { try Mover($0, scope) }
        }
    }
}

extension StoredEvaluation {
    /// Leaves of the totals what a person may see.
    fileprivate mutating func keepOnly(_ scope: Scope, in connection: any Connection) throws {
        if !scope.sees(.cost) { estimated = nil }
        guard !scope.isEverything else {
            if !scope.sees(.cost) {
                for place in tiers.indices { (tiers[place].contribution, tiers[place].gains) = (0, 0) }
            }
            return
        }
        let found = try connection.rows(
            """
            SELECT tier, CAST(count(*) AS BIGINT), CAST(sum(revenue_minor) AS BIGINT),
                CAST(sum(contribution_minor) AS BIGINT), \(gains)
            FROM \(source) judged WHERE tier IS NOT NULL AND \(scope.covers("unit_id")) GROUP BY tier
            """
        ) { try TierTotal($0, from: 0, scope) }
        let told = try connection.first(
            """
            SELECT CAST(count(CASE WHEN (notes & \(Int(JudgementNotes.otherCurrencies.rawValue))) <> 0 THEN 1 END) AS BIGINT),
                CAST(count(CASE WHEN orders > 0 AND basis IN \(list: Self.estimates) THEN 1 END) AS BIGINT)
            FROM \(source) judged WHERE \(scope.covers("unit_id"))
            """
        ) { (leftOut: try $0.int(0), estimated: try $0.int(1)) }
        leftOut = told?.leftOut
        if scope.sees(.cost) { estimated = told?.estimated }
        tiers = tiers.map { total in found.first { $0.tier == total.tier } ?? TierTotal(total.tier) }
    }

    private static let estimates = ContributionBasis.allCases.filter(\.isEstimate).map { Int($0.rawValue) }

    /// Where its judgements are.
    fileprivate var source: SQL {
        switch kind {
        case .current: "(SELECT * FROM current_judgements)"
        case .monthEnd: "(SELECT * FROM judgements WHERE day = \(Int(day.number)))"
        }
    }
}

extension TierTotal {
    fileprivate init(_ row: any Row, from first: Int, _ scope: Scope) throws {
        self.init(Tier(try row.int(first)))
        (accounts, revenue) = (try row.int(first + 1), Int64(try row.int(first + 2)))
        contribution = scope.sees(.cost) ? Int64(try row.int(first + 3)) : 0
        gains = scope.sees(.cost) ? Int64(try row.int(first + 4)) : 0
    }
}

/// The contributions above zero.
private let gains: SQL =
    "CAST(sum(CASE WHEN contribution_minor > 0 THEN contribution_minor ELSE 0 END) AS BIGINT)"

extension Movement {
    fileprivate init(_ row: any Row, _ scope: Scope) throws {
        self.init(
            from: row.tier(0), to: row.tier(1), accounts: try row.int(2),
            contribution: scope.sees(.cost) ? Int64(try row.int(3)) : 0)
    }
}

extension Mover {
    fileprivate init(_ row: any Row, _ scope: Scope) throws {
        func contribution(_ column: Int) -> Int64? {
            scope.sees(.cost) ? row.optionalInt(column).map(Int64.init) : nil
        }
        self.init(
            unit: try row.int(0), code: try row.text(1), name: try row.text(2),
            before: Standing(tier: row.tier(3), safety: row.safety(4), contribution: contribution(5)),
            now: Standing(tier: row.tier(6), safety: row.safety(7), contribution: contribution(8)),
            reason: TierReason(rawValue: UInt8(clamping: try row.int(9))) ?? .inactive)
    }
}
