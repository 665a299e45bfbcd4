/// A calendar day in the proleptic Gregorian calendar, without time and without zone (SPEC P5).
///
/// Stored as days since 1970-01-01; written everywhere as ISO text. The years 1 to 9999 can be read and written.
@usableFromInline
package struct Day: Hashable, Sendable {
    @usableFromInline package let number: Int32

    /// The day `number` days after 1970-01-01.
    @inlinable
    package init(_ number: Int) {
        self.number = Int32(clamping: number)
    }

    /// Nil for a day that the calendar does not have, or a year outside 1...9999.
    @inlinable
    package init?(year: Int, month: Int, day: Int) {
        guard year >= 1, year <= 9999, month >= 1, month <= 12, day >= 1 else { return nil }
        guard day <= 28 || day <= Day.count(ofMonth: month, year: year) else { return nil }
        self.init(Day.number(year: year, month: month, day: day))
    }

    /// 1 = Monday … 7 = Sunday.
    @inlinable
    package var weekday: Int {
        let sinceMonday = (Int(number) + 3) % 7
        return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
    }

    @inlinable package var year: Int { civil.year }

    /// 1...12.
    @inlinable package var month: Int { civil.month }

    /// 1...31.
    @inlinable package var dayOfMonth: Int { civil.day }

    @inlinable
    package var monthValue: Month {
        let civil = civil
        return Month(index: civil.year * 12 + civil.month - 1)
    }

    @inlinable
    package func advanced(by days: Int) -> Day {
        Day(Int(number) + days)
    }

    /// The number of days from `right` to `left`.
    @inlinable
    package static func - (left: Day, right: Day) -> Int {
        Int(left.number) - Int(right.number)
    }
}

extension Day: Comparable {
    @inlinable
    package static func < (left: Day, right: Day) -> Bool {
        left.number < right.number
    }
}

// MARK: Calendar arithmetic

extension Day {
    /// Year, month and day of the month in one computation.
    ///
    /// Integer arithmetic on eras of 400 years that begin in March, after Howard Hinnant, "chrono-compatible
    /// low-level date algorithms".
    @inlinable
    package var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    @inlinable
    static func number(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// How many days a month (1...12) of a year has.
    @inlinable
    package static func count(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year: year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    @inlinable
    package static func isLeap(year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }
}

// MARK: ISO text

extension Day: CustomStringConvertible {
    /// Reads exactly "2011-12-09".
    package init?(iso text: String) {
        let fields = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard fields.count == 3, fields[0].count == 4, fields[1].count == 2, fields[2].count == 2 else { return nil }
        guard let year = wholeNumber(fields[0]), let month = wholeNumber(fields[1]), let day = wholeNumber(fields[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// "2011-12-09".
    package var iso: String {
        let civil = civil
        guard (0...9_999).contains(civil.year) else {
            return padded(civil.year, 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2)
        }
        // Lists and exports print thousands of days.
        return String(unsafeUninitializedCapacity: 10) { bytes in
            var rest = civil.year * 10_000 + civil.month * 100 + civil.day
            for place in [9, 8, 6, 5, 3, 2, 1, 0] {
                bytes[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            bytes[4] = UInt8(ascii: "-")
            bytes[7] = UInt8(ascii: "-")
            return 10
        }
    }

    @usableFromInline
    package var description: String { iso }
}

extension Day: Codable {
    @usableFromInline
    package init(from decoder: any Decoder) throws {
        self = try decodeText(from: decoder, "a day such as 2011-12-09") { Day(iso: $0) }
    }

    @usableFromInline
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }
}
