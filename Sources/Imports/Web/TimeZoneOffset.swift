import Foundation

extension TimeZone {
    /// Seconds east of UTC at a moment in unix seconds.
    func offset(at seconds: Int) -> Int { secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))) }
}
