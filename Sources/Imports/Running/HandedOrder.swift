import Accounts
import Database
import Ledger
import Measures

/// An order as a program hands it over. Texts are as they came; amounts are minor units of the order's currency.
struct HandedOrder: Sendable, Hashable {
    struct Line: Sendable, Hashable {
        var product: String
        var name = ""
        var category = ""
        var region = ""
        /// Thousandths.
        var quantity: Int64
        /// Millionths.
        var unitPrice: Int64?
        var amount: Money?
        var cost: Money?
        var discount: Money?
    }

    var number: String
    var day: Day
    var account: String
    var accountName = ""
    var kind = OrderKind.sale
    var currency: Currency
    var lines: [Line]
}

extension HandedOrder.Line {
    fileprivate var figures: LineFigures {
        var figures = LineFigures(quantity: quantity, unitPrice: unitPrice, amount: amount?.minor)
        (figures.cost, figures.discount) = (cost?.minor, discount?.minor)
        return figures
    }
}

/// Why an order is not taken: which, and which of its lines where it is a line's fault.
struct HandedProblem: Error, Sendable, Hashable {
    enum Reason: Sendable, Hashable {
        case row(OrderField, RowProblem)
        /// Another order of the same call has its number.
        case repeated
    }

    var order: Int
    var line: Int?
    var reason: Reason
}

/// Orders of a program put together for the ledger, by the rules that rows of a file are held to; all of them or none.
struct HandedBatch: Sendable {
    private(set) var batch = OrderBatch()
    private(set) var problems: [HandedProblem] = []
    private let lastDay: Day
    private var accounts: [ExactText: Int] = [:]
    private var products: [ExactText: Int] = [:]
    private var regions: [ExactText: Int] = [:]
    private var numbers: Set<ExactText> = []
    private var totals = LineTotals()
    private var hash = ContentHash()

    /// - Parameter lastDay: nothing was bought after it.
    init(_ orders: [HandedOrder], lastDay: Day) {
        self.lastDay = lastDay
        for (place, order) in orders.enumerated() { add(order, at: place) }
    }

    /// The currency of most orders; the first of several.
    var mainCurrency: Currency? {
        let counts = Dictionary(grouping: batch.orders, by: \.currency).mapValues(\.count)
        let most = counts.values.max()
        return batch.orders.first { counts[$0.currency] == most }?.currency
    }

    private mutating func add(_ order: HandedOrder, at place: Int) {
        let number = order.number.trimmed
        refuse(Self.problems(of: order, lastDay: lastDay), order: place)
        if !numbers.insert(ExactText(number)).inserted {
            problems.append(HandedProblem(order: place, reason: .repeated))
        }
        let account = self.place(of: order.account.trimmed)
        let name = order.accountName.trimmed
        // The latest name counts.
        if !name.isEmpty, Int(order.day.number) >= batch.accounts[account].nameDay ?? .min {
            (batch.accounts[account].name, batch.accounts[account].nameDay) = (name, Int(order.day.number))
        }
        let first = batch.lines.count
        // A credit note written with positive amounts takes away, as in a file.
        let turns = order.kind == .cancellation && Self.amount(of: order) > 0
        for (index, line) in order.lines.enumerated() {
            let found = Self.problems(of: line, in: order.currency)
            refuse(found, order: place, line: index)
            guard found.isEmpty else { continue }
            do { try add(line, in: order.currency, turned: turns) } catch {
                refuse([(error.field ?? .quantity, error)], order: place, line: index)
            }
        }
        let digest = hash.finish(
            account: batch.accounts[account].code, day: order.day, currency: order.currency, kind: order.kind)
        batch.orders.append(
            OrderBatch.Order(
                account: account, number: number, day: order.day, kind: order.kind, currency: order.currency,
                lines: first..<batch.lines.count, hash: digest))
    }

    private mutating func refuse(_ found: [(OrderField, RowProblem)], order: Int, line: Int? = nil) {
        problems += found.map { HandedProblem(order: order, line: line, reason: .row($0, $1)) }
    }

    private static func amount(of order: HandedOrder) -> Int128 {
        order.lines.reduce(Int128(0)) { sum, line in
            sum + Int128((try? LineAmounts(line.figures, minorDigits: order.currency.minorDigits))?.amount ?? 0)
        }
    }

    private mutating func add(_ line: HandedOrder.Line, in currency: Currency, turned: Bool) throws(RowProblem) {
        var amounts = try LineAmounts(line.figures, minorDigits: currency.minorDigits)
        if turned { amounts.turn() }
        try totals.add(amounts)
        let (product, region) = (place(of: line), place(ofRegion: line.region.trimmed))
        let stored = LedgerLine(
            product: product, quantity: Quantity(thousandths: amounts.quantity),
            unitPrice: UnitPrice(millionths: amounts.unitPrice), amount: amounts.amount, cost: amounts.cost,
            discount: amounts.discount, region: region)
        hash.add(stored, product: batch.products[product].code, region: region.map { batch.regions[$0] } ?? "")
        batch.lines.append(stored)
    }

    // MARK: Each name once

    private mutating func place(of account: String) -> Int {
        if let place = accounts[ExactText(account)] { return place }
        accounts[ExactText(account)] = batch.accounts.count
        batch.accounts.append(AccountDraft(code: account, name: ""))
        return batch.accounts.count - 1
    }

    private mutating func place(of line: HandedOrder.Line) -> Int {
        let code = ExactText(line.product.trimmed)
        let place = products[code] ?? batch.products.count
        if place == batch.products.count {
            products[code] = place
            batch.products.append(OrderBatch.Product(code: code.text, name: "", category: ""))
        }
        if batch.products[place].name.isEmpty { batch.products[place].name = line.name.trimmed }
        if batch.products[place].category.isEmpty { batch.products[place].category = line.category.trimmed }
        return place
    }

    private mutating func place(ofRegion region: String) -> Int? {
        if region.isEmpty { return nil }
        if let place = regions[ExactText(region)] { return place }
        regions[ExactText(region)] = batch.regions.count
        batch.regions.append(region)
        return batch.regions.count - 1
    }

    // MARK: What is wrong

    private static func problems(of order: HandedOrder, lastDay: Day) -> [(OrderField, RowProblem)] {
        var problems =
            code(.orderNumber, order.number) + code(.accountCode, order.account)
            + length(.accountName, order.accountName, most: 1_000)
        if !(1900...2199).contains(order.day.year) { problems.append((.day, .unreadableDay(order.day.iso))) }
        if order.day > lastDay { problems.append((.day, .futureDay(order.day.iso))) }
        return problems
    }

    private static func problems(
        of line: HandedOrder.Line, in currency: Currency
    ) -> [(OrderField, RowProblem)] {
        var problems =
            code(.productCode, line.product) + length(.productName, line.name, most: 1_000)
            + length(.category, line.category, most: 200) + length(.region, line.region, most: 200)
        if line.quantity.magnitude > LineAmounts.largest { problems.append((.quantity, .tooLarge(.quantity))) }
        for (field, money) in [(OrderField.amount, line.amount), (.cost, line.cost), (.discount, line.discount)] {
            guard let money else { continue }
            if money.currency != currency {
                problems.append((field, .otherCurrency(field, money.currency.code, row: currency.code)))
            }
            if money.minor.magnitude > LineAmounts.largest { problems.append((field, .tooLarge(field))) }
        }
        return problems
    }

    private static func code(_ field: OrderField, _ text: String) -> [(OrderField, RowProblem)] {
        text.trimmed.isEmpty ? [(field, .missing(field))] : length(field, text, most: 200)
    }

    /// In bytes, as for a file.
    private static func length(_ field: OrderField, _ text: String, most: Int) -> [(OrderField, RowProblem)] {
        text.trimmed.utf8.count > most ? [(field, .tooLong(field))] : []
    }
}

extension RowProblem {
    /// What a line's numbers were refused for.
    fileprivate var field: OrderField? {
        switch self {
        case .missing(let field), .tooLarge(let field): field
        case .signsContradict: .quantity
        default: nil
        }
    }
}
