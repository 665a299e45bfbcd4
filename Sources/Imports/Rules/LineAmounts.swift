import Measures

/// The numbers that a row gives about its line, as far as it gives them.
struct LineFigures: Sendable, Hashable {
    /// Thousandths.
    var quantity: Int64?
    /// Millionths, as the other prices: without tax, before a discount.
    var unitPrice: Int64?
    var unitPriceWithTax: Int64?
    /// Minor units of the line, as what follows: without tax, after a discount.
    var amount: Int64?
    var amountWithTax: Int64?
    var taxAmount: Int64?
    /// Millionths of one: 130,000 for 13 %.
    var taxRate: Int64?
    var cost: Int64?
    /// Millionths.
    var unitCost: Int64?
    var profit: Int64?
    var discount: Int64?
    /// Millionths of one.
    var discountRate: Int64?
}

/// The numbers of an order line as the ledger takes them, from a file's row and from a program alike.
struct LineAmounts: Sendable, Hashable {
    /// Thousandths.
    var quantity: Int64
    /// Millionths, without tax and before a discount.
    var unitPrice: Int64
    /// Minor units, as what follows.
    var amount: Int64
    var cost: Int64?
    var discount: Int64?
    /// Whether the amount is quantity × price; nil where not both are given.
    var agrees: Bool?
    /// Whether the amount is quantity × price although there is a discount: one of the two is something else.
    var leavesDiscount = false

    /// An amount that is given wins, else it is quantity × price, less the discount and the tax that are given; cost is the
    /// line's, else quantity × unit cost, else amount − profit.
    @inline(__always)
    init(_ figures: LineFigures, minorDigits: Int) throws(RowProblem) {
        guard let quantity = figures.quantity else { throw .missing(.quantity) }
        self.quantity = quantity
        let price = try Self.price(figures)
        let product = price.flatMap { Self.product(quantity, $0, minorDigits) }
        if price != nil, product == nil, figures.amount == nil { throw .tooLarge(.amount) }
        let given = try Self.amount(figures)
        var discount = figures.discount
        if discount == nil { discount = try Self.share(figures.discountRate, of: product) }
        guard let settled = given ?? product.map({ $0 - Self.taken(discount, from: $0) }) else {
            throw .missing(figures.amountWithTax != nil || figures.unitPriceWithTax != nil ? .taxRate : .unitPrice)
        }
        if settled.magnitude > Self.largest { throw .tooLarge(.amount) }
        // A negative quantity with a positive amount: one of the two is wrong.
        if quantity < 0, settled > 0 { throw .signsContradict }
        amount = settled
        if let price {
            unitPrice = price
        } else {
            guard let derived = Self.unitPrice(settled, quantity, minorDigits) else { throw .tooLarge(.amount) }
            unitPrice = derived
        }
        self.discount = discount
        cost = try Self.cost(figures, quantity, settled, minorDigits)
        if let given, let product {
            let isProduct = Self.isNear(given, product, quantity)
            let isDiscounted =
                discount ?? 0 != 0 && Self.isNear(given, product - Self.taken(discount, from: product), quantity)
            agrees = isProduct || isDiscounted
            leavesDiscount = isProduct && !isDiscounted && discount ?? 0 != 0
        }
    }

    /// Of a line: a hundred thousand million in minor units of two decimals, ten thousand million pieces.
    static let largest: UInt64 = 10_000_000_000_000
    private static let one: Int64 = 1_000_000

    /// Takes the line back: prices and quantities keep to each other.
    mutating func turn() {
        (quantity, amount, cost, discount) = (-quantity, -amount, cost.map { -$0 }, discount.map { -$0 })
    }

    // MARK: Without tax

    private static func price(_ figures: LineFigures) throws(RowProblem) -> Int64? {
        if let price = figures.unitPrice { return price }
        guard let gross = figures.unitPriceWithTax, let rate = figures.taxRate else { return nil }
        return try withoutTax(gross, rate)
    }

    private static func amount(_ figures: LineFigures) throws(RowProblem) -> Int64? {
        if let amount = figures.amount { return amount }
        guard let gross = figures.amountWithTax else { return nil }
        if let tax = figures.taxAmount { return gross - tax }
        guard let rate = figures.taxRate else { return nil }
        return try withoutTax(gross, rate)
    }

    private static func withoutTax(_ gross: Int64, _ rate: Int64) throws(RowProblem) -> Int64 {
        guard rate > -one else { throw .tooLarge(.taxRate) }
        return signed(divideRounding(abs(Int128(gross)) * Int128(one), by: Int128(one + rate)), like: gross)
    }

    // MARK: Products

    private static func product(_ quantity: Int64, _ price: Int64, _ minorDigits: Int) -> Int64? {
        lineAmount(
            quantity: Quantity(thousandths: quantity), unitPrice: UnitPrice(millionths: price), minorDigits: minorDigits
        )
    }

    private static func share(_ rate: Int64?, of product: Int64?) throws(RowProblem) -> Int64? {
        guard let rate else { return nil }
        guard (-one...one).contains(rate) else { throw .tooLarge(.discountRate) }
        return product.map { signed(divideRounding(abs(Int128($0)) * Int128(abs(rate)), by: Int128(one)), like: $0) }
    }

    /// A discount makes the amount smaller, whatever sign it is written with.
    private static func taken(_ discount: Int64?, from product: Int64) -> Int64 {
        let size = abs(discount ?? 0)
        return product < 0 ? -size : size
    }

    private static func cost(
        _ figures: LineFigures, _ quantity: Int64, _ amount: Int64, _ minorDigits: Int
    ) throws(RowProblem) -> Int64? {
        var cost = figures.cost
        if cost == nil, let unit = figures.unitCost {
            guard let product = product(quantity, unit, minorDigits) else { throw .tooLarge(.cost) }
            cost = product
        }
        cost = cost ?? figures.profit.map { amount - $0 }
        if let cost, cost.magnitude > largest { throw .tooLarge(.cost) }
        return cost
    }

    /// Within what rounded prices and amounts can differ by: a minor unit a piece and half a percent.
    private static func isNear(_ amount: Int64, _ product: Int64, _ quantity: Int64) -> Bool {
        let room = Int128(2 + quantity.magnitude / 1_000) + Int128(product.magnitude) / 200
        return abs(Int128(amount) - Int128(product)) <= room
    }

    private static func unitPrice(_ amount: Int64, _ quantity: Int64, _ minorDigits: Int) -> Int64? {
        guard quantity != 0 else { return 0 }
        var scale: Int128 = 1_000_000_000
        for _ in 0..<minorDigits { scale /= 10 }
        let magnitude = divideRounding(abs(Int128(amount)) * scale, by: abs(Int128(quantity)))
        return Int64(exactly: (amount < 0) == (quantity < 0) ? magnitude : -magnitude)
    }

    private static func signed(_ magnitude: Int128, like sign: Int64) -> Int64 {
        Int64(clamping: sign < 0 ? -magnitude : magnitude)
    }
}

/// Sums of lines that come together are kept in range: nobody's orders come near, but a damaged file may.
struct LineTotals: Sendable {
    private var quantity: UInt64 = 0
    private var money: UInt64 = 0

    @inline(__always)
    mutating func add(_ line: LineAmounts) throws(RowProblem) {
        let quantity = self.quantity + line.quantity.magnitude
        let money =
            self.money
            + max(line.amount.magnitude, line.cost?.magnitude ?? 0, line.discount?.magnitude ?? 0)
        if quantity > Self.largest { throw .tooLarge(.quantity) }
        if money > Self.largest { throw .tooLarge(.amount) }
        (self.quantity, self.money) = (quantity, money)
    }

    /// More than a hundred such files would be needed to leave the range of 64 bits.
    private static let largest: UInt64 = 50_000_000_000_000_000
}
