package import Measures

/// What a month of an account cost in one kind and currency (SPEC L2), in minor units.
package struct CostMonthFacts: Sendable, Hashable {
    package var amount: Int64 = 0

    package struct Key: Sendable, Hashable, Comparable {
        package var account: Int
        package var month: Month
        package var currency: Currency
        package var kind: CostKind

        package init(account: Int, month: Month, currency: Currency, kind: CostKind) {
            self.account = account
            self.month = month
            self.currency = currency
            self.kind = kind
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.account, left.month, left.currency, left.kind.rawValue)
                < (right.account, right.month, right.currency, right.kind.rawValue)
        }
    }

    package init() {}

    package init(amount: Int64) { self.amount = amount }

    package mutating func add(_ other: CostMonthFacts) { amount += other.amount }
}

extension CostMonthFacts: SummedFacts {
    package var isEmpty: Bool { amount == 0 }
}

extension KeyedSums<CostMonthFacts> {
    /// Puts one cost in, or takes it out.
    package mutating func book(_ cost: Cost, _ direction: FactsBook.Direction) {
        add(
            CostMonthFacts(amount: Int64(direction.rawValue) * cost.amount),
            at: .init(account: cost.account, month: cost.day.monthValue, currency: cost.currency, kind: cost.kind))
    }
}

/// What a day of an account cost in one kind and currency, in minor units: judging counts costs by day, for a window
/// hardly ever ends with a month.
package struct CostDayFacts: Sendable, Hashable {
    package var amount: Int64 = 0

    package struct Key: Sendable, Hashable, Comparable {
        package var account: Int
        package var day: Day
        package var currency: Currency
        package var kind: CostKind

        package init(account: Int, day: Day, currency: Currency, kind: CostKind) {
            self.account = account
            self.day = day
            self.currency = currency
            self.kind = kind
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.account, left.day, left.currency, left.kind.rawValue)
                < (right.account, right.day, right.currency, right.kind.rawValue)
        }
    }

    package init() {}

    package init(amount: Int64) { self.amount = amount }

    package mutating func add(_ other: CostDayFacts) { amount += other.amount }
}

extension CostDayFacts: SummedFacts {
    package var isEmpty: Bool { amount == 0 }
}

extension KeyedSums<CostDayFacts> {
    /// Puts one cost in.
    package mutating func book(_ cost: Cost) {
        add(
            CostDayFacts(amount: cost.amount),
            at: .init(account: cost.account, day: cost.day, currency: cost.currency, kind: cost.kind))
    }
}

/// What serving an account cost over some time, by kind, in minor units of one currency.
package struct ServingCosts: Sendable, Hashable {
    package var service: Int64 = 0
    package var concessions: Int64 = 0
    package var financing: Int64 = 0
    package var writtenOff: Int64 = 0

    package init(service: Int64 = 0, concessions: Int64 = 0, financing: Int64 = 0, writtenOff: Int64 = 0) {
        self.service = service
        self.concessions = concessions
        self.financing = financing
        self.writtenOff = writtenOff
    }

    package var total: Int64 { service + concessions + financing + writtenOff }

    package subscript(kind: CostKind) -> Int64 {
        switch kind {
        case .service: service
        case .concession: concessions
        case .financing: financing
        case .writtenOff: writtenOff
        }
    }

    package mutating func add(_ amount: Int64, _ kind: CostKind) {
        switch kind {
        case .service: service += amount
        case .concession: concessions += amount
        case .financing: financing += amount
        case .writtenOff: writtenOff += amount
        }
    }
}
