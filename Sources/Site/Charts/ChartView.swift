package import Measures

/// A chart on a page, printed with the partial `chart`: drawn from its JSON, with its table behind a switch.
package struct ChartView: PageValue {
    package enum Height: String, Sendable { case low, middle, high }

    let id: String
    let title: String
    /// For those who do not see the drawing.
    let sentence: String
    /// Of its heading on the page.
    let level: Int
    let path: String
    let height: String
    let table: Markup

    /// - Parameters:
    ///   - chart: what is drawn, put into words.
    ///   - path: the endpoint that answers `visit.json(chart)`; it ends in `.json`.
    ///   - table: the same numbers for reading and printing: titles, then a row per category, first cell text.
    ///   - links: of the rows' first cells, for those that open something.
    package init(
        id: String, title: String, chart: Chart, _ language: Language, path: String, height: Height = .middle,
        level: Int = 2, heads: [String], rows: [[String]], links: [String] = []
    ) {
        self.id = id
        self.title = title
        sentence = chart.sentence(title: title, language)
        self.level = level
        self.path = path
        self.height = height.rawValue
        let columns = heads.enumerated().map { index, title in
            index == 0 ? ListView.Column.short("", title) : ListView.Column.number("", title)
        }
        table = ListCell.table(
            title, columns,
            rows.enumerated().map { place, row in
                row.enumerated().map { index, text in
                    guard index == 0 else { return .number(text) }
                    return links.indices.contains(place) ? .link(text, path: links[place]) : .text(text)
                }
            },
            hasCaption: true)
    }
}
