import Foundation
import Measures

/// Days of moments in the company's time zone. Clocks change on a quarter of an hour, so what was asked last mostly
/// answers the next row too.
struct ZoneDays {
    private let zone: TimeZone
    private var last: (quarter: Int, offset: Int)?

    init(_ zone: TimeZone) { self.zone = zone }

    /// The day as written, unless the time beside it names another zone.
    mutating func day(of parsed: ParsedDay) -> Day {
        guard let minutes = parsed.minutes else { return parsed.day }
        // Midnight written 24:00 is the next day's.
        guard let written = parsed.zoneOffset else { return minutes < 1_440 ? parsed.day : parsed.day.advanced(by: 1) }
        return parsed.day(at: offset(at: Int(parsed.day.number) * 1_440 + minutes - written))
    }

    /// Minutes east of UTC at a moment in minutes since 1970.
    private mutating func offset(at minute: Int) -> Int {
        let quarter = minute >= 0 ? minute / 15 : (minute - 14) / 15
        if let last, last.quarter == quarter { return last.offset }
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(quarter) * 900)) / 60
        last = (quarter, offset)
        return offset
    }
}
