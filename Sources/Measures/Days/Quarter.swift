/// A calendar quarter of a year; the company's own quarters come from `FiscalCalendar`.
@usableFromInline
package struct Quarter: Hashable, Sendable {
    /// year × 4 + quarter − 1.
    @usableFromInline package let index: Int32

    @inlinable
    package init(index: Int) {
        self.index = Int32(clamping: index)
    }

    /// Nil for a quarter outside 1...4 or a year outside 1...9999.
    @inlinable
    package init?(year: Int, quarter: Int) {
        guard year >= 1, year <= 9999, quarter >= 1, quarter <= 4 else { return nil }
        self.init(index: year * 4 + quarter - 1)
    }

    @inlinable
    package var year: Int {
        let index = Int(index)
        return (index >= 0 ? index : index - 3) / 4
    }

    /// 1...4.
    @inlinable
    package var quarter: Int { Int(index) - year * 4 + 1 }

    @inlinable
    package var firstMonth: Month { Month(index: Int(index) * 3) }

    @inlinable
    package var lastMonth: Month { firstMonth.advanced(by: 2) }

    @inlinable
    package var first: Day { firstMonth.first }

    @inlinable
    package var last: Day { lastMonth.last }

    @inlinable
    package var days: DayRange { DayRange(unchecked: first, last) }

    @inlinable
    package func advanced(by quarters: Int) -> Quarter {
        Quarter(index: Int(index) + quarters)
    }
}

extension Quarter: Comparable, CustomStringConvertible {
    @inlinable
    package static func < (left: Quarter, right: Quarter) -> Bool {
        left.index < right.index
    }

    /// "2011-Q4".
    package var iso: String { padded(year, 4) + "-Q\(quarter)" }

    @usableFromInline
    package var description: String { iso }
}
