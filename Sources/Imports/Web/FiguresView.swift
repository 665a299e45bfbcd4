import Ledger
import Measures
import Site
import Tabular

/// What a file comes to and how it was read, so that people can hold it against the system it comes from.
struct FiguresView: PageValue {
    struct Figure: PageValue {
        let title: String
        let value: String
    }

    let figures: [Figure]
    let months: ChartView?
    let columns: Markup?
    let states: Markup?
    let doubts: [String]
    let hasDoubts: Bool

    /// - Parameter monthsPath: the endpoint of the chart; nil where nobody kept the figures.
    init(_ visit: Visit, _ figures: ControlFigures, in currency: Currency, rejected: Int, monthsPath: String?) {
        let wording = ImportWording(visit.language)
        self.figures = FiguresView.figures(visit, figures, currency, rejected)
        months = monthsPath.flatMap { FiguresView.chart(visit, figures, currency, $0) }
        columns = figures.columns.isEmpty ? nil : FiguresView.columns(visit, figures)
        states = figures.states.isEmpty ? nil : FiguresView.states(visit, figures, currency)
        doubts = figures.doubts.map(wording.sentence)
        hasDoubts = !doubts.isEmpty
    }

    private static func figures(
        _ visit: Visit, _ figures: ControlFigures, _ currency: Currency, _ rejected: Int
    ) -> [Figure] {
        let style = NumberStyle(visit.language)
        var rows: [Figure] = []
        func add(_ title: ImportText, _ value: String, _ words: [String: String] = [:]) {
            rows.append(Figure(title: visit.text(title, words), value: value))
        }
        func money(_ minor: Int64, _ currency: Currency) -> String {
            style.money(Money(minor: minor, currency: currency))
        }
        // A file in another currency has nothing in the company's.
        let isOther = figures.amountMinor == 0 && figures.rejectedAmountMinor == 0 && !figures.otherCurrencies.isEmpty
        if !isOther {
            add(.figureAmount, money(figures.amountMinor, currency))
            if rejected > 0 { add(.figureRejectedAmount, money(figures.rejectedAmountMinor, currency)) }
        }
        for other in figures.otherCurrencies {
            guard let currency = Currency(other.currency) else { continue }
            add(.figureOther, money(other.amountMinor, currency), ["code": other.currency])
            if other.rejectedAmountMinor > 0 {
                add(.figureOtherRejected, money(other.rejectedAmountMinor, currency), ["code": other.currency])
            }
        }
        if figures.rejectedWithoutAmount > 0 {
            add(.figureWithoutAmount, style.integer(figures.rejectedWithoutAmount))
        }
        if let first = figures.firstDay, let last = figures.lastDay {
            add(.figureFirstDay, first)
            add(.figureLastDay, last)
        }
        return rows
    }

    private static func chart(
        _ visit: Visit, _ figures: ControlFigures, _ currency: Currency, _ path: String
    ) -> ChartView? {
        let months = Self.months(figures)
        guard !months.isEmpty else { return nil }
        let style = NumberStyle(visit.language)
        return ChartView(
            id: "import-months", title: visit.text(ImportText.monthsTitle, ["code": currency.code]),
            chart: chart(visit, figures, currency), visit.language, path: path, height: .low, level: 3,
            heads: [visit.text(ImportText.monthColumn), visit.text(ImportText.monthsSeries)],
            rows: months.map { [$0.0, style.amount(Money(minor: $0.1, currency: currency))] })
    }

    /// A bar for each month between the first and the last.
    static func chart(_ visit: Visit, _ figures: ControlFigures, _ currency: Currency) -> Chart {
        let months = Self.months(figures)
        return Chart(
            .bar, unit: .money(currency.code), categories: months.map(\.0),
            series: [
                .init(
                    visit.text(ImportText.monthsSeries),
                    months.map { Money(minor: $0.1, currency: currency).charted }, tone: .accent)
            ])
    }

    /// Months without orders stand between the others; of more than ten years only those with orders.
    private static func months(_ figures: ControlFigures) -> [(String, Int64)] {
        let known = figures.months.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        guard let first = known.first.flatMap({ Month(iso: $0.0) }),
            let last = known.last.flatMap({ Month(iso: $0.0) }),
            last.index - first.index < 120
        else { return known }
        return (first.index...last.index).map { index in
            let month = Month(index: Int(index)).iso
            return (month, figures.months[month] ?? 0)
        }
    }

    private static func columns(_ visit: Visit, _ figures: ControlFigures) -> Markup {
        ListCell.table(
            visit.text(ImportText.columnsTitle),
            [ImportText.columnHead, .fieldHead, .samplesHead].map { ListView.Column.short("", visit.text($0)) },
            figures.columns.map { column in
                [
                    .text(column.header), .text(visit.text(column.field.title)),
                    .text(column.samples.map { shortened($0, 24) }.joined(separator: " · ")),
                ]
            }, hasCaption: true)
    }

    private static func states(_ visit: Visit, _ figures: ControlFigures, _ currency: Currency) -> Markup {
        let (style, wording) = (NumberStyle(visit.language), ImportWording(visit.language))
        return ListCell.table(
            visit.text(ImportText.statesTitle),
            [
                .short("", visit.text(ImportText.stateHead)), .number("", visit.text(ImportText.stateRowsHead)),
                .number("", visit.text(ImportText.stateAmountHead)), .short("", visit.text(ImportText.stateTakenHead)),
            ],
            figures.states.map { state in
                [
                    .text(state.value), .number(style.integer(state.rows)),
                    .number(style.amount(Money(minor: state.amountMinor, currency: currency))),
                    .text(wording.meaning(state.takenAs)),
                ]
            }, hasCaption: true)
    }
}

/// The first rows that were not taken, as they stand in the file, each with its reason.
struct RejectExamples: PageValue {
    let table: Markup

    private static let shown = 5
    private static let mostColumns = 8

    /// - Parameters:
    ///   - bytes: the beginning of the pass's reject file; nil where no rows can be read from it.
    ///   - pass: whose reasons are in the language of who began it, and left out for others.
    init?(_ visit: Visit, _ bytes: [UInt8], of pass: Pass) {
        guard let (header, rows) = RejectSample.read(bytes, count: Self.shown), !rows.isEmpty else { return nil }
        let wanted = Self.columns(header, pass.mapping)
        let tellsWhy = pass.language == visit.language
        let heads = (tellsWhy ? [visit.text(ImportText.reasonHead)] : []) + wanted.map { header.names[$0] }
        table = ListCell.table(
            visit.text(ImportText.examplesTitle), heads.map { ListView.Column.short("", $0) },
            rows.map { row in
                let values = wanted.map { row.indices.contains($0) ? shortened(row[$0], 32) : "" }
                return ((tellsWhy ? [row.last ?? ""] : []) + values).map { .text($0) }
            }, hasCaption: true)
    }

    /// What the mapping reads, in the order of the file; the first columns where that is nothing.
    private static func columns(_ header: CSVHeader, _ mapping: Mapping) -> [Int] {
        let mapped = Set(mapping.columns.values.compactMap { header.index(of: $0) }).sorted()
        let all = mapped.isEmpty ? Array(0..<max(0, header.count - 1)) : mapped
        return Array(all.prefix(mostColumns))
    }
}
