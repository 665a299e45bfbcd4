import Ledger
import Measures
import Site

/// What an import did, or would do: a sentence, the numbers, and what to know besides.
struct CountsView: PageValue {
    struct Count: PageValue {
        let name: String
        let title: String
        let number: String
    }

    let summary: String
    let counts: [Count]
    let notes: [String]
    let rejected: String?
    let rejectPath: String?

    /// - Parameter rejectPath: where the rejected lines can be had; nil when nobody kept them.
    init(_ visit: Visit, _ outcome: Pass.Outcome, isCheck: Bool, rejectPath: String?) {
        summary = CountsView.summary(visit, outcome, isCheck)
        counts = CountsView.counts(visit, outcome)
        notes = CountsView.notes(visit, outcome, isCheck)
        rejected =
            outcome.rejected > 0
            ? visit.text(ImportText.rejectedText, visit.numbered(outcome.rejected), count: outcome.rejected) : nil
        self.rejectPath = rejectPath
    }

    private static func summary(_ visit: Visit, _ outcome: Pass.Outcome, _ isCheck: Bool) -> String {
        let numbers = NumberStyle(visit.language)
        if outcome.accepted == 0 { return visit.text(ImportText.nothingTaken) }
        if outcome.ordersNew == 0, outcome.ordersChanged == 0 {
            return visit.text(
                isCheck ? ImportText.wouldBeUnchanged : .allUnchanged, visit.numbered(outcome.ordersUnchanged),
                count: outcome.ordersUnchanged)
        }
        return visit.text(
            isCheck ? ImportText.wouldDo : .didDo,
            [
                "new": numbers.integer(outcome.ordersNew), "changed": numbers.integer(outcome.ordersChanged),
                "unchanged": numbers.integer(outcome.ordersUnchanged),
            ])
    }

    private static func counts(_ visit: Visit, _ outcome: Pass.Outcome) -> [Count] {
        let rows: [(String, ImportText, Int)] = [
            ("read", .countRead, outcome.read), ("accepted", .countAccepted, outcome.accepted),
            ("rejected", .countRejected, outcome.rejected), ("orders_new", .countNew, outcome.ordersNew),
            ("orders_changed", .countChanged, outcome.ordersChanged),
            ("orders_unchanged", .countUnchanged, outcome.ordersUnchanged),
            ("accounts_new", .countAccounts, outcome.accountsNew),
            ("products_new", .countProducts, outcome.productsNew),
        ]
        let numbers = NumberStyle(visit.language)
        return rows.map { Count(name: $0, title: visit.text($1), number: numbers.integer($2)) }
    }

    private static func notes(_ visit: Visit, _ outcome: Pass.Outcome, _ isCheck: Bool) -> [String] {
        var notes: [String] = []
        if outcome.tookCurrency {
            notes.append(
                visit.text(isCheck ? ImportText.currencyWouldBe : .currencyTaken, ["code": outcome.currency]))
        }
        if let late = outcome.late, late > 0 {
            notes.append(visit.text(isCheck ? ImportText.wouldBeLate : .bookedLate, visit.numbered(late), count: late))
        }
        if outcome.continued { notes.append(visit.text(ImportText.continuedText)) }
        if outcome.read > 0, outcome.rejected == 0 { notes.append(visit.text(ImportText.noRejects)) }
        return notes
    }
}

extension Visit {
    /// A count as readers write it, for the `{count}` of a text.
    func numbered(_ count: Int) -> [String: String] { ["count": NumberStyle(language).integer(count)] }
}

extension Pass.Outcome {
    /// What a run says of itself, where no pass is known.
    init(_ run: Run) {
        self.init(run.counts, currency: .cny, late: nil, tookCurrency: false, continued: false)
    }
}
