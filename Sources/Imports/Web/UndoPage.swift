import Ledger
import Measures
import Site

/// `/imports/runs/:run/undo`: what taking a run back takes away, asked before it does.
struct UndoPage: PageValue {
    struct Fact: PageValue {
        let title: String
        let value: String
    }

    struct Largest: PageValue {
        let title: String
        let table: Markup
        /// How many accounts are not named.
        let more: String?
    }

    /// Accounts that are named.
    static let named = 10

    let path: String
    let back: String
    let text: String?
    let note: String
    let facts: [Fact]
    let hasFacts: Bool
    let covers: String?
    let largest: Largest?

    /// - Parameter preview: of orders; nil for a run of costs.
    init(_ visit: Visit, _ run: Run, _ undo: RunState.Undo, _ preview: UndoPreview?) {
        path = undo.path
        back = "/imports/runs/\(run.id)"
        text = undo.text
        note = undo.note
        facts = preview.map { UndoPage.facts(visit, $0) } ?? []
        hasFacts = !facts.isEmpty
        covers = preview.flatMap { UndoPage.covers(visit, $0) }
        largest = preview.flatMap { UndoPage.largest(visit, $0) }
    }

    private static func facts(_ visit: Visit, _ preview: UndoPreview) -> [Fact] {
        let numbers = NumberStyle(visit.language)
        var facts: [Fact] = []
        func count(_ title: ImportText, _ count: Int) {
            if count > 0 { facts.append(Fact(title: visit.text(title), value: numbers.integer(count))) }
        }
        count(.undoOrders, preview.removed)
        count(.undoRestores, preview.restored)
        count(.undoKeeps, preview.kept)
        count(.undoAccounts, preview.accounts)
        for total in preview.totals {
            let title: String =
                preview.totals.count == 1
                ? visit.text(ImportText.undoRevenue)
                : visit.text(ImportText.undoRevenueIn, ["code": total.revenue.currency.code])
            facts.append(Fact(title: title, value: numbers.money(total.revenue)))
        }
        return facts
    }

    /// Of which days the orders are.
    private static func covers(_ visit: Visit, _ preview: UndoPreview) -> String? {
        if let first = preview.totals.map(\.first).min(), let last = preview.totals.map(\.last).max(),
            let range = DayRange(from: first, through: last)
        {
            return visit.text(ImportText.undoDays, ["range": DayStyle(visit.language).range(range)])
        }
        return nil
    }

    private static func largest(_ visit: Visit, _ preview: UndoPreview) -> Largest? {
        guard !preview.largest.isEmpty else { return nil }
        let numbers = NumberStyle(visit.language)
        let rest = preview.accounts - Set(preview.largest.map(\.id)).count
        return Largest(
            title: visit.text(ImportText.undoLargest),
            table: ListCell.table(
                visit.text(ImportText.undoLargest),
                [
                    .text("", visit.text(ImportText.undoAccountHead)),
                    .number("", visit.text(ImportText.undoOrdersHead)),
                    .number("", visit.text(ImportText.undoAmountHead)),
                ],
                preview.largest.map { account in
                    [
                        .link(account.name, path: "/accounts/\(account.id)"), .number(numbers.integer(account.orders)),
                        .number(numbers.money(account.revenue)),
                    ]
                }, hasCaption: true),
            more: rest > 0 ? visit.text(ImportText.undoMore, visit.numbered(rest), count: rest) : nil)
    }
}
