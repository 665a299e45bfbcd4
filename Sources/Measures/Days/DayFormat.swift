/// The order in which a column writes year, month and day; the separators and an attached time tell themselves.
///
/// Read are fields separated by - / . or spaces, 2010年12月1日, eight digits without separator, English month names
/// ("9-Dec-11"), full-width digits, and after the day a time with 上午/下午 or AM/PM, seconds and a zone offset. A day that
/// begins with a year of four digits can be read in one way only, and is read in a column of `mdy` and `dmy` too.
@usableFromInline
package enum DayFormat: String, Hashable, Sendable, Codable, CaseIterable {
    case ymd, mdy, dmy
    /// Days as spreadsheets count them: 46027 is 2026-01-05, a fraction is the time. Nothing else is read beside them.
    case excel

    /// The first two-digit year that means 19xx: 69 is 2069, 70 is 1970.
    package static let pivot = 70

    /// Nil where the text is not wholly a day, with or without a time.
    package func parse(_ bytes: UnsafeBufferPointer<UInt8>, pivot: Int = DayFormat.pivot) -> ParsedDay? {
        if case .ymd = self, let parsed = DayScan.plainISO(bytes) { return parsed }
        if case .excel = self { return SerialDay.read(bytes) }
        guard bytes.count <= DayScan.longestText else { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + 1) { folded in
            guard let count = foldDayText(bytes, into: folded) else { return nil }
            var scan = DayScan(UnsafeBufferPointer(rebasing: folded[..<count]), pivot: pivot)
            return scan.read(self)
        }
    }

    /// The same for a text.
    package func parse(_ text: String, pivot: Int = DayFormat.pivot) -> ParsedDay? {
        var text = text
        return text.withUTF8 { parse($0, pivot: pivot) }
    }
}

/// A day as a file writes it.
package struct ParsedDay: Hashable, Sendable {
    /// The calendar day as written.
    package let day: Day
    /// Minutes since midnight, where a time was attached.
    package var minutes: Int?
    /// Minutes east of UTC, where the time said so; a time without is the company's.
    package var zoneOffset: Int?
    /// Whether another order of day and month would read another day.
    package var order = Order.certain

    package enum Order: Sendable {
        /// No format reads another day: the year stands first with four digits, the month is a name, or day and month
        /// are the same number.
        case certain
        /// Only this order fits: one of the numbers is no month.
        case told
        /// The other order reads another day.
        case open
    }

    /// The calendar day at a place `utcOffset` minutes east of UTC.
    package func day(at utcOffset: Int) -> Day {
        guard let minutes, let zoneOffset else { return day }
        let local = minutes - zoneOffset + utcOffset
        return day.advanced(by: (local >= 0 ? local : local - 1439) / 1440)
    }
}
