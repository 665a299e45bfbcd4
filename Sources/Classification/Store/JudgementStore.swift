package import Accounts
package import Database
import Judging
import Ledger
package import Measures
package import Rights

/// Reads judgements for pages, commands and the interface.
package struct JudgementStore: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// The judgement of an account's unit with everything it rests on, as far as this person may see it; nil when it was
    /// not judged, or the account may not be seen.
    /// - Parameter day: of the latest judgement that was kept by then, with the numbers it rested on; nil for the current
    ///   one. Groups are those of today.
    package func unit(of account: Int, asOf day: Day? = nil, scope: Scope) async throws -> JudgedUnit? {
        if scope.isNothing { return nil }
        return try await database.read { connection in
            guard try scope.includes(account, in: connection) else { return nil }
            let evaluation =
                try day.map { try EvaluationStore.latest(through: $0, in: connection) }
                ?? EvaluationStore.current(in: connection)
            guard let evaluation, let unit = try Self.unit(of: account, by: evaluation, in: connection) else {
                return nil
            }
            let seesWhole = try scope.includes(unit.judgement.unit, in: connection)
            return unit.seen(!seesWhole ? .tierOnly : scope.sees(.cost) ? .whole : .withoutCosts)
        }
    }

    /// The same beside the account that was asked for and its head, with what every month end said.
    package func judged(_ account: Account, asOf day: Day? = nil, scope: Scope) async throws -> JudgedAccount? {
        guard let unit = try await unit(of: account.id, asOf: day, scope: scope) else { return nil }
        let head = try await AccountStore(database).account(unit.judgement.unit, scope: scope)
        let history = try await history(of: unit, scope: scope)
        return JudgedAccount(
            account, head: head ?? account, unit, history: history.filter { $0.day <= unit.evaluation.day })
    }

    /// What the kept month ends said of a unit as far as this person may see it, ascending: one look into each, for they
    /// lie by day.
    package func history(of unit: JudgedUnit, scope: Scope) async throws -> [PastJudgement] {
        guard !scope.isNothing, unit.sight != .tierOnly else { return [] }
        let found = try await database.read { connection in
            try connection.rows(
                """
                SELECT evaluations.day, evaluations.policy_version, \(JudgementRows.past)
                FROM evaluations JOIN judgements ON judgements.day = evaluations.day
                WHERE evaluations.kind = \(StoredEvaluation.Kind.monthEnd.rawValue)
                    AND judgements.unit_id = \(unit.judgement.unit) AND \(scope.covers("judgements.unit_id"))
                ORDER BY evaluations.day
                """
            ) { try PastJudgement($0) }
        }
        return scope.sees(.cost) ? found : found.map(\.withoutCosts)
    }

    /// What the members of a group bring alone, as far as this person may see them, the largest first.
    package func members(of unit: JudgedUnit, scope: Scope) async throws -> [MemberAlone] {
        guard !scope.isNothing, unit.sight != .tierOnly else { return [] }
        let found = try await database.read { connection in
            let seen = try connection.rows(
                "SELECT id FROM accounts WHERE id IN \(list: unit.members) AND \(scope.covers("id")) ORDER BY id"
            ) { try $0.int(0) }
            var alone: [Int: MemberAlone] = [:]
            try FactsWalk(unit.ground, .none).forEachAccount(of: seen, connection) { alone[$0] = unit.alone($0, $1) }
            return seen.map { alone[$0] ?? unit.alone($0, nil) }
        }
        let seen = scope.sees(.cost) ? found : found.map(\.withoutCosts)
        return seen.sorted { ($0.contribution, $0.revenue, $1.account) > ($1.contribution, $1.revenue, $0.account) }
    }

    /// - Parameters:
    ///   - orNew: also a unit that came in after the evaluation, in no tier yet.
    ///   - withPast: what month ends said and people decided.
    static func unit(
        of account: Int, orNew: Bool = false, withPast: Bool = true, in connection: any Connection
    ) throws -> JudgedUnit? {
        guard let evaluation = try EvaluationStore.current(in: connection) else { return nil }
        return try unit(of: account, by: evaluation, orNew: orNew, withPast: withPast, in: connection)
    }

    private static func unit(
        of account: Int, by evaluation: StoredEvaluation, orNew: Bool = false, withPast: Bool = true,
        in connection: any Connection
    ) throws -> JudgedUnit? {
        let policy = try PolicyStore.version(
            evaluation.policyVersion, of: ClassificationPolicy.self, in: connection)
        let isGroup = policy.body.unit == .group
        let unit = isGroup ? try GroupStore.unit(of: account, in: connection) : (head: account, members: [account])
        let current = try connection.first(
            "SELECT \(JudgementRows.list) FROM \(evaluation.table) WHERE \(evaluation.isRow)unit_id = \(unit.head)"
        ) { try Judgement($0) }
        guard let judgement = current ?? (orNew ? Judgement(unit: unit.head) : nil) else { return nil }
        return JudgedUnit(
            judgement: judgement, evaluation: evaluation, policy: policy,
            before: withPast ? try monthEnd(before: evaluation.day, of: unit.head, in: connection) : nil,
            changes: withPast
                ? try changes(of: unit.head, in: connection).filter { $0.day <= evaluation.day } : [],
            decisions: withPast
                ? try DecisionStore.decisions(of: unit.head, in: connection).filter {
                    evaluation.kind == .current || $0.day <= evaluation.day
                } : [],
            members: unit.members)
    }

    private static func monthEnd(
        before day: Day, of unit: Int, in connection: any Connection
    ) throws -> PastJudgement? {
        let monthEnd = StoredEvaluation.Kind.monthEnd.rawValue
        return try connection.first(
            """
            SELECT evaluations.day, evaluations.policy_version, \(JudgementRows.past)
            FROM evaluations JOIN judgements ON judgements.day = evaluations.day
            WHERE evaluations.kind = \(monthEnd) AND judgements.unit_id = \(unit) AND evaluations.day =
                (SELECT max(day) FROM evaluations WHERE kind = \(monthEnd) AND day < \(Int(day.number)))
            """
        ) { try PastJudgement($0) }
    }

    private static func changes(of unit: Int, in connection: any Connection) throws -> [PastJudgement] {
        try connection.rows(
            "SELECT day, policy_version, \(JudgementRows.past) FROM tier_changes WHERE unit_id = \(unit) ORDER BY day"
        ) { try PastJudgement($0) }
    }

    /// A judgement with the account it is of.
    package struct Named: Sendable {
        package var code: String
        package var name: String
        package var judgement: Judgement
    }

    /// The judgements of an evaluation by unit, after one of them.
    package func page(
        of evaluation: StoredEvaluation, after unit: Int, size: Int, scope: Scope
    ) async throws -> [Named] {
        if scope.isNothing { return [] }
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT accounts.code, accounts.name, judged.*
                FROM (SELECT \(JudgementRows.list) FROM \(evaluation.table)
                    WHERE \(evaluation.isRow)unit_id > \(unit) AND \(scope.covers("unit_id"))
                    ORDER BY unit_id LIMIT \(size)) judged
                JOIN accounts ON accounts.id = judged.unit_id ORDER BY judged.unit_id
                """
            ) { Named(code: try $0.text(0), name: try $0.text(1), judgement: try Judgement($0, from: 2).seen(scope)) }
        }
    }
}

extension StoredEvaluation {
    /// Where its judgements are.
    fileprivate var table: SQL { kind == .current ? "current_judgements" : "judgements" }

    /// Which of them are its own.
    fileprivate var isRow: SQL { kind == .current ? "" : "day = \(Int(day.number)) AND " }
}
