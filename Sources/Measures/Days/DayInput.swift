/// A day as a person types it into a form (INTERFACE, forms).
package enum DayInput: Hashable, Sendable {
    case day(Day)
    case problem(DayProblem)

    /// Reads ISO days, 2011/12/9, 9 Dec 2011, 2011年12月9日, 9.12.2011, 12-9 or 12月9日 or 9 Dec (of the year of `today`),
    /// and today, yesterday, tomorrow in both languages.
    ///
    /// "9/12/2011" can be two days and is `ambiguous`; "25/12/2011" is not.
    /// A year that no business has a day in is a slip, and unreadable.
    package static func read(_ text: String, today: Day) -> DayInput {
        let found = anyDay(text, today: today)
        guard let day = found.value, !(1850...2199).contains(day.civil.year) else { return found }
        return .problem(.unreadable)
    }

    private static func anyDay(_ text: String, today: Day) -> DayInput {
        let text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        if text.isEmpty { return .problem(.empty) }
        if let offset = namedDays[text] { return .day(today.advanced(by: offset)) }
        if let day = monthAndDay(text, year: today.civil.year) { return .day(day) }
        return fullDay(text)
    }

    /// The day, nil for a problem.
    package var value: Day? {
        if case .day(let day) = self { day } else { nil }
    }

    private static let namedDays = [
        "today": 0, "今天": 0, "今日": 0, "yesterday": -1, "昨天": -1, "昨日": -1, "前天": -2, "tomorrow": 1, "明天": 1, "明日": 1,
        "后天": 2,
    ]

    private static func fullDay(_ text: String) -> DayInput {
        if let parsed = DayFormat.ymd.parse(text), !beginsWithTwoDigitYear(text) { return .day(parsed.day) }
        let american = DayFormat.mdy.parse(text)?.day
        let european = DayFormat.dmy.parse(text)?.day
        // Dots are the European way, and so is nothing else.
        if let european, text.contains(".") { return .day(european) }
        guard let day = american ?? european else { return .problem(.unreadable) }
        guard american == nil || european == nil || american == european else { return .problem(.ambiguous) }
        return .day(day)
    }

    private static func beginsWithTwoDigitYear(_ text: String) -> Bool {
        text.prefix { $0.isASCII && $0.isNumber }.count <= 2 && !text.contains("年")
    }

    private static func monthAndDay(_ text: String, year: Int) -> Day? {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count <= DayScan.longestText else { return nil }
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + 1) { folded in
                guard let count = foldDayText(bytes, into: folded) else { return nil }
                var scan = DayScan(UnsafeBufferPointer(rebasing: folded[..<count]), pivot: DayFormat.pivot)
                return scan.readMonthAndDay(year: year)
            }
        }
    }
}

/// Why a typed day is none.
package enum DayProblem: Hashable, Sendable {
    case empty, unreadable, ambiguous
}
