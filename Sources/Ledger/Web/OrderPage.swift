import Accounts
import Measures
import Rights
import Site

struct OrdersPage: PageValue {
    /// Nil where there is nothing to choose from.
    var filters: ListFilters?
    let list: ListView
}

struct OrderPage: PageValue {
    struct WrittenBy: PageValue {
        let name: String
        /// Nil for those who may not look at imports.
        let path: String?
    }

    let kind: String?
    let tone: String
    let kindText: String?
    let facts: Markup
    let run: WrittenBy?
    let lines: ListView
    let versions: ListView?
    let versionsText: String?
}

/// An order with its lines and what it was before, ready to print.
struct OrderPageMaker {
    let visit: Visit
    let order: OrderDetail
    let account: Account
    private let style: NumberStyle

    init(_ visit: Visit, _ order: OrderDetail, _ account: Account) {
        self.visit = visit
        self.order = order
        self.account = account
        style = NumberStyle(visit.language)
    }

    var page: OrderPage {
        let kind = order.head.kind
        return OrderPage(
            kind: kind == .sale ? nil : visit.text(kind.title), tone: kind.tone.rawValue, kindText: kindText,
            facts: facts.html(),
            run: order.run.map { OrderPage.WrittenBy(name: printed($0), path: visit.may(.importing) ? path($0) : nil) },
            lines: lines, versions: versions,
            versionsText: versions == nil ? nil : visit.text(LedgerText.versionsText))
    }

    private var kindText: String? {
        switch order.head.kind {
        case .sale: nil
        case .cancellation: visit.text(LedgerText.cancellationText)
        case .void: visit.text(LedgerText.voidText)
        }
    }

    private var facts: [Fact] {
        let head = order.head
        let booked =
            order.bookedDay == head.day ? nil : visit.text(LedgerText.bookedLater, ["day": order.bookedDay.iso])
        let amount = style.money(head.amount)
        return [
            Fact(visit.text(LedgerText.account), .link(account.name, path: "/accounts/\(account.id)")),
            Fact(
                visit.text(LedgerText.day), .text([head.day.iso, booked].compactMap { $0 }.joined(separator: " · "))),
            Fact(visit.text(LedgerText.amount), head.amount.minor < 0 ? .negative(amount) : .number(amount)),
            Fact(visit.text(LedgerText.source), .text(head.source)),
        ]
    }

    private func printed(_ run: Run) -> String {
        let day = Day(unixSeconds: run.started, in: visit.site.settings.timeZone)
        return visit.text(LedgerText.run, ["run": String(run.id), "file": run.file, "day": day.iso])
    }

    private func path(_ run: Run) -> String { "/imports/runs/\(run.id)" }

    // MARK: Lines

    private var lines: ListView {
        let query = ListQuery(visit, sorts: [], usual: "", size: order.lines.count)
        let shown = shownColumns
        return ListView(
            "lines", title: visit.text(LedgerText.lines), query: query,
            slice: query.slice(order.lines) { _ in Cursor([]) }, columns: shown.map(column),
            cells: { line in shown.map { cell($0, line) } }, totals: lineTotals,
            exportPath: order.lines.isEmpty ? nil : "/orders/\(order.head.id)/lines",
            empty: .init(visit.text(LedgerText.noLines)))
    }

    private func column(_ column: LedgerText) -> ListView.Column {
        let (name, title) = (column.rawValue, visit.text(column))
        guard column.isText else { return .number(name, title, isSortable: false) }
        let text = ListView.Column.text(name, title, isSortable: false)
        return column == .product ? text.asName : text.onWideScreens
    }

    /// What no line of the order has gets no column.
    private var shownColumns: [LedgerText] {
        let lines = order.lines
        let optional: [(LedgerText, Bool)] = [
            (.category, lines.contains { $0.category != nil }),
            (.cost, visit.sees(.cost) && lines.contains { $0.line.cost != nil }),
            (.discount, lines.contains { $0.line.discount != nil }), (.region, lines.contains { $0.region != nil }),
        ]
        let absent = optional.filter { !$0.1 }.map(\.0)
        return [.product, .category, .quantity, .unitPrice, .amount, .cost, .discount, .region]
            .filter { !absent.contains($0) }
    }

    private func cell(_ column: LedgerText, _ line: OrderDetail.Line) -> ListCell {
        switch column {
        case .category: line.category.map { .text($0) } ?? .unknown
        case .quantity: quantity(line.line.quantity)
        case .unitPrice: .number(style.unitPrice(line.line.unitPrice))
        case .amount: amount(line.line.amount)
        case .cost: amount(line.line.cost)
        case .discount: amount(line.line.discount)
        case .region: line.region.map { .text($0) } ?? .unknown
        default: .text(line.name == line.code ? line.code : line.code + " · " + line.name)
        }
    }

    private func quantity(_ quantity: Quantity) -> ListCell {
        let text = style.quantity(quantity)
        return quantity < .zero ? .negative(text) : .number(text)
    }

    private func amount(_ minor: Int64?) -> ListCell {
        guard let minor else { return .unknown }
        let text = style.amount(Money(minor: minor, currency: order.head.amount.currency))
        return minor < 0 ? .negative(text) : .number(text)
    }

    private var lineTotals: String {
        let costed = order.lines.count { $0.line.cost != nil }
        let values = [
            "count": style.integer(order.lines.count), "amount": style.money(order.head.amount),
            "costed": style.integer(costed),
        ]
        return visit.text(costed == 0 ? LedgerText.lineTotals : .lineTotalsCosted, values, count: order.lines.count)
    }

    // MARK: Former versions

    private var versions: ListView? {
        guard !order.versions.isEmpty else { return nil }
        let query = ListQuery(visit, sorts: [], usual: "", size: order.versions.count)
        return ListView(
            "versions", title: visit.text(LedgerText.versionsTitle), query: query,
            slice: query.slice(order.versions) { _ in Cursor([]) }, columns: versionColumns, cells: cells,
            empty: .init(""))
    }

    private var versionColumns: [ListView.Column] {
        [
            .short("day", visit.text(LedgerText.day), isSortable: false),
            .text("kind", visit.text(LedgerText.kind), isSortable: false),
            .number("lines", visit.text(LedgerText.lines), isSortable: false),
            .number("amount", visit.text(LedgerText.amount), isSortable: false),
            .text("written", visit.text(LedgerText.versionWritten), isSortable: false),
            .text("replaced", visit.text(LedgerText.versionReplaced), isSortable: false),
        ]
    }

    private func cells(_ version: OrderDetail.Version) -> [ListCell] {
        let amount = style.money(version.amount)
        return [
            .text(version.day.iso), .text(visit.text(version.kind.title)), .number(style.integer(version.lines)),
            version.amount.minor < 0 ? .negative(amount) : .number(amount), cell(version.writtenBy),
            cell(version.replacedBy),
        ]
    }

    private func cell(_ run: Run?) -> ListCell {
        guard let run else { return .unknown }
        return visit.may(.importing) ? .link(printed(run), path: path(run)) : .text(printed(run))
    }
}

extension LedgerText {
    fileprivate var isText: Bool { [.product, .category, .region].contains(self) }
}
