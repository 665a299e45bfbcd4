/// The days from one to another, both included.
@usableFromInline
package struct DayRange: Hashable, Sendable {
    @usableFromInline package let from: Day
    @usableFromInline package let through: Day

    /// Nil when `through` lies before `from`.
    @inlinable
    package init?(from: Day, through: Day) {
        guard from <= through else { return nil }
        self.init(unchecked: from, through)
    }

    @inlinable
    init(unchecked from: Day, _ through: Day) {
        self.from = from
        self.through = through
    }

    /// The number of days, at least 1.
    @inlinable
    package var count: Int { through - from + 1 }

    @inlinable
    package func contains(_ day: Day) -> Bool {
        from <= day && day <= through
    }

    /// Every month that has a day in the range, in order.
    package var months: [Month] {
        let first = from.monthValue
        return (0...(through.monthValue - first)).map { first.advanced(by: $0) }
    }

    /// The twelve months that end with a day: from the day after the same day a year ago.
    package static func year(through day: Day) -> DayRange {
        let civil = day.civil
        let same = Day(year: civil.year - 1, month: civil.month, day: civil.day)
        // 29 February has no counterpart.
        let before = same ?? Day(Day.number(year: civil.year - 1, month: 2, day: 28))
        return DayRange(unchecked: before.advanced(by: 1), day)
    }

    /// Whether the range begins and ends with whole months.
    package var isWholeMonths: Bool {
        from == from.monthValue.first && through == through.monthValue.last
    }

    /// The window of the same number of days that ends the day before this one begins (growth, SPEC L3).
    package var before: DayRange {
        DayRange(unchecked: from.advanced(by: -count), from.advanced(by: -1))
    }

    /// The days both ranges have, nil when there are none.
    package func intersection(_ other: DayRange) -> DayRange? {
        DayRange(from: max(from, other.from), through: min(through, other.through))
    }
}

extension DayRange: CustomStringConvertible, Codable {
    /// "2010-12-01...2011-12-09".
    @usableFromInline
    package var description: String { "\(from.iso)...\(through.iso)" }

    private enum CodingKeys: String, CodingKey { case from, through }

    @usableFromInline
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let from = try container.decode(Day.self, forKey: .from)
        let through = try container.decode(Day.self, forKey: .through)
        guard from <= through else {
            throw DecodingError.dataCorruptedError(
                forKey: .through, in: container, debugDescription: "\(through.iso) lies before \(from.iso)")
        }
        self.init(unchecked: from, through)
    }
}
