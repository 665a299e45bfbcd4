/// A calendar month of a year; the grain of the monthly facts (SPEC L2).
@usableFromInline
package struct Month: Hashable, Sendable {
    /// year × 12 + month − 1.
    @usableFromInline package let index: Int32

    @inlinable
    package init(index: Int) {
        self.index = Int32(clamping: index)
    }

    /// Nil for a month outside 1...12 or a year outside 1...9999.
    @inlinable
    package init?(year: Int, month: Int) {
        guard year >= 1, year <= 9999, month >= 1, month <= 12 else { return nil }
        self.init(index: year * 12 + month - 1)
    }

    @inlinable
    package var year: Int {
        let index = Int(index)
        return (index >= 0 ? index : index - 11) / 12
    }

    /// 1...12.
    @inlinable
    package var month: Int { Int(index) - year * 12 + 1 }

    @inlinable
    package var first: Day { Day(Day.number(year: year, month: month, day: 1)) }

    @inlinable
    package var last: Day { advanced(by: 1).first.advanced(by: -1) }

    @inlinable
    package var days: DayRange { DayRange(unchecked: first, last) }

    @inlinable
    package var quarter: Quarter { Quarter(index: year * 4 + (month - 1) / 3) }

    @inlinable
    package func advanced(by months: Int) -> Month {
        Month(index: Int(index) + months)
    }

    /// The number of months from `right` to `left`.
    @inlinable
    package static func - (left: Month, right: Month) -> Int {
        Int(left.index) - Int(right.index)
    }
}

extension Month: Comparable {
    @inlinable
    package static func < (left: Month, right: Month) -> Bool {
        left.index < right.index
    }
}

extension Month: CustomStringConvertible, Codable {
    /// Reads exactly "2011-11".
    package init?(iso text: String) {
        guard text.utf8.count == 7, let first = Day(iso: text + "-01") else { return nil }
        self = first.monthValue
    }

    /// "2011-11".
    package var iso: String { padded(year, 4) + "-" + padded(month, 2) }

    @usableFromInline
    package var description: String { iso }

    @usableFromInline
    package init(from decoder: any Decoder) throws {
        self = try decodeText(from: decoder, "a month such as 2011-11") { Month(iso: $0) }
    }

    @usableFromInline
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }
}
