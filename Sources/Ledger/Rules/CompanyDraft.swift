package import Foundation
package import Measures

/// Settings of the company as somebody gave them, checked before they are kept.
package struct CompanyDraft: Sendable, Hashable {
    package enum Problem: Error, Sendable, Hashable {
        case zoneUnknown
        case monthUnreadable
        /// Its orders are still coming in.
        case monthNotOver(Month)
        case lateOrdersUnknown
        case currencyUnknown
    }

    /// Nil while there is none, and it is left to the first import.
    package var currency: Currency?
    package var timeZone: TimeZone
    /// The last closed month; nil opens all.
    package var closedThrough: Month?
    package var lateOrders: ClosedMonths.LateOrders

    /// - Parameters:
    ///   - currency: its code; empty for none yet.
    ///   - month: such as 2025-03; empty for none.
    ///   - today: the company's; only a month that is over can be closed.
    package init(
        currency code: String, timeZone: String, closedThrough month: String, lateOrders: String, today: Day
    ) throws(Problem) {
        currency = code.isEmpty ? nil : Currency(code.uppercased())
        if currency == nil, !code.isEmpty { throw .currencyUnknown }
        self.timeZone = try Self.zone(timeZone)
        closedThrough = month.isEmpty ? nil : try Self.month(month, today: today)
        guard let late = ClosedMonths.LateOrders(rawValue: lateOrders) else { throw .lateOrdersUnknown }
        self.lateOrders = late
    }

    /// The zones there are, by name.
    package static let zones = Set(TimeZone.knownTimeZoneIdentifiers + ["UTC"]).sorted()

    private static func zone(_ name: String) throws(Problem) -> TimeZone {
        guard zones.contains(name), let zone = TimeZone(identifier: name) else { throw .zoneUnknown }
        return zone
    }

    private static func month(_ text: String, today: Day) throws(Problem) -> Month {
        guard let month = Month(iso: text) else { throw .monthUnreadable }
        guard month.last < today else { throw .monthNotOver(month) }
        return month
    }
}
