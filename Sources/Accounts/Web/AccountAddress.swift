import Rights
import Site

// How the address says which accounts a list shows.

extension AccountListing {
    static func query(_ visit: Visit, size: Int = ListQuery.usualSize) -> ListQuery {
        ListQuery(
            visit, sorts: Sort.allCases.filter { $0 != .value || visit.sees(.cost) }.map(\.rawValue), usual: "-revenue",
            filters: ["bought", "tier", "safety", "trend", "owner"],
            size: size)
    }

    /// - Parameter viewer: who “mine” are.
    init(_ query: ListQuery, viewer: Int?) {
        self.init()
        search = query.search
        ownership = ["me": viewer.map { .user($0) }, "nobody": .nobody][query.filters["owner"] ?? ""] ?? nil
        bought = ["yes": true, "no": false][query.filters["bought"] ?? ""]
        tier = query.filters["tier"].flatMap { Int($0) }
        safety = query.filters["safety"].flatMap { Int($0) }
        trend = query.filters["trend"].flatMap { Trend(rawValue: $0) }
        sort = Sort(rawValue: query.sort) ?? .revenue
        isDescending = query.isDescending
        size = query.size
        switch query.place {
        case .start: place = .start
        case .after(let cursor): place = Mark(cursor, sort).map { .after($0) } ?? .start
        case .before(let cursor): place = Mark(cursor, sort).map { .before($0) } ?? .start
        }
    }
}

extension AccountListing.Mark {
    /// Nil for a place that this sort order does not have.
    init?(_ cursor: Cursor, _ sort: AccountListing.Sort) {
        guard cursor.values.count == 2, let id = Int(cursor.values[1]) else { return nil }
        let text = cursor.values[0]
        switch sort {
        case .name, .code:
            self.init(key: .text(text), id: id)
            return
        case .revenue, .orders, .first, .last:
            guard let number = Int64(text) else { break }
            self.init(key: .number(number), id: id)
            return
        case .value, .loyalty, .growth:
            guard let score = Double(text), score.isFinite else { break }
            self.init(key: .score(score), id: id)
            return
        }
        guard text.isEmpty, sort.isOptional else { return nil }
        self.init(key: .none, id: id)
    }

    var cursor: Cursor {
        switch key {
        case .text(let text): Cursor([text, String(id)])
        case .number(let number): Cursor([String(number), String(id)])
        case .score(let score): Cursor([String(score), String(id)])
        case .none: Cursor(["", String(id)])
        }
    }
}
