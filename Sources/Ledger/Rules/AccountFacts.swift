package import Measures

/// The facts of one account, or of several taken as one, in one currency: each kind in the order of its key.
package struct AccountFacts: Sendable {
    package typealias Rows<Facts: SummedFacts> = ArraySlice<KeyedSums<Facts>.Row>

    package var months: Rows<MonthlyFacts>
    package var days: Rows<OrderDayFacts>
    package var categories: Rows<CategoryMonthFacts>
    package var costs: Rows<CostDayFacts> = []
    /// From the first to the last day with an order, which the days here need not reach back to; nil where they do.
    package var span: DayRange?
    /// Whether there are facts in other currencies: they are left out, for unlike currencies are never added.
    package var leavesOut = false
}

extension FactsBook {
    /// What is here of one account; the book is settled.
    package func facts(of account: Int, in currency: Currency) -> AccountFacts {
        facts(
            in: currency, months.rows(of: account), days.rows(of: account), categories.rows(of: account),
            costs.rows(of: account))
    }

    /// The facts of every account, ascending; the book is settled.
    package func forEachAccount(
        in currency: Currency, _ body: (_ account: Int, _ facts: AccountFacts) throws -> Void
    ) rethrows {
        var (monthly, daily, category, cost) = (months.rows[...], days.rows[...], categories.rows[...], costs.rows[...])
        while true {
            // Who has not bought for years may have days and no months here, and who never bought may have costs.
            let account = min(
                monthly.first?.key.account ?? .max, daily.first?.key.account ?? .max,
                category.first?.key.account ?? .max, cost.first?.key.account ?? .max)
            guard account < .max else { return }
            let facts = facts(
                in: currency, monthly.takeFirst { $0.key.account == account },
                daily.takeFirst { $0.key.account == account }, category.takeFirst { $0.key.account == account },
                cost.takeFirst { $0.key.account == account })
            try body(account, facts)
        }
    }

    private func facts(
        in currency: Currency, _ months: AccountFacts.Rows<MonthlyFacts>, _ days: AccountFacts.Rows<OrderDayFacts>,
        _ categories: AccountFacts.Rows<CategoryMonthFacts>, _ costs: AccountFacts.Rows<CostDayFacts>
    ) -> AccountFacts {
        let hasOthers =
            months.contains { $0.key.currency != currency } || costs.contains { $0.key.currency != currency }
        guard hasOthers else {
            return AccountFacts(months: months, days: days, categories: categories, costs: costs)
        }
        return AccountFacts(
            months: months.filter { $0.key.currency == currency }[...],
            days: days.filter { $0.key.currency == currency }[...],
            categories: categories.filter { $0.key.currency == currency }[...],
            costs: costs.filter { $0.key.currency == currency }[...], leavesOut: true)
    }
}

extension ArraySlice {
    /// Takes the elements off the front that meet a condition.
    fileprivate mutating func takeFirst(while meets: (Element) -> Bool) -> Self {
        var end = startIndex
        while end < endIndex, meets(self[end]) { end += 1 }
        defer { self = self[end...] }
        return self[..<end]
    }
}

/// A key that begins with the account.
package protocol AccountKey { var account: Int { get } }

extension MonthlyFacts.Key: AccountKey {}
extension OrderDayFacts.Key: AccountKey {}
extension CategoryMonthFacts.Key: AccountKey {}
extension CostDayFacts.Key: AccountKey {}
extension CostMonthFacts.Key: AccountKey {}

extension KeyedSums where Facts.Key: AccountKey {
    /// The rows of one account; the sums are settled.
    fileprivate func rows(of account: Int) -> ArraySlice<Row> {
        let start = firstPlace { $0.key.account >= account }
        let end = firstPlace { $0.key.account > account }
        return rows[start..<end]
    }
}
