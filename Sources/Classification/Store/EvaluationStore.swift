import Accounts
package import Database
import Judging
import Ledger
package import Measures
import Statistics

/// Keeps evaluations with the judgements they came to.
package enum EvaluationStore {
    /// The latest kept evaluation that speaks of no later day; with `kind`, of that kind only. A month end that is asked
    /// for by its day is the kept one; later the current judgements of the same day know more.
    package static func latest(
        through day: Day, _ kind: StoredEvaluation.Kind? = nil, in connection: any Connection
    ) throws -> StoredEvaluation? {
        let isKind: SQL = kind.map { "kind = \($0.rawValue)" } ?? "TRUE"
        return try find("\(isKind) AND day <= \(Int(day.number)) \(Self.order(asking: day)) LIMIT 1", in: connection)
    }

    private static func order(asking day: Day) -> SQL {
        "ORDER BY day DESC, CASE WHEN day = \(Int(day.number)) THEN kind ELSE -kind END"
    }

    /// The one that the current judgements come from.
    package static func current(in connection: any Connection) throws -> StoredEvaluation? {
        try find("kind = \(StoredEvaluation.Kind.current.rawValue)", in: connection)
    }

    /// The day and policy of the current judgements: what every list asks for.
    package static func currentHead(in connection: any Connection) throws -> (day: Day, policyVersion: Int)? {
        try connection.first(
            "SELECT day, policy_version FROM evaluations WHERE kind = \(StoredEvaluation.Kind.current.rawValue)"
        ) { (day: Day(try $0.int(0)), policyVersion: try $0.int(1)) }
    }

    /// Changes with whatever a judgement rests on: the ledger, the groups, the policy.
    package static func groundVersion(in connection: any Connection) throws -> String {
        let more = try connection.first(
            """
            SELECT CAST(count(*) AS BIGINT), CAST(coalesce(sum(parent_id), 0) AS BIGINT),
                (SELECT CAST(coalesce(max(version), 1) AS BIGINT) FROM policies
                    WHERE kind = \(ClassificationPolicy.kind))
            FROM accounts WHERE parent_id IS NOT NULL
            """
        ) { "\(try $0.int(0)) \(try $0.int(1)) \(try $0.int(2))" }
        let currency = try CompanySettings.currency(in: connection)?.code ?? ""
        return try LedgerExtent.version(in: connection) + " " + (more ?? "") + " " + currency
    }

    /// What the current judgements rest on, as `groundVersion` had it; nil when nobody was judged.
    package static func judgedGround(in connection: any Connection) throws -> String? {
        try connection.text(
            "SELECT rested_on FROM evaluations WHERE kind = \(StoredEvaluation.Kind.current.rawValue)")
    }

    /// The days of the month ends that are kept, ascending.
    package static func monthEnds(in connection: any Connection) throws -> [Day] {
        try connection.rows(
            "SELECT day FROM evaluations WHERE kind = \(StoredEvaluation.Kind.monthEnd.rawValue) ORDER BY day"
        ) { Day(try $0.int(0)) }
    }

    /// What a month end said of every unit, as far as the next one rests on it.
    package static func formers(_ day: Day, in connection: any Connection) throws -> FormerJudgements {
        try formers("judgements WHERE day = \(Int(day.number))", in: connection)
    }

    /// What the current judgements say.
    package static func currentFormers(in connection: any Connection) throws -> FormerJudgements {
        try formers("current_judgements", in: connection)
    }

    private static func formers(_ source: SQL, in connection: any Connection) throws -> FormerJudgements {
        var found = FormerJudgements()
        try connection.forEachRow(
            """
            SELECT unit_id, steady_tier, pending_tier, pending_month_ends, waiting_since, tier, safety
            FROM \(source) ORDER BY unit_id
            """, streaming: true
        ) { row in
            found.append(
                try row.int(0),
                FormerJudgement(
                    steady: row.tier(1), tier: row.tier(5), safety: row.safety(6), pending: row.pending(2),
                    waitingSince: row.optionalInt(4).map { Day($0) }))
        }
        return found
    }

    /// Keeps an evaluation as the current one in place of the one before.
    package static func keepCurrent(_ evaluation: Evaluation, now: Int, in connection: any Connection) throws {
        try forget(.current, "TRUE", in: connection)
        try keepHead(evaluation, .current, now: now, in: connection)
        try connection.bulk(JudgementRows.current) { writer in
            for judgement in evaluation.judgements { try writer.write(judgement) }
        }
    }

    /// Keeps an evaluation of a month end for good, and drops later ones: they rest on it.
    /// - Parameter former: what the month end before said: leaving a tier is kept too, and changes once more by unit, so
    ///   that the past of an account lies in one place.
    package static func keepMonthEnd(
        _ evaluation: Evaluation, after former: FormerJudgements, now: Int, in connection: any Connection
    ) throws {
        let day = evaluation.ground.day
        try forget(.monthEnd, "day >= \(Int(day.number))", in: connection)
        try keepHead(evaluation, .monthEnd, now: now, in: connection)
        try connection.bulk(JudgementRows.monthEnd) { writer in
            for judgement in evaluation.judgements where judgement.tier != nil || former[judgement.unit]?.steady != nil
            {
                writer.integer(Int64(day.number))
                try writer.write(judgement)
            }
        }
        try connection.bulk(JudgementRows.change) { writer in
            for judgement in evaluation.judgements where judgement.changes(former[judgement.unit]) {
                try writer.write(change: judgement, day, policy: evaluation.ground.policy.version)
            }
        }
    }

    /// Puts current judgements in place of those of the same units.
    package static func update(_ judgements: [Judgement], in connection: any Connection) throws {
        try connection.bulk(JudgementRows.provisional) { writer in
            for judgement in judgements { try writer.write(judgement) }
        }
    }

    /// Counts a unit in another tier of the current evaluation than it was in.
    package static func move(
        _ judgement: Judgement, from before: Tier?, of evaluation: StoredEvaluation, in connection: any Connection
    ) throws {
        for (tier, sign) in [(before, -1), (judgement.tier, 1)] {
            guard let tier else { continue }
            try connection.execute(
                """
                UPDATE tier_totals SET accounts = accounts + \(sign),
                    revenue_minor = revenue_minor + \(Int64(sign) * judgement.revenue),
                    contribution_minor = contribution_minor + \(Int64(sign) * judgement.contribution),
                    gains_minor = gains_minor + \(Int64(sign) * max(0, judgement.contribution))
                WHERE evaluation_id = \(evaluation.id) AND tier = \(tier.place)
                """)
        }
    }

    /// Takes away the evaluations of a kind that meet a condition; the current one whatever it is.
    private static func forget(
        _ kind: StoredEvaluation.Kind, _ condition: SQL, in connection: any Connection
    ) throws {
        let which: SQL = "kind = \(kind.rawValue) AND (\(condition))"
        if kind == .monthEnd {
            let days = try connection.rows("SELECT day FROM evaluations WHERE \(which)") { try $0.int(0) }
            if days.isEmpty { return }
            for day in days { try connection.execute("DELETE FROM judgements WHERE day = \(day)") }
            try connection.execute("DELETE FROM tier_changes WHERE day IN \(list: days)")
        } else {
            try connection.execute("DELETE FROM current_judgements")
        }
        for table in ["yardsticks", "tier_totals"] {
            try connection.execute(
                """
                DELETE FROM \(unsafe: table) WHERE evaluation_id IN (SELECT id FROM evaluations WHERE \(which))
                """)
        }
        try connection.execute("DELETE FROM evaluations WHERE \(which)")
    }

    /// Takes away what was judged of days that the ledger no longer reaches, since orders were taken back, or in
    /// another currency than the company's; without any order, all of it. A later day that was asked for on its own stays.
    package static func forgetGroundless(in connection: any Connection) throws {
        let isGroundless = try isGroundless(in: connection)
        try forget(.monthEnd, isGroundless, in: connection)
        let current = StoredEvaluation.Kind.current.rawValue
        let found = try connection.integer("SELECT 1 FROM evaluations WHERE kind = \(current) AND (\(isGroundless))")
        guard found != nil else { return }
        try forget(.current, "TRUE", in: connection)
        try StandingStore.replace(in: connection) { _ in }
    }

    /// The condition on an evaluation that rests on orders which are gone.
    static func isGroundless(in connection: any Connection) throws -> SQL {
        guard let ledger = try LedgerExtent.days(in: connection) else { return "TRUE" }
        let (from, through) = (Int(ledger.from.number), Int(ledger.through.number))
        let currency = try CompanySettings.currency(in: connection)?.code ?? ""
        return """
            day < \(from) OR (day > \(through) AND ledger_through > \(through)) OR currency <> \(currency)
            """
    }

    // MARK: Heads

    private enum YardstickKind: Int { case mean = 1, value = 2, count = 3 }

    private static func keepHead(
        _ evaluation: Evaluation, _ kind: StoredEvaluation.Kind, now: Int, in connection: any Connection
    ) throws {
        let id = try Identifiers.reserve(1, for: "evaluations", in: connection)
        let (ground, yardstick) = (evaluation.ground, evaluation.yardstick)
        try connection.execute(
            """
            INSERT INTO evaluations (id, kind, day, policy_version, currency, ledger_from, ledger_through,
                company_margin, categories_offered, rested_on, made, left_out, estimated)
            VALUES (\(id), \(kind.rawValue), \(Int(ground.day.number)), \(ground.policy.version),
                \(ground.currency.code), \(Int(ground.ledger.from.number)), \(Int(ground.ledger.through.number)),
                \(yardstick.companyMargin), \(yardstick.categoriesOffered), \(ground.version), \(now),
                \(evaluation.leftOut), \(evaluation.estimated))
            """)
        func row(_ kind: YardstickKind, _ measure: Int, _ place: Int, _ value: Double) -> SQL {
            """
            INSERT INTO yardsticks (evaluation_id, kind, measure, place, value)
            VALUES (\(id), \(kind.rawValue), \(measure), \(place), \(value))
            """
        }
        let means = yardstick.means.map { row(.mean, $0.key.rawValue, 0, $0.value) }
        let values = yardstick.values.flatMap { measure, spread in
            spread.values.enumerated().map { row(.value, measure.rawValue, $0, $1) }
                // Once is not worth a row.
                + spread.counts.enumerated().filter { $0.element > 1 }.map {
                    row(.count, measure.rawValue, $0, Double($1))
                }
        }
        let totals = evaluation.totals
        try connection.batch(
            means + values
                + totals.map { total in
                    let place = total.tier.place
                    let least = yardstick.cuts.indices.contains(place) ? yardstick.cuts[place] : nil
                    return """
                        INSERT INTO tier_totals (evaluation_id, tier, accounts, revenue_minor, contribution_minor,
                            gains_minor, least_minor)
                        VALUES (\(id), \(place), \(total.accounts), \(total.revenue), \(total.contribution),
                            \(total.gains), \(least))
                        """
                })
    }

    private static func find(_ condition: SQL, in connection: any Connection) throws -> StoredEvaluation? {
        let found = try connection.first(
            """
            SELECT id, kind, day, policy_version, currency, ledger_from, ledger_through, company_margin,
                categories_offered, left_out, estimated
            FROM evaluations WHERE \(condition)
            """
        ) { row in
            var yardstick = Yardstick()
            yardstick.companyMargin = row.optionalDouble(7)
            yardstick.categoriesOffered = try row.int(8)
            let ledger = DayRange(from: Day(try row.int(5)), through: Day(try row.int(6)))
            var evaluation = StoredEvaluation(
                id: try row.int(0), kind: StoredEvaluation.Kind(rawValue: try row.int(1)) ?? .current,
                day: Day(try row.int(2)), policyVersion: try row.int(3),
                currency: Currency(try row.text(4)) ?? .cny, ledger: ledger ?? DayRange.year(through: Day(0)),
                yardstick: yardstick, tiers: [])
            (evaluation.leftOut, evaluation.estimated) = (row.optionalInt(9), row.optionalInt(10))
            return evaluation
        }
        guard var evaluation = found else { return nil }
        try readYardstick(&evaluation, in: connection)
        try connection.forEachRow(
            """
            SELECT tier, accounts, revenue_minor, contribution_minor, gains_minor, least_minor FROM tier_totals
            WHERE evaluation_id = \(evaluation.id) ORDER BY tier
            """
        ) { row in
            var total = TierTotal(Tier(try row.int(0)))
            (total.accounts, total.revenue) = (try row.int(1), Int64(try row.int(2)))
            (total.contribution, total.gains) = (Int64(try row.int(3)), Int64(try row.int(4)))
            evaluation.tiers.append(total)
            evaluation.yardstick.cuts.append(row.optionalInt(5).map(Int64.init))
        }
        return evaluation
    }

    private static func readYardstick(_ evaluation: inout StoredEvaluation, in connection: any Connection) throws {
        var yardstick = evaluation.yardstick
        var values: [Yardstick.Measure: [(value: Double, count: Int)]] = [:]
        // Counts come after the values they belong to.
        try connection.forEachRow(
            """
            SELECT kind, measure, value, place FROM yardsticks WHERE evaluation_id = \(evaluation.id)
            ORDER BY kind, measure, place
            """
        ) { row in
            let (measure, value, place) = (try row.int(1), try row.double(2), try row.int(3))
            switch YardstickKind(rawValue: try row.int(0)) {
            case .mean: if let part = Yardstick.Part(rawValue: measure) { yardstick.means[part] = value }
            case .value:
                if let measure = Yardstick.Measure(rawValue: measure) {
                    values[measure, default: []].append((value, 1))
                }
            case .count:
                if let measure = Yardstick.Measure(rawValue: measure) { values[measure]?[place].count = Int(value) }
            case nil: break
            }
        }
        for (measure, rows) in values {
            var spread = ValueCounts()
            for row in rows { spread.add(row.value, count: row.count) }
            yardstick.values[measure] = spread
        }
        evaluation.yardstick = yardstick
    }
}
