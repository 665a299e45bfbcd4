import Measures
import Tabular

// What a scanned file comes to, what is odd about it, and what must be asked before anything of it is taken.

extension ControlFigures {
    /// - Parameter currency: the company's, or the one it takes.
    init(_ file: ScannedFile, _ opened: OpenedFile, in currency: Currency) {
        let (plan, sample) = (opened.plan, opened.sample)
        amountMinor = file.badOrders.taken[currency.letters]?.amount ?? 0
        rejectedAmountMinor = file.rejected(in: currency)
        rejectedWithoutAmount = file.figures.rejectedWithoutAmount
        otherCurrencies = file.currencies.filter { $0 != currency }.map { other in
            let count = file.badOrders.taken[other.letters] ?? MoneyCount()
            return OtherCurrency(
                currency: other.code, rows: count.rows, amountMinor: count.amount,
                rejectedAmountMinor: file.rejected(in: other))
        }
        if file.badOrders.firstDay <= file.badOrders.lastDay {
            firstDay = Day(Int(file.badOrders.firstDay)).iso
            lastDay = Day(Int(file.badOrders.lastDay)).iso
        }
        columns = OrderField.allCases.compactMap { field in
            guard plan[field] >= 0 else { return nil }
            return Column(
                field: field, header: plan.header.names[plan[field]],
                samples: Array(sample.values(column: plan[field]).prefix(3).map { String($0.prefix(60)) }))
        }
        states = Array(file.figures.states.prefix(50))
        (day, decimal) = (plan.day, plan.numbers.decimal)
        (order, header) = (plan.mapping.orderRule, sample.header.line)
        doubts = Doubt.all(file, opened)
    }
}

extension ScannedFile {
    /// Of rows with a problem, and of good rows that are rejected with their order.
    fileprivate func rejected(in currency: Currency) -> Int64 {
        [figures.rejected, badOrders.refused].reduce(0) { $0 + ($1[currency.letters]?.amount ?? 0) }
    }

    /// All that any row is in, by code.
    fileprivate var currencies: [Currency] {
        let letters = Set(badOrders.taken.keys).union(figures.rejected.keys).union(badOrders.refused.keys)
        return letters.compactMap { Currency(letters: $0) }.sorted()
    }
}

extension Doubt {
    static func all(_ file: ScannedFile, _ opened: OpenedFile) -> [Doubt] {
        let (figures, sample) = (file.figures, opened.sample)
        var doubts: [Doubt] = []
        if !sample.titles.isEmpty {
            doubts.append(Doubt(.titleLines, count: sample.titles.count, line: 1, words: sample.titles))
        }
        if figures.headers > 0 { doubts.append(Doubt(.repeatedHeader, count: figures.headers)) }
        if figures.totals > 0 { doubts.append(Doubt(.totals, count: figures.totals, line: figures.firstTotal)) }
        if opened.plan.continues {
            doubts.append(Doubt(.continuation, count: figures.evidence.gaps, line: figures.evidence.firstGap))
        }
        if figures.accounts.alikeCount > 0 {
            doubts.append(Doubt(.similarCodes, count: figures.accounts.alikeCount, words: figures.accounts.alike))
        }
        if figures.accounts.namedCount > 0 {
            doubts.append(Doubt(.severalNames, count: figures.accounts.namedCount, words: figures.accounts.named))
        }
        for year in figures.years.far {
            doubts.append(Doubt(.farDays, count: year.count, line: year.line, words: [String(year.year)]))
        }
        if figures.evidence.differing > 0 {
            doubts.append(
                Doubt(.amountDiffers, count: figures.evidence.differing, line: figures.evidence.firstDiffering))
        }
        if figures.evidence.undiscounted > 0 {
            doubts.append(
                Doubt(.discountLeft, count: figures.evidence.undiscounted, line: figures.evidence.firstUndiscounted))
        }
        if figures.evidence.sums > 0 {
            doubts.append(Doubt(.sums, count: figures.evidence.sums, line: figures.evidence.firstSum))
        }
        if let rule = betterRule(file) { doubts.append(Doubt(.orderRule, words: [rule.rawValue])) }
        if figures.states.count >= StateTable.most { doubts.append(Doubt(.tooManyStates, count: figures.states.count)) }
        return doubts
    }

    /// A rule that would take most of the rows whose numbers do not make whole orders.
    private static func betterRule(_ file: ScannedFile) -> OrderRule? {
        guard file.rule == .number else { return nil }
        var (customers, apart) = (0, 0)
        for reason in file.badOrders.tally.reasons {
            if reason.kind == .disagrees, reason.field == .accountCode || reason.field == nil {
                customers += reason.count
            }
            if reason.kind == .daysApart { apart += reason.count }
        }
        guard (customers + apart) * 20 > file.read else { return nil }
        return customers > 0 ? .numberAndAccountAndDay : .numberAndYear
    }

    /// What must be asked before anything of the file is taken.
    /// - Throws: `ImportProblem.mapping`
    static func require(_ file: ScannedFile, _ plan: ColumnPlan) throws(ImportProblem) {
        var problems: [MappingProblem] = []
        let unknown = file.figures.states.filter { $0.takenAs == nil }
        if !unknown.isEmpty, file.figures.states.count < StateTable.most { problems.append(.statesUnknown(unknown)) }
        let evidence = file.figures.evidence
        let amount = [OrderField.amount, .amountWithTax].first { plan[$0] >= 0 }
        if let amount, evidence.differing > 1, evidence.differing * 100 > evidence.priced {
            problems.append(
                .amountContradicts(
                    header: plan.header.names[plan[amount]], rows: evidence.differing, of: evidence.priced,
                    line: evidence.firstDiffering))
        }
        let orders = file.badOrders
        if let amount, evidence.priced == 0, orders.severalLines > 1, orders.oneAmount == orders.severalLines,
            orders.strangeAmount > 0
        {
            problems.append(.amountRepeats(header: plan.header.names[plan[amount]], orders: orders.severalLines))
        }
        guard problems.isEmpty else { throw .mapping(problems) }
    }
}
