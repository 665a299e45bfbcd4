package import Foundation

extension Day {
    /// The calendar day of a moment in a time zone.
    package init(unixSeconds: Int, in zone: TimeZone) {
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(unixSeconds)))
        let local = unixSeconds + offset
        self.init((local >= 0 ? local : local - 86_399) / 86_400)
    }
}
