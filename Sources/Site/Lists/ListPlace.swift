package import Measures

/// Where a page of a list lies: at the list's start, behind a row, or before one.
package enum ListPlace<Mark> {
    case start
    case after(Mark)
    case before(Mark)

    /// Pages before a row are read from that row backwards.
    package var isBackward: Bool { if case .before = self { true } else { false } }

    package var mark: Mark? {
        switch self {
        case .start: nil
        case .after(let mark), .before(let mark): mark
        }
    }
}

extension ListPlace: Sendable where Mark: Sendable {}
extension ListPlace: Equatable where Mark: Equatable {}
extension ListPlace: Hashable where Mark: Hashable {}

extension ListPlace<Cursor> {
    /// The same place as a store knows it; the start for a cursor that this list did not write.
    package func at<Other>(_ mark: (Cursor) -> Other?) -> ListPlace<Other> {
        switch self {
        case .start: .start
        case .after(let cursor): mark(cursor).map { .after($0) } ?? .start
        case .before(let cursor): mark(cursor).map { .before($0) } ?? .start
        }
    }
}

/// A row of a list by day, known by its day and its id.
package struct DayMark: Sendable, Hashable {
    package var day: Day
    package var id: Int

    package init(day: Day, id: Int) {
        self.day = day
        self.id = id
    }

    /// Nil for what no list by day wrote.
    package init?(_ cursor: Cursor) {
        guard cursor.values.count == 2, let day = Int32(cursor.values[0]), let id = Int(cursor.values[1]),
            abs(Int(day)) < 10_000_000
        else { return nil }
        self.init(day: Day(Int(day)), id: id)
    }

    package var cursor: Cursor { Cursor([String(day.number), String(id)]) }

    /// As programs are told, with the day written out.
    package init?(iso cursor: Cursor) {
        guard cursor.values.count == 2, let day = Day(iso: cursor.values[0]), let id = Int(cursor.values[1]) else {
            return nil
        }
        self.init(day: day, id: id)
    }

    package var isoCursor: Cursor { Cursor([day.iso, String(id)]) }
}
