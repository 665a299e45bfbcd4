/// A list ready to print with the partial `list`: head, rows, totals, chips, paging, export and the empty state.
package struct ListView: PageValue {
    package struct Column: Sendable {
        package let name: String
        package let title: String
        package let isNumber: Bool
        package let isSortable: Bool
        /// What a first click sorts by.
        package let startsDescending: Bool

        package static func text(_ name: String, _ title: String, isSortable: Bool = true) -> Column {
            Column(name: name, title: title, isNumber: false, isSortable: isSortable, startsDescending: false)
        }

        package static func number(_ name: String, _ title: String, isSortable: Bool = true) -> Column {
            Column(name: name, title: title, isNumber: true, isSortable: isSortable, startsDescending: true)
        }
    }

    package struct Chip: PageValue {
        let title: String
        let path: String

        /// A filter that is set; its link takes it away.
        package init(_ title: String, removing filter: String, from query: ListQuery) {
            self.title = title
            path = query.address(without: filter)
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

    struct Head: PageValue {
        let title: String
        let isNumber: Bool
        let path: String?
        let isAscending: Bool
        let isDescending: Bool
        let ariaSort: String?
    }

    struct Hidden: PageValue {
        let name: String
        let value: String
    }

    let name: String
    let path: String
    let search: String?
    let hiddenFields: [Hidden]
    let chips: [Chip]
    let hasChips: Bool
    let heads: [Head]
    let body: Markup
    let totals: String?
    let exportPath: String?
    let firstPath: String?
    let previousPath: String?
    let nextPath: String?
    let hasPages: Bool
    let empty: Empty?

    /// - Parameters:
    ///   - name: for `table[data-list]`.
    ///   - totals: what the list sums up and, in words, what that covers.
    ///   - exportPath: nil where there is nothing to export.
    ///   - isSearchable: shows a search box that keeps filters and sort.
    package init<Row>(
        _ name: String, query: ListQuery, slice: ListSlice<Row>, columns: [Column], cells: (Row) -> [ListCell],
        chips: [Chip] = [], totals: String? = nil, exportPath: String? = nil, isSearchable: Bool = false,
        empty: Empty
    ) {
        self.name = name
        path = query.path
        search = isSearchable ? query.search : nil
        hiddenFields = query.hiddenFields
        self.chips = chips
        hasChips = !chips.isEmpty
        heads = columns.map { Head($0, query) }
        body = ListCell.body(slice.rows.map(cells), columns)
        self.totals = totals
        self.exportPath = exportPath.map { query.address(path: $0) }
        let isStart = query.place == .start
        firstPath = isStart ? nil : query.address()
        previousPath = slice.previous.map { query.address(before: $0) }
        nextPath = slice.next.map { query.address(after: $0) }
        hasPages = !isStart || nextPath != nil
        self.empty = slice.rows.isEmpty ? empty : nil
    }
}

extension ListView.Head {
    fileprivate init(_ column: ListView.Column, _ query: ListQuery) {
        title = column.title
        isNumber = column.isNumber
        let isSorted = query.sort == column.name
        isAscending = isSorted && !query.isDescending
        isDescending = isSorted && query.isDescending
        let goesDown = isSorted ? !query.isDescending : column.startsDescending
        path = column.isSortable ? query.address(sort: (goesDown ? "-" : "") + column.name) : nil
        ariaSort = isSorted ? (query.isDescending ? "descending" : "ascending") : nil
    }
}

extension ListQuery {
    /// What a search form must carry along.
    fileprivate var hiddenFields: [ListView.Hidden] {
        let own = (isDescending ? "-" : "") + sort
        return filters.sorted { $0.key < $1.key }.map { ListView.Hidden(name: $0.key, value: $0.value) }
            + [ListView.Hidden(name: "sort", value: own)]
    }
}
