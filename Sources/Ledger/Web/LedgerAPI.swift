import API
import Accounts
import HTTPTypes
import Measures
import Rights
import Site

/// Products, orders and monthly facts for programs.
enum LedgerAPI {
    static var operations: APIOperations {
        APIOperations([
            APIOperation(
                .get, "/products", "listProducts", tag: "Products", "Lists the catalogue by code.",
                answer: .page(product.shape), handling: .answer(products)),
            APIOperation(
                .get, "/accounts/{id}/orders", "listOrders", tag: "Orders", "Lists an account's orders by day.",
                parameters: [
                    APIParameter("from", .day, "Orders of this day and later."),
                    APIParameter("to", .day, "Orders of this day and earlier."), .sort(["day"], usual: "-day"),
                ], answer: .page(head.shape), handling: .answer(orders)),
            APIOperation(
                .get, "/orders/{id}", "getOrder", tag: "Orders", "One order with its lines.",
                answer: .one(detail.shape), handling: .answer(order)),
            APIOperation(
                .get, "/accounts/{id}/months", "listMonths", tag: "Facts",
                "Lists what an account did month by month, in each currency, the newest first.",
                answer: .page(month.shape), handling: .answer(months)),
        ])
    }

    // MARK: Products

    private static let product = APIRecord<CatalogueProduct>(
        "Product",
        [
            .init("id", .integer(least: 1), "Its number here.") { .integer($0.id) },
            .init("code", .text(.lines, most: 10_000), "Its name in the company's books.") { .text($0.code) },
            .init("name", .text(.lines, most: 10_000), "The code again when the books have none.") { .text($0.name) },
            .init("category", .nullable(.text(.lines, most: 10_000)), "Where it belongs.") { .text($0.category) },
        ])

    private static let products: @Sendable (APICall) async throws -> APIAnswer = { call in
        let after = try call.place { $0.values.count == 1 ? $0.values[0] : nil }
        let found = try await ProductReading(call.database).products(after: after, limit: call.limit, scope: call.scope)
        return call.page(found, product) { Cursor([$0.code]) }
    }

    // MARK: Orders

    private static let kinds = ["sale", "return"]

    private static func heading<Root>(_ head: @escaping @Sendable (Root) -> OrderHead) -> [APIRecord<Root>.Member] {
        [
            .init("id", .integer(least: 1), "Its number here.") { .integer(head($0).id) },
            .init("source", .text(.lines, most: 10_000), "Which books it comes from.") { .text(head($0).source) },
            .init("number", .text(.lines, most: 10_000), "Its number there.") { .text(head($0).number) },
            .init("day", .day, "When.") { .text(head($0).day.iso) },
            .init("kind", .choice(kinds), "What it is.") { .text(head($0).kind == .sale ? kinds[0] : kinds[1]) },
            .init("amount", .money, "Without tax; below zero for a return.") {
                .money(head($0).amount.minor, head($0).amount.currency)
            },
        ]
    }

    private static let head = APIRecord<OrderHead>(
        "Order",
        heading { $0 } + [.init("line_count", .integer(), "How many lines it has.") { .integer($0.lines) }])

    private static let detail = APIRecord<OrderDetail>(
        "OrderDetail",
        heading { $0.head } + [
            .init("account", .integer(least: 1), "Whose it is.") { .integer($0.account) },
            .init("booked_day", .day, "The day it counts on: later than its own when its month was closed.") {
                .text($0.bookedDay.iso)
            },
            .init("lines", line, "What was ordered.") { order in
                order.lines.map { Line(line: $0, currency: order.head.amount.currency) }
            },
        ])

    private struct Line: Sendable {
        let line: OrderDetail.Line
        let currency: Currency
    }

    private static let line = APIRecord<Line>(
        "OrderLine",
        [
            .init("product", .text(.lines, most: 10_000), "The product's code.") { .text($0.line.code) },
            .init("name", .text(.lines, most: 10_000), "What it is called.") { .text($0.line.name) },
            .init("category", .nullable(.text(.lines, most: 10_000)), "Where it belongs.") { .text($0.line.category) },
            .init("region", .nullable(.text(.lines, most: 10_000)), "Where it was sent to.") { .text($0.line.region) },
            .init("quantity", .number, "To the thousandth.") {
                .number(Double($0.line.line.quantity.thousandths) / 1e3)
            },
            .init("unit_price", .number, "In the currency's main unit, to the millionth.") {
                .number(Double($0.line.line.unitPrice.millionths) / 1e6)
            },
            .init("amount", .money, "Without tax.") { .money($0.line.line.amount, $0.currency) },
            .init("discount", .nullable(.money), "What was given off the list price.") { row in
                row.line.line.discount.map { .money($0, row.currency) } ?? .null
            },
            .init("cost", .nullable(.money), "Null where it is not known.", field: .cost) { row in
                row.line.line.cost.map { .money($0, row.currency) } ?? .null
            },
        ])

    private static let orders: @Sendable (APICall) async throws -> APIAnswer = { call in
        let account = try await call.account()
        var listing = OrderListing(account: account.id)
        listing.from = call.text("from").flatMap { Day(iso: $0) }
        listing.through = call.text("to").flatMap { Day(iso: $0) }
        if let from = listing.from, let last = listing.through, last < from {
            throw Problem(
                .badRequest, "The period ends before it begins.",
                faults: [.init(parameter: "to", "lies before \(from.iso)")])
        }
        listing.isDescending = call.text("sort") != "day"
        listing.size = call.limit
        if let mark = try call.place({ DayMark(iso: $0) }) { listing.place = .after(mark) }
        let found = try await OrderReading(call.database).orders(listing, scope: call.scope)
        return call.page(found, head) { $0.mark.isoCursor }
    }

    private static let order: @Sendable (APICall) async throws -> APIAnswer = { call in
        let order = try call.found(try await OrderReading(call.database).order(call.id(), scope: call.scope))
        return APIAnswer(detail.json(order, for: call.scope))
    }

    // MARK: Facts

    private static let month = APIRecord<AccountMonth>(
        "AccountMonth",
        [
            .init("month", .month, "Which.") { .text($0.month.iso) },
            .init("revenue", .money, "Orders, net of returns.") { .money($0.facts.revenue, $0.currency) },
            .init("purchases", .money, "Of sales alone.") { .money($0.facts.purchases, $0.currency) },
            .init("orders", .integer(), "How many.") { .integer($0.facts.orders) },
            .init("order_days", .integer(), "On how many days.") { .integer($0.facts.orderDays) },
            .init("lines", .integer(), "How many lines.") { .integer($0.facts.lines) },
            .init("quantity", .number, "To the thousandth.") { .number(Double($0.facts.quantity) / 1e3) },
            .init("categories", .integer(), "How many categories were bought.") { .integer($0.facts.categories) },
            .init("discount", .money, "What was given off list prices.") { .money($0.facts.discount, $0.currency) },
            .init("cost", .money, "Of the lines whose cost is known.", field: .cost) {
                .money($0.facts.cost, $0.currency)
            },
            .init("costed_revenue", .money, "Of the lines whose cost is known.", field: .cost) {
                .money($0.facts.costedRevenue, $0.currency)
            },
        ])

    private static let months: @Sendable (APICall) async throws -> APIAnswer = { call in
        let account = try await call.account()
        // A few rows a year: all are read, and the page is cut from them.
        let all = try await OrderReading(call.database).months(account: account.id, scope: call.scope)
        let after = try call.place { cursor -> [String]? in
            cursor.values.count == 2 && Day(iso: cursor.values[0] + "-01") != nil ? cursor.values : nil
        }
        let rest = all.drop { month in
            guard let after else { return false }
            let isLater = month.month.iso > after[0]
            return isLater || (month.month.iso == after[0] && month.currency.code <= after[1])
        }
        return call.page(Array(rest.prefix(call.limit + 1)), month) { Cursor([$0.month.iso, $0.currency.code]) }
    }
}
