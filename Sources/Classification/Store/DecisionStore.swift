import Accounts
import Audit
package import Database
package import Measures

/// Keeps what people decided about tiers; nothing is ever taken away.
package enum DecisionStore {
    /// By unit, in the order of their days.
    package static func decisions(through day: Day, in connection: any Connection) throws -> [Int: [TierDecision]] {
        var found: [Int: [TierDecision]] = [:]
        try connection.forEachRow("SELECT \(columns) FROM tier_decisions WHERE day <= \(Int(day.number)) \(order)") {
            found[try $0.int(0), default: []].append(try TierDecision($0))
        }
        return found
    }

    /// Those of units about which something was decided after a day, with what was decided before.
    package static func decisions(
        after day: Day, through last: Day, in connection: any Connection
    ) throws -> [Int: [TierDecision]] {
        let units = try connection.rows(
            """
            SELECT DISTINCT unit_id FROM tier_decisions
            WHERE day > \(Int(day.number)) AND day <= \(Int(last.number)) ORDER BY unit_id
            """
        ) { try $0.int(0) }
        var found: [Int: [TierDecision]] = [:]
        for unit in units { found[unit] = try decisions(of: unit, in: connection).filter { $0.day <= last } }
        return found
    }

    package static func decisions(of unit: Int, in connection: any Connection) throws -> [TierDecision] {
        try connection.rows("SELECT \(columns) FROM tier_decisions WHERE unit_id = \(unit) \(order)") {
            try TierDecision($0)
        }
    }

    /// - Parameter tiers: the codes of what it was in and what it is in now.
    package static func keep(
        _ decision: TierDecision, of unit: Int, tiers: (before: String?, now: String?), now: Int,
        in connection: any Connection
    ) throws {
        let id = try Identifiers.reserve(1, for: "tier_decisions", in: connection)
        var (tier, through): (Int?, Int?) = (nil, nil)
        if case .override(let its, let last) = decision.kind { (tier, through) = (its.place, Int(last.number)) }
        try connection.execute(
            """
            INSERT INTO tier_decisions (id, unit_id, day, tier, through_day, reason, user_id, made)
            VALUES (\(id), \(unit), \(Int(decision.day.number)), \(tier), \(through), \(decision.reason),
                \(decision.user), \(now))
            """)
        try Audit.note(
            .tierDecided, try CircleStore.subject(unit, in: connection),
            AuditChange.between([
                AuditChange("tier", tiers.before, tiers.now),
                AuditChange("through", nil, through.map { Day($0).iso }),
                AuditChange("reason", nil, decision.reason),
            ]), in: connection)
    }

    private static let columns: SQL = "unit_id, day, tier, through_day, reason, user_id"
    private static let order: SQL = "ORDER BY day, id"
}

extension TierDecision {
    fileprivate init(_ row: any Row) throws {
        var kind = Kind.confirm
        if let tier = row.tier(2), let through = row.optionalInt(3) { kind = .override(tier, through: Day(through)) }
        self.init(kind, day: Day(try row.int(1)), reason: try row.text(4), user: row.optionalInt(5))
    }
}
