import Database
import Measures

// How facts lie in their tables, column by column.

extension Row {
    func currency(_ column: Int) throws -> Currency {
        let code = try text(column)
        guard let currency = Currency(code) else { throw LedgerError.unknownCurrency(code) }
        return currency
    }

    func costKind(_ column: Int) throws -> CostKind { CostKind(rawValue: try int(column)) ?? .service }

    func int64(_ column: Int) throws -> Int64 { Int64(try int(column)) }
}

extension MonthlyFacts {
    init(_ row: any Row, from first: Int) throws {
        orders = try row.int(first)
        lines = try row.int(first + 1)
        quantity = try row.int64(first + 2)
        revenue = try row.int64(first + 3)
        purchases = try row.int64(first + 4)
        cost = try row.int64(first + 5)
        costedRevenue = try row.int64(first + 6)
        discount = try row.int64(first + 7)
        orderDays = try row.int(first + 8)
        categories = try row.int(first + 9)
    }
}

extension OrderDayFacts {
    init(_ row: any Row, from first: Int) throws {
        orders = try row.int(first)
        lines = try row.int(first + 1)
        purchases = try row.int64(first + 2)
        returns = try row.int64(first + 3)
        cost = try row.int64(first + 4)
        costedRevenue = try row.int64(first + 5)
    }
}

extension CategoryMonthFacts {
    init(_ row: any Row, from first: Int) throws {
        lines = try row.int(first)
        quantity = try row.int64(first + 1)
        revenue = try row.int64(first + 2)
    }
}

extension BulkWriter {
    func write(_ key: MonthlyFacts.Key, _ facts: MonthlyFacts) throws {
        integer(key.account)
        integer(Int64(key.month.index))
        text(key.currency.code)
        integer(facts.orders)
        integer(facts.lines)
        integer(facts.quantity)
        integer(facts.revenue)
        integer(facts.purchases)
        integer(facts.cost)
        integer(facts.costedRevenue)
        integer(facts.discount)
        integer(facts.orderDays)
        integer(facts.categories)
        try endRow()
    }

    func write(_ key: OrderDayFacts.Key, _ facts: OrderDayFacts) throws {
        integer(key.account)
        integer(Int64(key.day.number))
        text(key.currency.code)
        integer(facts.orders)
        integer(facts.lines)
        integer(facts.purchases)
        integer(facts.returns)
        integer(facts.cost)
        integer(facts.costedRevenue)
        try endRow()
    }

    func write(_ key: CategoryMonthFacts.Key, _ facts: CategoryMonthFacts) throws {
        integer(key.account)
        integer(key.category)
        integer(Int64(key.month.index))
        text(key.currency.code)
        integer(facts.lines)
        integer(facts.quantity)
        integer(facts.revenue)
        try endRow()
    }
}
