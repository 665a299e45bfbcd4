package import Measures

/// A month of an account in one currency (SPEC L2). Amounts are minor units.
package struct MonthlyFacts: Sendable, Hashable {
    /// Orders with at least one purchase.
    package var orders = 0
    package var lines = 0
    /// Net of returns, in thousandths.
    package var quantity: Int64 = 0
    /// Net of returns.
    package var revenue: Int64 = 0
    package var purchases: Int64 = 0
    /// Cost of goods of the lines whose cost is known, and the revenue of those lines.
    package var cost: Int64 = 0
    package var costedRevenue: Int64 = 0
    package var discount: Int64 = 0
    /// Distinct counts: days with an order, categories with a line.
    package var orderDays = 0
    package var categories = 0

    package struct Key: Sendable, Hashable, Comparable {
        package var account: Int
        package var month: Month
        package var currency: Currency

        package init(account: Int, month: Month, currency: Currency) {
            self.account = account
            self.month = month
            self.currency = currency
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.account, left.month, left.currency) < (right.account, right.month, right.currency)
        }
    }

    package init() {}

    package mutating func add(_ other: MonthlyFacts) {
        orders += other.orders
        lines += other.lines
        quantity += other.quantity
        revenue += other.revenue
        purchases += other.purchases
        cost += other.cost
        costedRevenue += other.costedRevenue
        discount += other.discount
    }
}

/// A day of an account in one currency. `returns` is what revenue has beside purchases, so it is mostly negative.
package struct OrderDayFacts: Sendable, Hashable {
    package var orders = 0
    package var lines = 0
    package var purchases: Int64 = 0
    package var returns: Int64 = 0
    /// Cost of goods of the lines whose cost is known, and the revenue of those lines: a contribution is exact for any
    /// window and any last day (SPEC L2).
    package var cost: Int64 = 0
    package var costedRevenue: Int64 = 0

    package struct Key: Sendable, Hashable, Comparable {
        package var account: Int
        package var day: Day
        package var currency: Currency

        package init(account: Int, day: Day, currency: Currency) {
            self.account = account
            self.day = day
            self.currency = currency
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.account, left.day, left.currency) < (right.account, right.day, right.currency)
        }
    }

    package init() {}

    package mutating func add(_ other: OrderDayFacts) {
        orders += other.orders
        lines += other.lines
        purchases += other.purchases
        returns += other.returns
        cost += other.cost
        costedRevenue += other.costedRevenue
    }
}

/// A category of products an account bought in a month. Products without a category are in none.
package struct CategoryMonthFacts: Sendable, Hashable {
    package var lines = 0
    package var quantity: Int64 = 0
    package var revenue: Int64 = 0

    package struct Key: Sendable, Hashable, Comparable {
        package var account: Int
        package var category: Int
        package var month: Month
        package var currency: Currency

        package init(account: Int, category: Int, month: Month, currency: Currency) {
            self.account = account
            self.category = category
            self.month = month
            self.currency = currency
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.account, left.category, left.month, left.currency)
                < (right.account, right.category, right.month, right.currency)
        }
    }

    package init() {}

    package mutating func add(_ other: CategoryMonthFacts) {
        lines += other.lines
        quantity += other.quantity
        revenue += other.revenue
    }
}
