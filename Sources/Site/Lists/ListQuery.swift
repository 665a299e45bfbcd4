import Measures
import Rights

/// What the address says about a list: search, filters, sort order and place. The address holds the whole state.
package struct ListQuery: Sendable, Equatable {
    package static let usualSize = 50

    package let path: String
    /// The search text, `q`; empty when there is none.
    package let search: String
    /// Only filters the list knows.
    package let filters: [String: String]
    /// The columns that were chosen; empty for all.
    package let columns: [String]
    package let sort: String
    package let isDescending: Bool
    package let place: ListPlace<Cursor>
    package let size: Int
    /// Whom the list's own words are for.
    let language: Language
    /// Whether they may take the list away as a file.
    let mayExport: Bool
    private let usualSort: String
    /// Where on the page a list stands that does not stand at its top, so that its links lead back to it.
    private let anchor: String?

    /// - Parameters:
    ///   - sorts: the columns the list can be sorted by; another one in the address is ignored.
    ///   - usual: the sort when the address names none, with a minus for descending, as `-revenue`.
    package init(
        _ visit: Visit, sorts: [String], usual: String, filters: [String] = [], size: Int = ListQuery.usualSize,
        anchor: String? = nil
    ) {
        self.anchor = anchor
        path = visit.path
        language = visit.language
        mayExport = visit.may(.exporting)
        search = visit.query("q") ?? ""
        let pairs = filters.compactMap { name in visit.query(name).map { (name, $0) } }
        self.filters = Dictionary(pairs) { first, _ in first }
        columns = Array(visit.queries("col").filter { $0.utf8.count <= 40 }.prefix(40))
        let asked = visit.query("sort") ?? usual
        let column = asked.hasPrefix("-") ? String(asked.dropFirst()) : asked
        let known = sorts.contains(column) ? asked : usual
        isDescending = known.hasPrefix("-")
        sort = isDescending ? String(known.dropFirst()) : known
        usualSort = usual
        self.size = size
        if let cursor = visit.query("after").flatMap({ Cursor(encoded: $0) }) {
            place = .after(cursor)
        } else if let cursor = visit.query("before").flatMap({ Cursor(encoded: $0) }) {
            place = .before(cursor)
        } else {
            place = .start
        }
    }

    /// The address of this list with something changed; the place is left out unless given.
    package func address(
        path: String? = nil, search: String? = nil, without filter: String? = nil, with added: (String, String)? = nil,
        sort: String? = nil, after: Cursor? = nil, before: Cursor? = nil
    ) -> String {
        let search = search ?? self.search
        let sort = sort ?? ownSort
        var filters = self.filters
        if let filter { filters[filter] = nil }
        if let added { filters[added.0] = added.1 }
        var address = path ?? self.path
        var mark = "?"
        func append(_ name: String, _ value: String) {
            address += mark + PercentEncoding.component(name) + "=" + PercentEncoding.component(value)
            mark = "&"
        }
        if !search.isEmpty { append("q", search) }
        for (name, value) in filters.count > 1 ? filters.sorted(by: { $0.key < $1.key }) : Array(filters) {
            append(name, value)
        }
        if sort != usualSort { append("sort", sort) }
        for column in columns { append("col", column) }
        if let after { append("after", after.encoded) }
        if let before { append("before", before.encoded) }
        return path == nil ? address + fragment : address
    }

    /// Where the same list is as a file, for those who may take it.
    func exports(of path: String) -> [(ListFile.Format, path: String)] {
        guard mayExport else { return [] }
        let end = path.firstIndex(of: "?") ?? path.endIndex
        return ListFile.Format.allCases.map { format in
            (format, address(path: path[..<end] + "." + format.rawValue + path[end...]))
        }
    }

    var fragment: String { anchor.map { "#" + $0 } ?? "" }

    /// The sort as the address writes it.
    var ownSort: String { (isDescending ? "-" : "") + sort }

    /// Cuts what a store fetched (one row more than the page shows, in the order of reading) to the page.
    package func slice<Row>(_ fetched: [Row], cursor: (Row) -> Cursor) -> ListSlice<Row> {
        let hasMore = fetched.count > size
        let page = Array(fetched.prefix(size))
        switch place {
        case .start: return ListSlice(rows: page, previous: nil, next: hasMore ? page.last.map(cursor) : nil)
        case .after:
            return ListSlice(rows: page, previous: page.first.map(cursor), next: hasMore ? page.last.map(cursor) : nil)
        case .before:
            let rows = Array(page.reversed())
            return ListSlice(rows: rows, previous: hasMore ? rows.first.map(cursor) : nil, next: rows.last.map(cursor))
        }
    }
}

/// Of lists whose cursors say how many rows stand before a page.
extension ListQuery {
    /// How many rows stand before this page.
    package var start: Int {
        func rows(_ cursor: Cursor) -> Int { cursor.values.first.flatMap { Int($0) } ?? 0 }
        return switch place {
        case .start: 0
        case .after(let cursor): min(max(0, rows(cursor)), 1_000_000_000)
        case .before(let cursor): max(0, rows(cursor) - size)
        }
    }

    /// A page that begins behind the rows before it.
    package func slice<Row>(_ rows: [Row], ofAll count: Int) -> ListSlice<Row> {
        let end = start + rows.count
        return ListSlice(
            rows: rows, previous: start > 0 ? Cursor([String(start)]) : nil,
            next: end < count ? Cursor([String(end)]) : nil)
    }
}

/// One page of a list and how to go on from it.
package struct ListSlice<Row> {
    package let rows: [Row]
    package let previous: Cursor?
    package let next: Cursor?

    package init(rows: [Row], previous: Cursor? = nil, next: Cursor? = nil) {
        self.rows = rows
        self.previous = previous
        self.next = next
    }
}
