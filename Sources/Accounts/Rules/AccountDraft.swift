/// An account as a file or a form names it, before it has an id.
package struct AccountDraft: Sendable, Hashable {
    /// Trimmed and case-sensitive: what the company calls the account in its books.
    package var code: String
    /// Empty when the file has none; the code then stands for it.
    package var name: String
    /// The day from which the name comes: a later one is taken, an earlier one is not. Nil where nobody knows.
    package var nameDay: Int?

    package init(code: String, name: String, nameDay: Int? = nil) {
        self.code = code
        self.name = name
        self.nameDay = nameDay
    }
}

/// What the ledger holds about an account up to now, kept with the account so that lists can sort by it.
/// Amounts are minor units of the company's currency, revenue net of returns.
package struct AccountTotals: Sendable, Hashable {
    package var revenue: Int64
    /// Orders with at least one purchase.
    package var orders: Int
    /// First and last day with a purchase, as day numbers.
    package var firstDay: Int?
    package var lastDay: Int?

    package static let none = AccountTotals(revenue: 0, orders: 0)

    package init(revenue: Int64, orders: Int, firstDay: Int? = nil, lastDay: Int? = nil) {
        self.revenue = revenue
        self.orders = orders
        self.firstDay = firstDay
        self.lastDay = lastDay
    }
}
