import Measures

/// A moment as the head of a message tells it (RFC 5322, 3.3), in UTC.
enum MailDate {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// - Parameter seconds: unix seconds.
    static func text(_ seconds: Int) -> String {
        let (quotient, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let day = Day(rest < 0 ? quotient - 1 : quotient)
        let second = rest < 0 ? rest + 86_400 : rest
        let clock = [second / 3_600, second / 60 % 60, second % 60].map(twoDigits).joined(separator: ":")
        let (year, month, dayOfMonth) = day.civil
        return "\(weekdays[day.weekday - 1]), \(twoDigits(dayOfMonth)) \(months[month - 1]) \(year) \(clock) +0000"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
