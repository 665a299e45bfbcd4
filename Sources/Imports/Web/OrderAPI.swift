import API
import Accounts
import Cryptography
import Foundation
import HTTPTypes
import Ledger
import Measures
import Rights
import Site
import Tabular

/// Orders from programs, and the runs that brought orders in.
enum OrderAPI {
    static var operations: APIOperations {
        var add = APIOperation(
            .post, "/orders", "addOrders", tag: "Orders",
            "Brings in orders, all of them or none. An order is known by its source and number: one that is there already, with the same content, changes nothing; with other content it is replaced.",
            scope: .importing, act: .importing, body: newOrders, answer: .one(record.shape), status: .created,
            handling: .write(write, answer: made))
        add.bodyLimit = 8_000_000
        return APIOperations([
            add,
            APIOperation(
                .get, "/runs/{id}", "getRun", tag: "Orders", "What an import brought in.", scope: .importing,
                act: .importing, answer: .one(record.shape), handling: .answer { try await answer($0, $0.id()) }),
        ])
    }

    private static let mostOrders = 1_000
    private static let mostLines = 10_000

    // MARK: What comes in

    /// What a document in the books is, as orders are answered too.
    private static let kinds = ["sale": OrderKind.sale, "return": .cancellation, "void": .void]

    private static let line = APIShape(
        "NewOrderLine",
        [
            .init("product", code, "The product's code.", isRequired: true, example: "P-100"),
            .init("name", .text(.line, most: 1_000), "What the product is called; the first name stays."),
            .init("category", .text(.line, most: 200), "Where the product belongs; the first one stays."),
            .init("region", .text(.line, most: 200), "Where it is sent to."),
            .init(
                "quantity", .number, "To the thousandth; below zero for what came back.", isRequired: true, example: 10),
            .init(
                "unit_price", .nullable(.number),
                "In the currency's main unit, to the millionth; else amount over quantity.", example: .number(12.5)),
            .init("amount", .nullable(.money), "Without tax; else quantity times unit price, less the discount."),
            .init("cost", .nullable(.money), "What the goods cost.", field: .cost),
            .init("discount", .nullable(.money), "What was given off quantity times unit price."),
        ])

    private static let order = APIShape(
        "NewOrder",
        [
            .init("number", code, "Its number in its books.", isRequired: true, example: "SO-1001"),
            .init(
                "day", .day, "When; not after tomorrow, for somewhere it has begun.", isRequired: true,
                example: "2011-12-09"),
            .init(
                "account", code, "The code of whose it is; an unknown one is made.", isRequired: true, example: "C-1"),
            .init(
                "account_name", .text(.line, most: 1_000),
                "The latest one is taken; the account is found by its former ones too."),
            .init(
                "kind", .choice(kinds.keys.sorted()),
                "A return takes back an earlier order, whatever sign its amounts have; void counts nowhere; else a sale."
            ),
            .init("currency", .text(.name, least: 1, most: 40), "ISO 4217, a sign or a name; else the company's."),
            .init(
                "lines", .list(.shape(line), least: 1, most: mostLines), "What was ordered.", isRequired: true,
                example: .list([line.example])),
        ])

    private static let newOrders = APIShape(
        "NewOrders",
        [
            .init(
                "source", code, "Which books they come from: numbers are unique in it.", isRequired: true,
                example: "erp"),
            .init(
                "orders", .list(.shape(order), least: 1, most: mostOrders), "With 10,000 lines together at most.",
                isRequired: true, example: .list([order.example])),
        ])

    private static let code = APISchema.text(.name, least: 1, most: 200)

    // MARK: What comes out

    private static let record = APIRecord<Run>(
        "Run",
        [
            .init("id", .integer(least: 1), "Its number here.") { .integer($0.id) },
            .init("kind", .choice(["orders", "costs"]), "What it brought.") {
                .text($0.kind == RunKind.orders ? "orders" : "costs")
            },
            .init("name", .text(.lines, most: 10_000), "Of the file, or API with the source.") { .text($0.file) },
            .init("state", .choice(Run.State.allCases.map(\.rawValue)), "How far it is.") { .text($0.state.rawValue) },
            .init("lines", .integer(), "How many were taken.") { .integer($0.counts.accepted) },
            .init("rejected", .integer(), "How many lines were not.") { .integer($0.counts.rejected) },
            .init("orders_new", .integer(), "How many were not there before.") { .integer($0.counts.ordersNew) },
            .init("orders_changed", .integer(), "How many took the place of an earlier version.") {
                .integer($0.counts.ordersChanged)
            },
            .init("orders_unchanged", .integer(), "How many were there already.") {
                .integer($0.counts.ordersUnchanged)
            },
            .init("accounts_new", .integer(), "Made for them.") { .integer($0.counts.accountsNew) },
            .init("products_new", .integer(), "Made for them.") { .integer($0.counts.productsNew) },
        ])

    private static func answer(_ call: APICall, _ id: Int) async throws -> APIAnswer {
        let run = try call.found(try await RunBook(call.database).find(id, call.scope))
        return APIAnswer(record.json(run, for: call.scope))
    }

    private static let made: @Sendable (APICall, Int) async throws -> APIAnswer = { call, id in
        var answer = try await answer(call, id)
        answer.location = "/runs/\(id)"
        return answer
    }

    // MARK: Writing

    private static let write: @Sendable (APICall) async throws -> Int = { call in
        let currency = try await OrderHandover.currency(in: call.database)
        var faults: [APIFault] = []
        var orders: [HandedOrder] = []
        for (place, value) in (call.body.list("orders") ?? []).enumerated() {
            orders.append(try read(value, at: "/orders/\(place)", currency, &faults))
        }
        let lines = orders.reduce(0) { $0 + $1.lines.count }
        if lines > mostLines { faults.append(APIFault("/orders", "has \(lines) lines together, \(mostLines) at most")) }
        if !faults.isEmpty { throw APIFaults(faults) }
        let handed = HandedBatch(orders, lastDay: call.visit.today.advanced(by: 1))
        if !handed.problems.isEmpty { throw APIFaults(handed.problems.map(\.fault)) }
        let handover = OrderHandover(
            orders: handed, source: (call.body.text("source") ?? "").trimmed,
            fingerprint: SHA256.hash(call.body.bytes).hexadecimal,
            currency: currency)
        do { return try await handover.write(in: call.database) } catch ImportProblem.otherRule(_, let rule, _) {
            throw APIFaults([APIFault("/source", "has orders that are known by \(rule), and not by their number alone")]
            )
        } catch LedgerError.monthsClosed(let late) {
            throw APIFaults(
                orders.enumerated().filter { late.numbers.contains($1.number.trimmed) }.map {
                    APIFault("/orders/\($0.offset)/day", "would change a month that is closed")
                }, "The orders would change months through \(late.through.iso), which are closed.")
        }
    }

    /// An order as it was sent; what is not usable in it is among the faults.
    private static func read(
        _ value: JSON, at pointer: String, _ usual: Currency, _ faults: inout [APIFault]
    ) throws -> HandedOrder {
        var currency = usual
        if let named = value.text("currency") {
            if let known = Currency(word: CSVHeader.key(named), usual: usual) {
                currency = known
            } else {
                faults.append(APIFault(pointer + "/currency", "is no currency"))
            }
        }
        guard let day = value.text("day").flatMap({ Day(iso: $0) }) else { throw Refusal.unreadable }
        var order = HandedOrder(
            number: value.text("number") ?? "", day: day, account: value.text("account") ?? "", currency: currency,
            lines: [])
        order.accountName = value.text("account_name") ?? ""
        order.kind = value.text("kind").flatMap { kinds[$0] } ?? .sale
        for (place, line) in (value.list("lines") ?? []).enumerated() {
            order.lines.append(read(line: line, at: pointer + "/lines/\(place)", &faults))
        }
        return order
    }

    private static func read(line: JSON, at pointer: String, _ faults: inout [APIFault]) -> HandedOrder.Line {
        func decimal(_ name: String, _ decimals: Int) -> Int64? {
            guard let value = line[name], value != .null else { return nil }
            let scaled = value.scaled(by: decimals)
            if scaled == nil {
                faults.append(APIFault(pointer + "/" + name, "is too large or has more than \(decimals) decimals"))
            }
            return scaled
        }
        func money(_ name: String) -> Money? {
            guard let value = line[name], let minor = value["minor"]?.whole, let code = value.text("currency") else {
                return nil
            }
            guard let currency = Currency(code) else {
                faults.append(APIFault(pointer + "/" + name + "/currency", "is no currency"))
                return nil
            }
            return Money(minor: minor, currency: currency)
        }
        var read = HandedOrder.Line(product: line.text("product") ?? "", quantity: decimal("quantity", 3) ?? 0)
        read.name = line.text("name") ?? ""
        read.category = line.text("category") ?? ""
        read.region = line.text("region") ?? ""
        read.unitPrice = decimal("unit_price", 6)
        (read.amount, read.cost, read.discount) = (money("amount"), money("cost"), money("discount"))
        return read
    }
}

extension JSON {
    /// A number in units of so many decimals; nil when it has more of them, or is larger than any that is meant.
    fileprivate func scaled(by decimals: Int) -> Int64? {
        var scale: Int64 = 1
        for _ in 0..<decimals { scale *= 10 }
        switch self {
        case .integer(let value):
            let (product, overflow) = value.multipliedReportingOverflow(by: scale)
            return overflow ? nil : product
        case .number(let value):
            // A decimal fraction is not exact in binary: it is meant when it is as near as it can be.
            let scaled = value * Double(scale)
            let rounded = scaled.rounded()
            guard abs(rounded) < 9e15, abs(scaled - rounded) <= max(1e-6, abs(scaled) * 1e-12) else { return nil }
            return Int64(rounded)
        default: return nil
        }
    }
}

extension HandedProblem {
    fileprivate var fault: APIFault {
        let place = "/orders/\(order)" + (line.map { "/lines/\($0)" } ?? "")
        return switch reason {
        case .repeated: APIFault(place + "/number", "is the number of another order of this call")
        case .row(let field, let problem): APIFault(place + "/" + field.member, problem.english)
        }
    }
}

extension OrderField {
    /// What a program calls it.
    fileprivate var member: String {
        switch self {
        case .orderNumber: "number"
        case .accountCode: "account"
        case .productCode: "product"
        case .productName: "name"
        default: rawValue
        }
    }
}
