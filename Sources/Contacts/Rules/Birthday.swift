package import Measures

/// A day of the year, with the year where somebody said it.
package struct Birthday: Sendable, Hashable {
    package var month: Int
    package var day: Int
    package var year: Int?

    /// Nil for what is no day of any year.
    package init?(year: Int?, month: Int, day: Int) {
        // 29 February is a birthday too: without a year a leap year is taken.
        guard (1...12).contains(month), (1...31).contains(day), (1850...2200).contains(year ?? 2000),
            Day(year: year ?? 2000, month: month, day: day) != nil
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// `1980-05-01` or `05-01`, and whatever else a form's day may be.
    package static func read(_ text: String, today: Day) -> Birthday? {
        let text = text.trimmed
        let parts = text.split(whereSeparator: { "-/.月日".contains($0) }).compactMap { Int($0) }
        if parts.count == 2, !text.contains("年") { return Birthday(year: nil, month: parts[0], day: parts[1]) }
        guard let day = DayInput.read(text, today: today).value?.civil else { return nil }
        return Birthday(year: day.year, month: day.month, day: day.day)
    }

    /// As it is kept and exported: `1980-05-01`, or `05-01`.
    package var text: String {
        let whole = self.day(of: year ?? 2000).iso
        return year == nil ? String(whole.dropFirst(5)) : whole
    }

    /// When it comes next, on the day or after it. On 29 February it is kept on the 28th of other years.
    package func next(onOrAfter day: Day) -> Day {
        let year = day.civil.year
        return [year, year + 1].lazy.map { self.day(of: $0) }.first { $0 >= day } ?? self.day(of: year + 1)
    }

    private func day(of year: Int) -> Day {
        Day(year: year, month: month, day: day) ?? Day(year: year, month: 2, day: 28) ?? Day(0)
    }
}
