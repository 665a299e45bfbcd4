package import Measures

/// The months whose figures no longer change: one and all before it (SPEC L4).
package struct ClosedMonths: Sendable, Hashable {
    /// What becomes of an order that would change a closed month.
    package enum LateOrders: String, Sendable, CaseIterable {
        /// The import or undo that brings it is refused.
        case refuse
        /// It is booked into the first open month.
        case book
    }

    package var through: Month
    package var lateOrders: LateOrders

    package init(through: Month, lateOrders: LateOrders) {
        self.through = through
        self.lateOrders = lateOrders
    }

    package var firstOpenDay: Day { through.advanced(by: 1).first }

    package func contains(_ day: Day) -> Bool { day < firstOpenDay }

    /// The day an order of a day is booked on.
    package func bookingDay(of day: Day) -> Day { max(day, firstOpenDay) }
}

/// What an account's revenue is counted from: one basis for the company, named by every report (SPEC L4). Shipments and
/// invoices join with the records they need.
package enum RevenueBasis: String, Sendable, CaseIterable {
    case order
}
