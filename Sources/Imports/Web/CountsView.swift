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

    struct Reason: PageValue {
        let text: String
        let lines: String
    }

    /// Lines that were not taken: how many, why, and where they can be had.
    struct Rejected: PageValue {
        let title: String
        let reasons: [Reason]
        /// How to take them after all.
        let hint: String
        /// Nil when nobody kept them.
        let path: String?
    }

    let summary: String
    let counts: [Count]
    let notes: [String]
    let rejected: Rejected?
    let figures: FiguresView?

    /// - Parameters:
    ///   - rejectPath: where the rejected lines can be had; nil when nobody kept them.
    ///   - monthsPath: the endpoint of the chart of months.
    init(_ visit: Visit, _ outcome: Pass.Outcome, isCheck: Bool, rejectPath: String?, monthsPath: String?) {
        figures = outcome.figures.map {
            FiguresView(
                visit, $0, in: Currency(outcome.company ?? outcome.currency) ?? .cny, rejected: outcome.rejected,
                monthsPath: monthsPath)
        }
        summary = CountsView.summary(visit, outcome, isCheck)
        counts = CountsView.counts(visit, outcome)
        notes = CountsView.notes(visit, outcome, isCheck)
        rejected = outcome.rejected > 0 ? Rejected(visit, outcome, path: rejectPath) : nil
    }

    /// Says nothing of what there is none of.
    static func summary(_ visit: Visit, _ outcome: Pass.Outcome, _ isCheck: Bool) -> String {
        if outcome.accepted == 0 { return visit.text(ImportText.nothingTaken) }
        if outcome.ordersNew == 0, outcome.ordersChanged == 0 {
            return visit.text(
                isCheck ? ImportText.wouldBeUnchanged : .allUnchanged, visit.numbered(outcome.ordersUnchanged),
                count: outcome.ordersUnchanged)
        }
        let parts: [(Int, ImportText)] =
            isCheck
            ? [
                (outcome.ordersNew, .wouldAdd), (outcome.ordersChanged, .wouldChange),
                (outcome.ordersUnchanged, .wouldLeave),
            ]
            : [
                (outcome.ordersNew, .didAdd), (outcome.ordersChanged, .didChange),
                (outcome.ordersUnchanged, .didLeave),
            ]
        let said = parts.filter { $0.0 > 0 }.map { visit.text($0.1, visit.numbered($0.0), count: $0.0) }
        return visit.text(isCheck ? ImportText.wouldDo : .didDo, ["parts": visit.clauses(said)])
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
        if let company = outcome.company {
            notes.append(
                visit.text(
                    isCheck ? ImportText.wouldBeOtherCurrency : .otherCurrency,
                    ["code": outcome.currency, "company": company]))
        }
        if let late = outcome.late, late > 0 {
            notes.append(visit.text(isCheck ? ImportText.wouldBeLate : .bookedLate, visit.numbered(late), count: late))
        }
        if outcome.continued { notes.append(visit.text(ImportText.continuedText)) }
        if outcome.read > 0, outcome.rejected == 0 { notes.append(visit.text(ImportText.noRejects)) }
        return notes
    }
}

extension CountsView.Rejected {
    private static let shown = 8

    fileprivate init(_ visit: Visit, _ outcome: Pass.Outcome, path: String?) {
        let numbers = NumberStyle(visit.language)
        let (rejected, read) = (numbers.integer(outcome.rejected), numbers.integer(outcome.read))
        title = visit.text(
            ImportText.rejectedTitle, ["count": rejected, "total": read], count: outcome.rejected)
        let wording = ImportWording(visit.language)
        reasons = (outcome.reasons ?? []).prefix(Self.shown).map {
            CountsView.Reason(
                text: wording.reason($0),
                lines: visit.text(ImportText.reasonLines, visit.numbered($0.count), count: $0.count))
        }
        hint = visit.text(ImportText.rejectedText)
        self.path = path
    }
}

extension Visit {
    /// "a, b and c" or 「a，b，c」: parts of one sentence.
    func clauses(_ parts: [String]) -> String {
        guard language == .en, parts.count > 1 else { return parts.joined(separator: "，") }
        return parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1]
    }

    /// A count as readers write it, for the `{count}` of a text.
    func numbered(_ count: Int) -> [String: String] { ["count": NumberStyle(language).integer(count)] }
}

extension Pass.Outcome {
    /// What a run says of itself, where no pass is known.
    init(_ run: Run) {
        self.init(run.counts, currency: .cny, company: nil, late: nil, tookCurrency: false, continued: false)
    }
}
