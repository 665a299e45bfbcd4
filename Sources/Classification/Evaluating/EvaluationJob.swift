package import Database
package import Jobs
import Ledger
package import Measures
import Synchronization

/// Judges all accounts anew in the background once what they are judged by has changed.
package struct EvaluationJob: Sendable {
    private static let kind = "evaluate"
    /// The company's day.
    private let today: @Sendable (any Database) async throws -> Day

    package init(today: @escaping @Sendable (any Database) async throws -> Day) { self.today = today }

    package var handler: JobHandler {
        JobHandler(Self.kind) { context in
            // Somebody may have had them judged meanwhile, by command.
            let isCurrent = try await context.database.read { connection in
                try EvaluationStore.judgedGround(in: connection) == EvaluationStore.groundVersion(in: connection)
            }
            if isCurrent { return }
            let evaluator = Evaluator(context.database, now: context.now, processors: 1) { context.show($0) }
            do { _ = try await evaluator.run(asOf: nil, today: try await today(context.database)) } catch let problem
                as EvaluationProblem
            {
                throw JobRefused("\(problem)")
            }
        }
    }

    /// Looks whether orders, groups or the policy changed since the current judgements, and asks for new ones once
    /// nothing has changed any more between two looks: an import under way is waited for.
    package final class Watch: Sendable {
        private let seen = Mutex<String?>(nil)

        package init() {}

        package func look(at database: any Database, now: Int) async throws {
            try await Rejudging(database).run()
            let (version, judged) = try await database.read { connection in
                (try EvaluationStore.groundVersion(in: connection), try EvaluationStore.judgedGround(in: connection))
            }
            let isSettled = seen.withLock { seen in
                defer { seen = version }
                return seen == version
            }
            guard isSettled, version != judged else { return }
            try await database.write { connection in
                guard try LedgerExtent.days(in: connection) != nil else {
                    return try EvaluationStore.forgetGroundless(in: connection)
                }
                guard try !JobStore.isUnderWay(Self.kind, in: connection) else { return }
                try JobStore.enqueue(Self.kind, [String: Int](), now: now, in: connection)
            }
        }

        private static let kind = EvaluationJob.kind
    }
}
