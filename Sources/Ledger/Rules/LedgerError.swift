package import Measures

/// What can be wrong with the ledger itself; bad input is a value elsewhere.
package enum LedgerError: Error, Sendable, Equatable {
    case unknownCurrency(String)
    case unknownRun(Int)
    /// The run is of a kind or in a state that cannot be undone.
    case runNotUndoable(run: Int, state: String)
    /// An import is at work on the run right now.
    case runUnderWay(Int)
    /// The run is being taken back, so nothing more may be written for it.
    case runTakenBack(Int)
    /// Orders would change months that are closed.
    case monthsClosed(LateOrders)
    /// Costs would change months that are closed: they are always refused.
    case costMonthsClosed(LateCosts)
    /// Accounts that costs belong to were taken away meanwhile.
    case accountsGone
}

/// The costs that would change closed months.
package struct LateCosts: Sendable, Hashable {
    /// The last closed month.
    package var through: Month
    package var count: Int

    package init(through: Month, count: Int) {
        self.through = through
        self.count = count
    }

    /// - Throws: `LedgerError.costMonthsClosed` when there are any.
    package func requireNone() throws(LedgerError) {
        if count > 0 { throw .costMonthsClosed(self) }
    }
}

/// The orders that would change closed months.
package struct LateOrders: Sendable, Hashable, Codable {
    /// The last closed month.
    package var through: Month
    package var count: Int
    /// Of the first hundred.
    package var numbers: [String]

    package init(through: Month, numbers: [String] = []) {
        self.through = through
        count = numbers.count
        self.numbers = Array(numbers.prefix(Self.shown))
    }

    package mutating func add(_ more: [String]) {
        count += more.count
        numbers += more.prefix(Self.shown - numbers.count)
    }

    /// - Throws: `LedgerError.monthsClosed` when there are any.
    package func requireNone() throws(LedgerError) {
        if count > 0 { throw .monthsClosed(self) }
    }

    private static let shown = 100
}
