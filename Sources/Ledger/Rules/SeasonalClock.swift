package import Measures

/// Time as it passes for an account that buys by the season: a day counts for as much as its part of the year usually
/// brings orders, so that a winter in which nothing is ever bought is short, and buying every other week from March to
/// October is regular (SPEC Y1, "seasons taken out"). Intervals are then measured on this clock.
///
/// The profile is the account's own order days by calendar month over whole years, January and February as one (the
/// Spring Festival moves between them), shrunk towards an even year by `evenDays` order days, so that little data
/// changes little.
package struct SeasonalClock: Sendable, Equatable {
    /// As many order days spread evenly over the year are added to the account's own.
    static let evenDays = 12.0
    /// Eleven parts: January with February, then March to December.
    static let parts = 11

    /// How much a day of each calendar month (1...12, at 0...11) counts; 1 on average over a year.
    package let weights: [Double]

    /// - Parameters:
    ///   - orderDays: how many order days each calendar month (at 0...11) had.
    package init(orderDays: [Int]) {
        let lengths = [31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var (days, orders) = ([Double](repeating: 0, count: Self.parts), [Double](repeating: 0, count: Self.parts))
        for month in 0..<12 {
            days[Self.part(month)] += lengths[month]
            orders[Self.part(month)] += Double(orderDays[month])
        }
        let (year, all) = (days.reduce(0, +), orders.reduce(0, +))
        weights = (0..<12).map { month in
            let even = days[Self.part(month)] / year
            return (Self.evenDays * even + orders[Self.part(month)]) / (Self.evenDays + all) / even
        }
    }

    private static func part(_ month: Int) -> Int { max(0, month - 1) }

    /// How much time passes from one day to the other.
    package func time(from start: Day, to end: Day) -> Double {
        var (time, day) = (0.0, start)
        while day < end {
            let month = day.monthValue
            let next = min(end, month.advanced(by: 1).first)
            time += Double(next - day) * weights[month.month - 1]
            day = next
        }
        return time
    }
}
