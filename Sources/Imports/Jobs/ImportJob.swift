import Database
import Foundation
import Jobs
import Ledger
import Measures
import Rights
import Tabular

/// Does the passes that people asked for in the browser.
struct ImportJob: Sendable {
    /// Where the file lies while it is read.
    let temporaryFolder: URL

    var handler: JobHandler { JobHandler(PassStore.job) { try await run($0) } }

    private func run(_ context: JobContext) async throws {
        let id = try context.job.payload(as: PassStore.Payload.self).pass
        let passes = PassStore(context.database)
        guard let pass = try await passes.find(id, .everything), pass.ended == nil,
            let file = try await UploadStore(context.database).find(pass.file, .everything)
        else { return }
        do {
            try await carryOut(pass, file, context)
        } catch let error as TabularError {
            try await refuse(pass, .file(error), context)
        } catch let problem as ImportProblem {
            try await refuse(pass, problem, context)
        } catch LedgerError.runTakenBack {
            // Another attempt would bring in again what somebody just took out.
            try await refuse(pass, context) { $0.undoneMeanwhile }
        }
    }

    private func carryOut(_ pass: Pass, _ file: UploadedFile, _ context: JobContext) async throws {
        let original = try HeldFile(folder: temporaryFolder)
        try await UploadStore(context.database).write(file.id, to: original.handle)
        let rejects = try HeldFile(folder: temporaryFolder)
        var work = work(pass, file, context)
        work.path = original.path
        work.rejectPath = rejects.path
        let former = try await formerRun(of: pass, file, context)
        // What an earlier attempt finished is only read again, for the reject file.
        if former != nil { work.isDryRun = true }
        let result: ImportResult
        do { result = try await work.run(in: context.database) } catch ImportProblem.monthsClosed(let late) {
            // They list the orders in question.
            try await keep(rejects, of: pass, context)
            throw ImportProblem.monthsClosed(late)
        }
        try await keep(rejects, of: pass, context)
        let outcome = Pass.Outcome(
            former?.counts ?? result.counts, currency: result.currency,
            company: result.companyCurrency, late: result.late,
            tookCurrency: former == nil && result.tookCurrency, continued: result.continued,
            reasons: result.reasons, figures: result.figures)
        try await PassStore(context.database).conclude(
            pass.id, outcome, run: former?.id ?? result.run, now: context.now())
    }

    private func keep(_ rejects: HeldFile, of pass: Pass, _ context: JobContext) async throws {
        guard try rejects.size > 0 else { return }
        try await PassStore(context.database).keepRejects(of: pass.id, URL(fileURLWithPath: rejects.path))
    }

    private func work(_ pass: Pass, _ file: UploadedFile, _ context: JobContext) -> OrderImport {
        var work = OrderImport(path: "", fileName: file.name, mapping: pass.mapping, now: context.now)
        work.isDryRun = pass.isCheck
        work.user = pass.user
        work.explain = { error in
            (error as? ImportProblem).map { ImportWording(.en).sentence($0) } ?? "\(error)"
        }
        work.progress = { context.show($0.overall) }
        let language = pass.language
        work.wording = { ImportWording(language).reason($0) }
        return work
    }

    /// The run of an attempt whose process died between the last batch and the pass's end.
    private func formerRun(of pass: Pass, _ file: UploadedFile, _ context: JobContext) async throws -> Run? {
        guard !pass.isCheck, context.job.attempts > 1, let started = context.job.started else { return nil }
        let runs = try await context.database.read { try RunStore.list(limit: 50, in: $0) }
        return runs.first {
            $0.state == .done && $0.kind == RunKind.orders && $0.file == file.name && $0.user == pass.user
                && ($0.ended ?? 0) >= started
        }
    }

    private func refuse(_ pass: Pass, _ problem: ImportProblem, _ context: JobContext) async throws {
        let questions = if case .mapping(let problems) = problem { problems } else { [MappingProblem]() }
        try await refuse(pass, context, questions) { $0.sentence(problem) }
    }

    private func refuse(
        _ pass: Pass, _ context: JobContext, _ questions: [MappingProblem] = [], _ sentence: (ImportWording) -> String
    ) async throws {
        let sentences = Language.allCases.map { ($0, sentence(ImportWording($0))) }
        try await PassStore(context.database).conclude(
            pass.id, problem: Dictionary(uniqueKeysWithValues: sentences), questions: questions, now: context.now())
        throw JobRefused(sentence(ImportWording(.en)))
    }
}
