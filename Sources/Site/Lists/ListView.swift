/// A list, printed by the partial `list`: head, rows, totals, chips, paging, export and the empty state.
package struct ListView: PageValue {
    package struct Column: Sendable {
        private enum Kind { case text, number, short }

        package let name: String
        package let title: String
        private let kind: Kind
        package let isSortable: Bool
        /// What a first click sorts by.
        package let startsDescending: Bool
        /// Left out on a phone, where the columns behind it matter more.
        private(set) var isWideOnly = false

        package var onWideScreens: Column {
            var column = self
            column.isWideOnly = true
            return column
        }

        /// Whatever people called something: it keeps a readable width where room is short.
        private(set) var isName = false

        package var asName: Column {
            var column = self
            column.isName = true
            return column
        }

        /// Stands whatever columns were chosen, as the currency of amounts does: without it others say nothing.
        private(set) var isFixed = false

        package var asFixed: Column {
            var column = self
            column.isFixed = true
            return column
        }

        /// The class attribute of its cells, with a space before it.
        var cellClass: String {
            var classes = ""
            if kind == .number { classes += " ms-number" }
            if kind == .short { classes += " ms-short" }
            if isName { classes += " ms-name" }
            if isWideOnly { classes += " ms-wide" }
            return classes.isEmpty ? "" : " class=\"\(classes.dropFirst())\""
        }

        package static func text(_ name: String, _ title: String, isSortable: Bool = true) -> Column {
            Column(name: name, title: title, kind: .text, isSortable: isSortable, startsDescending: false)
        }

        package static func number(_ name: String, _ title: String, isSortable: Bool = true) -> Column {
            Column(name: name, title: title, kind: .number, isSortable: isSortable, startsDescending: true)
        }

        /// Days, months and other short words: read from the left as text is, but never broken; the newest first.
        package static func short(_ name: String, _ title: String, isSortable: Bool = true) -> Column {
            Column(name: name, title: title, kind: .short, isSortable: isSortable, startsDescending: true)
        }
    }

    /// A filter people can set; when it is set, its link takes it away.
    package struct Chip: Sendable {
        private let title: String
        private let path: String
        private let removal: String?

        package init(_ title: String, filter: String, is value: String, in query: ListQuery) {
            let isSet = query.filters[filter] == value
            self.title = title
            path = isSet ? query.address(without: filter) : query.address(with: (filter, value))
            removal = isSet ? SiteText.texts.wording(SiteText.listRemoveFilter, query.language) : nil
        }

        /// One that leads elsewhere and is never set.
        package init(_ title: String, path: String) {
            self.title = title
            self.path = path
            removal = nil
        }

        /// Printed here for the same reason as the rows.
        var html: String {
            let opening = "<li><a class=\"ms-chip\" href=\"\(escaped(path))\""
            guard let removal else { return opening + ">\(escaped(title))</a></li>" }
            return opening + " aria-current=\"true\" title=\"\(escaped(removal))\">\(escaped(title))"
                + "<span class=\"visually-hidden\"> \(escaped(removal))</span></a></li>"
        }
    }

    /// What stands where rows would: a sentence and what to do next.
    package struct Empty: PageValue {
        let title: String
        let text: String?
        let act: String?
        let path: String?

        package init(_ title: String, text: String? = nil, act: String? = nil, path: String? = nil) {
            self.title = title
            self.text = text
            self.act = act
            self.path = path
        }
    }

    let html: Markup

    /// - Parameters:
    ///   - name: for `table[data-list]`.
    ///   - title: what the list is called aloud; nil where the page's heading says it.
    ///   - totals: what the list sums up and, in words, what that covers.
    ///   - exportPath: what `Routes.export` was given; nil where there is nothing to export; shown to those who may.
    ///   - views: lets people choose columns, and keep what they see under a name.
    ///   - isSearchable: shows a search box that keeps filters and sort.
    package init<Row>(
        _ name: String, title: String? = nil, query: ListQuery, slice: ListSlice<Row>, columns: [Column],
        cells: (Row) -> [ListCell], chips: [Chip] = [], totals: String? = nil, exportPath: String? = nil,
        isSearchable: Bool = false, views: ListViews? = nil, empty: Empty
    ) {
        let printed = PrintedList(name: name, title: title, query: query)
        let isStart = query.place == .start
        let isShown = views == nil ? columns.map { _ in true } : query.shown(of: columns)
        let all = columns
        let columns = zip(columns, isShown).filter(\.1).map(\.0)
        let isWhole = columns.count == all.count
        var html = "<section class=\"ms-list\" id=\"list-\(escaped(name))\">\n"
        html += printed.tools(
            chips: chips, totals: totals,
            exports: exportPath.map { query.exports(of: $0) } ?? [],
            isSearchable: isSearchable, menus: views.map { printed.menus($0, columns: all) } ?? "")
        if slice.rows.isEmpty {
            html += isStart ? printed.empty(empty) : printed.beyond
        } else {
            html += printed.table(
                head: columns.map { $0.head(query) }.joined(),
                body: ListCell.body(
                    slice.rows.map { row in
                        isWhole ? cells(row) : zip(cells(row), isShown).filter(\.1).map(\.0)
                    }, columns))
            html += printed.pages(isStart: isStart, previous: slice.previous, next: slice.next)
        }
        self.html = Markup(html + "</section>\n")
    }
}

extension ListView.Column {
    /// Printed here for the same reason as the rows; `aria-sort` says aloud what the mark shows.
    fileprivate func head(_ query: ListQuery) -> String {
        let isSorted = query.sort == name
        let direction = query.isDescending ? "descending" : "ascending"
        let sorted = isSorted ? " aria-sort=\"\(direction)\"" : ""
        guard isSortable else { return "  <th scope=\"col\"\(cellClass)>\(escaped(title))</th>\n" }
        let goesDown = isSorted ? !query.isDescending : startsDescending
        let path = query.address(sort: (goesDown ? "-" : "") + name)
        let mark = " <span class=\"ms-sort\" aria-hidden=\"true\">\(query.isDescending ? "▼" : "▲")</span>"
        let link = "<a href=\"\(escaped(path))\">\(escaped(title))\(isSorted ? mark : "")</a>"
        return "  <th scope=\"col\"\(cellClass)\(sorted)>\(link)</th>\n"
    }
}
