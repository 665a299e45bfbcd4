import Ledger
import Measures
import Site

/// What is said of a run, by what it wrote.
struct RunWords: Sendable {
    let didAdd: ImportText
    let didChange: ImportText
    let didLeave: ImportText
    let allUnchanged: ImportText
    let undoAdded: ImportText
    let undoChanged: ImportText
    let undoneRemoved: ImportText
    let undoneRestored: ImportText
    let undoneKept: ImportText
    let failed: ImportText
    let undoText: ImportText

    static let orders = RunWords(
        didAdd: .didAdd, didChange: .didChange, didLeave: .didLeave, allUnchanged: .allUnchanged, undoAdded: .undoAdded,
        undoChanged: .undoChanged, undoneRemoved: .undoneRemoved, undoneRestored: .undoneRestored,
        undoneKept: .undoneKept, failed: .runFailedText, undoText: .undoText)

    static let costs = RunWords(
        didAdd: .costDidAdd, didChange: .costDidChange, didLeave: .costDidLeave, allUnchanged: .costAllUnchanged,
        undoAdded: .costUndoAdded, undoChanged: .costUndoChanged, undoneRemoved: .costUndoneRemoved,
        undoneRestored: .costUndoneRestored, undoneKept: .costUndoneKept, failed: .costRunFailed,
        undoText: .costUndoText)
}

extension Run {
    var isOfCosts: Bool { kind == RunKind.costs }
    var words: RunWords { isOfCosts ? .costs : .orders }
    /// Orders or costs.
    var recordsNew: Int { counts.ordersNew + counts.costsNew }
    var recordsChanged: Int { counts.ordersChanged + counts.costsChanged }
    var recordsUnchanged: Int { counts.ordersUnchanged + counts.costsUnchanged }
}

extension CountsView {
    /// Of a run of costs.
    init(_ visit: Visit, costs run: Run) {
        let (numbers, counts) = (NumberStyle(visit.language), run.counts)
        summary = Self.summary(visit, costs: run)
        let rows: [(String, ImportText, Int)] = [
            ("read", .countRead, counts.read), ("accepted", .countAccepted, counts.accepted),
            ("rejected", .countRejected, counts.rejected), ("costs_new", .costCountNew, counts.costsNew),
            ("costs_changed", .costCountChanged, counts.costsChanged),
            ("costs_unchanged", .costCountUnchanged, counts.costsUnchanged),
        ]
        self.counts = rows.map { Count(name: $0, title: visit.text($1), number: numbers.integer($2)) }
        figures = nil
        notes = counts.read > 0 && counts.rejected == 0 ? [visit.text(ImportText.noRejects)] : []
        let words = ["count": numbers.integer(counts.rejected), "total": numbers.integer(counts.read)]
        rejected =
            counts.rejected == 0
            ? nil
            : Rejected(
                title: visit.text(ImportText.rejectedTitle, words, count: counts.rejected), reasons: [],
                hint: visit.text(ImportText.costRejectedText), path: nil)
    }

    static func summary(_ visit: Visit, costs run: Run) -> String {
        let (words, counts) = (run.words, run.counts)
        if counts.accepted == 0 { return visit.text(ImportText.nothingTaken) }
        if counts.costsNew == 0, counts.costsChanged == 0 {
            return visit.text(words.allUnchanged, visit.numbered(counts.costsUnchanged), count: counts.costsUnchanged)
        }
        let parts = [
            (counts.costsNew, words.didAdd), (counts.costsChanged, words.didChange),
            (counts.costsUnchanged, words.didLeave),
        ]
        let said = parts.filter { $0.0 > 0 }.map { visit.text($0.1, visit.numbered($0.0), count: $0.0) }
        return visit.text(ImportText.didDo, ["parts": visit.clauses(said)])
    }
}
