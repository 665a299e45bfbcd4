/// An amount of money: an integer of minor units with its currency (SPEC P5). Unlike currencies never add.
@usableFromInline
package struct Money: Hashable, Sendable, Codable {
    @usableFromInline package let minor: Int64
    @usableFromInline package let currency: Currency

    @inlinable
    package init(minor: Int64, currency: Currency) {
        self.minor = minor
        self.currency = currency
    }

    package static func zero(_ currency: Currency) -> Money {
        Money(minor: 0, currency: currency)
    }

    package func adding(_ other: Money) throws(MoneyProblem) -> Money {
        try combined(with: other) { $0.addingReportingOverflow($1) }
    }

    package func subtracting(_ other: Money) throws(MoneyProblem) -> Money {
        try combined(with: other) { $0.subtractingReportingOverflow($1) }
    }

    private func combined(
        with other: Money, by operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
    ) throws(MoneyProblem) -> Money {
        guard currency == other.currency else { throw .unlikeCurrencies(currency, other.currency) }
        let result = operation(minor, other.minor)
        guard !result.overflow else { throw .overflow }
        return Money(minor: result.partialValue, currency: currency)
    }
}

/// Why two amounts have no sum.
package enum MoneyProblem: Error, Hashable, Sendable {
    case unlikeCurrencies(Currency, Currency)
    case overflow
}
