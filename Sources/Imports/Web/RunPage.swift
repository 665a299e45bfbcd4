import Jobs
import Ledger
import Rights
import Site

struct RunPage: PageValue {
    let state: RunState
    /// Reloads itself where there is no script.
    let isMoving: Bool

    init(state: RunState) {
        self.state = state
        isMoving = state.polling != nil
    }
}

/// The moving part of a run's page.
struct RunState: PageValue {
    struct Running: PageValue {
        let path: String
        let progress: ProgressView
    }

    struct Undo: PageValue {
        let path: String
        let text: String?
        /// What stays.
        let note: String
    }

    struct Undone: PageValue {
        let text: String
        let kept: String?
        let keptNumbers: [String]
    }

    let badge: String
    let tone: String
    let byLine: String
    /// Asked again and again while this is there.
    let polling: String?
    let news: News
    let running: Running?
    let failed: String?
    let undoing: Bool
    let undoProblem: String?
    let result: CountsView?
    let undo: Undo?
    let undone: Undone?
    /// Where the file can be mapped and imported again.
    let again: String?

    init(_ visit: Visit, _ run: Run, _ pass: Pass?, _ request: UndoRequest?, who: String?) {
        let path = "/imports/runs/\(run.id)"
        let isUndoing = request?.job.map { !$0.isOver } ?? false
        badge = visit.state(of: run)
        tone = run.state.tone.rawValue
        byLine = visit.byLine(run.started, who)
        news = RunState.news(visit, run, pass, request, isUndoing)
        polling = run.state == .running || isUndoing ? "\(path)/progress?said=\(news.step)" : nil
        running =
            run.state == .running
            ? Running(path: path, progress: ProgressView(visit, fraction: run.progress, since: run.started)) : nil
        failed = run.state == .failed ? visit.text(run.words.failed) : nil
        undoing = isUndoing
        undoProblem =
            run.state != .undone && request?.job?.state == .failed
            ? request?.problem?[visit.language] ?? visit.text(ImportText.undoFailed) : nil
        result = run.state == .running ? nil : RunState.counts(visit, run, pass)
        undo =
            run.canBeUndone && run.state != .running && !isUndoing && visit.may(.undoing)
            ? Undo(path: path + "/undo", text: RunState.loss(visit, run), note: visit.text(run.words.undoText)) : nil
        undone = run.state == .undone ? Undone(visit, request?.outcome, run.words) : nil
        again = pass.map { "/imports/\($0.file)/mapping" }
    }

    private static func counts(_ visit: Visit, _ run: Run, _ pass: Pass?) -> CountsView {
        if run.isOfCosts { return CountsView(visit, costs: run) }
        let hasRejects = pass?.outcome?.rejected ?? 0 > 0
        return CountsView(
            visit, pass?.outcome ?? Pass.Outcome(run), isCheck: false,
            rejectPath: hasRejects ? "/imports/runs/\(run.id)/rejected.csv" : nil,
            monthsPath: pass.map { "/imports/\($0.file)/months.json" })
    }

    private static func news(
        _ visit: Visit, _ run: Run, _ pass: Pass?, _ request: UndoRequest?, _ isUndoing: Bool
    ) -> News {
        if isUndoing { return News(visit, step: "undoing", visit.text(ImportText.undoRunning)) }
        switch run.state {
        case .running: return News(visit, visit.text(ImportText.runRunning), fraction: run.progress)
        case .failed: return News(visit, step: "end", visit.text(ImportText.runFailed), isOver: true)
        case .undone: return News(visit, step: "end", visit.text(ImportText.undoneTitle), isOver: true)
        case .done, .undoing:
            if request?.job?.state == .failed {
                return News(visit, step: "end", visit.text(ImportText.undoFailed), isOver: true)
            }
            let summary =
                run.isOfCosts
                ? CountsView.summary(visit, costs: run)
                : CountsView.summary(visit, pass?.outcome ?? Pass.Outcome(run), false)
            let end = visit.text(ImportText.importOver)
            return News(visit, step: "end", end + visit.wordSpace + summary, isOver: true)
        }
    }

    /// What taking the run back takes away; nil when that is nothing.
    private static func loss(_ visit: Visit, _ run: Run) -> String? {
        let counts = run.counts
        let parts = [
            visit.part(run.words.undoAdded, run.recordsNew), visit.part(run.words.undoChanged, run.recordsChanged),
            visit.part(.undoNames, accounts: counts.accountsNew, products: counts.productsNew),
        ].compactMap { $0 }
        return parts.isEmpty ? nil : visit.text(ImportText.undoCounts, ["parts": visit.clauses(parts)])
    }
}

extension Visit {
    /// A part of a sentence about so many; nil when there are none.
    fileprivate func part(_ key: ImportText, _ count: Int) -> String? {
        count > 0 ? text(key, numbered(count), count: count) : nil
    }

    fileprivate func part(_ key: ImportText, accounts: Int, products: Int) -> String? {
        guard accounts > 0 || products > 0 else { return nil }
        return text(
            key,
            [
                "accounts": text(ImportText.someAccounts, numbered(accounts), count: accounts),
                "products": text(ImportText.someProducts, numbered(products), count: products),
            ])
    }
}

extension RunState.Undone {
    private static let shown = 20

    init(_ visit: Visit, _ outcome: UndoRequest.Outcome?, _ words: RunWords) {
        guard let outcome else {
            self.init(text: visit.text(ImportText.undoneByCommand), kept: nil, keptNumbers: [])
            return
        }
        let late = outcome.late ?? 0
        let booked = late > 0 ? visit.text(ImportText.bookedLate, visit.numbered(late), count: late) : nil
        let parts = [
            visit.part(words.undoneRemoved, outcome.removed), visit.part(words.undoneRestored, outcome.restored),
            visit.part(.undoneNames, accounts: outcome.accountsRemoved, products: outcome.productsRemoved),
        ].compactMap { $0 }
        let text =
            parts.isEmpty
            ? visit.text(ImportText.undoneNothing)
            : visit.text(ImportText.undoneText, ["parts": visit.clauses(parts)])
        let sentences = [text, booked].compactMap { $0 }.joined(separator: visit.wordSpace)
        let shown = Array(outcome.keptNumbers.prefix(Self.shown))
        let more = outcome.kept - shown.count
        self.init(
            text: sentences,
            kept: outcome.kept == 0
                ? nil : visit.text(words.undoneKept, visit.numbered(outcome.kept), count: outcome.kept),
            keptNumbers: shown
                + (more > 0 ? [visit.text(ImportText.undoneKeptMore, visit.numbered(more), count: more)] : []))
    }
}
