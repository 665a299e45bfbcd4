package import Measures

/// One version of an order as facts are booked from it.
package struct OrderEntry: Sendable, Hashable {
    package var account: Int
    package var day: Day
    package var kind: OrderKind
    package var currency: Currency
    /// Its lines are contiguous: `firstLine ..< firstLine + lineCount`.
    package var firstLine: Int
    package var lineCount: Int

    package init(account: Int, day: Day, kind: OrderKind, currency: Currency, firstLine: Int, lineCount: Int) {
        self.account = account
        self.day = day
        self.kind = kind
        self.currency = currency
        self.firstLine = firstLine
        self.lineCount = lineCount
    }

    func on(_ day: Day) -> OrderEntry {
        var entry = self
        entry.day = day
        return entry
    }

    /// Void orders are in no fact, so they change no month.
    fileprivate var counts: Bool { kind != .void && lineCount > 0 }
}

/// Where an order stands in the facts (SPEC L4).
///
/// Nearly every order is booked once, on its own day, and has no row here. One that would have changed a closed month has
/// all its bookings kept: what the closed month holds stays, and the first open month takes the difference.
package struct OrderBookings: Sendable, Hashable {
    package struct Booking: Sendable, Hashable {
        /// The version that is booked, with the day it is booked on.
        package var entry: OrderEntry
        package var direction: FactsBook.Direction
        /// Puts the order's present version in; at most one booking does.
        package var isStanding: Bool

        package init(_ entry: OrderEntry, _ direction: FactsBook.Direction, isStanding: Bool) {
            self.entry = entry
            self.direction = direction
            self.isStanding = isStanding
        }
    }

    /// A change of the facts.
    package struct Posting: Sendable, Hashable {
        package var entry: OrderEntry
        package var direction: FactsBook.Direction

        package init(_ entry: OrderEntry, _ direction: FactsBook.Direction) {
            self.entry = entry
            self.direction = direction
        }
    }

    /// Empty for an order that is booked on its own day.
    package private(set) var kept: [Booking]

    package init(_ kept: [Booking] = []) { self.kept = kept }

    /// What a change of the order means.
    package struct Change: Sendable, Hashable {
        package fileprivate(set) var postings: [Posting] = []
        /// A closed month would have changed, and the first open month takes it instead.
        package fileprivate(set) var isLate = false
    }

    /// Books `new` in place of `former`; nil where there is no order before or afterwards.
    package mutating func replace(
        _ former: OrderEntry?, with new: OrderEntry?, closed: ClosedMonths?
    ) -> Change {
        var change = Change()
        guard !kept.isEmpty || former.isLocked(by: closed) || new.isLocked(by: closed) else {
            if let former { change.postings.append(Posting(former, .takeOut)) }
            if let new { change.postings.append(Posting(new, .put)) }
            return change
        }
        if kept.isEmpty, let former { kept.append(Booking(former, .put, isStanding: true)) }
        takeOutStanding(closed, &change)
        if let new { put(new, closed, &change) }
        // With nothing out of the ordinary left, the order is booked on its own day again.
        if let new, kept == [Booking(new, .put, isStanding: true)] { kept = [] }
        return change
    }

    private mutating func takeOutStanding(_ closed: ClosedMonths?, _ change: inout Change) {
        guard let place = kept.firstIndex(where: \.isStanding) else { return }
        let entry = kept[place].entry
        guard let closed, closed.contains(entry.day), entry.counts else {
            kept.remove(at: place)
            change.postings.append(Posting(entry, .takeOut))
            return
        }
        kept[place].isStanding = false
        let reversal = entry.on(closed.firstOpenDay)
        kept.append(Booking(reversal, .takeOut, isStanding: false))
        change.postings.append(Posting(reversal, .takeOut))
        change.isLate = true
    }

    private mutating func put(_ new: OrderEntry, _ closed: ClosedMonths?, _ change: inout Change) {
        if let reversal = openReversal(of: new, closed) {
            let entry = kept.remove(at: reversal).entry
            change.postings.append(Posting(entry, .put))
            if let original = kept.firstIndex(where: { $0.direction == .put && $0.entry.isSameVersion(as: new) }) {
                kept[original].isStanding = true
            }
            return
        }
        let day = new.counts ? closed?.bookingDay(of: new.day) ?? new.day : new.day
        if day != new.day { change.isLate = true }
        kept.append(Booking(new.on(day), .put, isStanding: true))
        change.postings.append(Posting(new.on(day), .put))
    }

    /// The booking that took this very version out of an open month: taking it back is all that is needed.
    private func openReversal(of entry: OrderEntry, _ closed: ClosedMonths?) -> Int? {
        kept.lastIndex {
            $0.direction == .takeOut && $0.entry.isSameVersion(as: entry) && !(closed?.contains($0.entry.day) ?? false)
        }
    }
}

extension OrderEntry? {
    /// Whether it counts in a closed month.
    fileprivate func isLocked(by closed: ClosedMonths?) -> Bool {
        guard let self, let closed else { return false }
        return self.counts && closed.contains(self.day)
    }
}

extension OrderEntry {
    fileprivate func isSameVersion(as other: OrderEntry) -> Bool {
        account == other.account && firstLine == other.firstLine && lineCount == other.lineCount
    }
}
