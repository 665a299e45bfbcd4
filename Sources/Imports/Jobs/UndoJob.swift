import Database
import Jobs
import Ledger
import Measures

/// Takes runs back that people no longer want.
struct UndoJob: Sendable {
    var handler: JobHandler { JobHandler(UndoStore.job) { try await run($0) } }

    private func run(_ context: JobContext) async throws {
        let run = try context.job.payload(as: UndoStore.Payload.self).run
        let currency = try await RunBook(context.database).currency() ?? .cny
        do {
            let outcome = try await RunUndo(run: run, currency: currency).undo(in: context.database, now: context.now)
            try await UndoStore(context.database).conclude(run, UndoRequest.Outcome(outcome))
        } catch LedgerError.monthsClosed(let late) {
            try await refuse(run, context) { $0.sentence(late, .monthsClosedUndo) }
        } catch LedgerError.costMonthsClosed(let late) {
            try await refuse(run, context) { $0.sentence(late, .costMonthsClosedUndo) }
        } catch let error as LedgerError {
            throw JobRefused("\(error)")
        }
    }

    private func refuse(_ run: Int, _ context: JobContext, _ sentence: (ImportWording) -> String) async throws {
        let sentences = Language.allCases.map { ($0, sentence(ImportWording($0))) }
        try await UndoStore(context.database).conclude(run, problem: Dictionary(uniqueKeysWithValues: sentences))
        throw JobRefused(sentence(ImportWording(.en)))
    }
}
