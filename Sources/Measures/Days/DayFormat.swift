/// The order in which a column writes year, month and day; the separators and an attached time tell themselves.
///
/// Read are fields separated by - / . or spaces, 2010年12月1日, eight digits without separator, English month names
/// ("9-Dec-11"), full-width digits, and after the day a time with 上午/下午 or AM/PM, seconds and a zone offset.
/// Serial day numbers of spreadsheets are not days.
@usableFromInline
package enum DayFormat: String, Hashable, Sendable, Codable, CaseIterable {
    case ymd, mdy, dmy

    /// The first two-digit year that means 19xx: 69 is 2069, 70 is 1970.
    package static let pivot = 70

    /// Nil where the text is not wholly a day, with or without a time.
    package func parse(_ bytes: UnsafeBufferPointer<UInt8>, pivot: Int = DayFormat.pivot) -> ParsedDay? {
        if case .ymd = self, let parsed = DayScan.plainISO(bytes) { return parsed }
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

    /// The calendar day at a place `utcOffset` minutes east of UTC.
    package func day(at utcOffset: Int) -> Day {
        guard let minutes, let zoneOffset else { return day }
        let local = minutes - zoneOffset + utcOffset
        return day.advanced(by: (local >= 0 ? local : local - 1439) / 1440)
    }
}

/// Which format a column's samples are in.
package struct DayFormatGuess: Hashable, Sendable {
    package let format: DayFormat
    /// Other formats that read just as many of the samples, so that a person must look.
    package let alternatives: [DayFormat]

    package var isAmbiguous: Bool { !alternatives.isEmpty }
}

extension DayFormat {
    /// The format that reads most of the samples, nil when none reads any: what it cannot read is then a row's own
    /// fault.
    ///
    /// Where several read as many: year first when the year has four digits, else month first with "/" and day first
    /// with "-" and ".".
    package static func guess(_ samples: [String]) -> DayFormatGuess? {
        let written = samples.filter { $0.contains { !$0.isWhitespace } }
        let read = preference(written).map { format in (format, written.count { format.parse($0) != nil }) }
        guard let most = read.map(\.1).max(), most > 0 else { return nil }
        let best = read.filter { $0.1 == most }.map(\.0)
        if best[0] == .ymd { return DayFormatGuess(format: .ymd, alternatives: []) }
        return DayFormatGuess(format: best[0], alternatives: Array(best.dropFirst()))
    }

    private static func preference(_ samples: [String]) -> [DayFormat] {
        let beginsWithYear = samples.count { $0.utf8.prefix { !isDayMark($0) }.count >= 4 }
        if beginsWithYear * 2 > samples.count { return [.ymd, .mdy, .dmy] }
        let withSlash = samples.count { $0.contains("/") }
        return withSlash * 2 > samples.count ? [.mdy, .dmy, .ymd] : [.dmy, .mdy, .ymd]
    }

    private static func isDayMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: " ")
    }
}
