import Measures

/// The numbers of an order line as the ledger takes them, from a file's row and from a program alike.
struct LineAmounts: Sendable, Hashable {
    /// Thousandths.
    var quantity: Int64
    /// Millionths.
    var unitPrice: Int64
    /// Minor units, as what follows.
    var amount: Int64
    var cost: Int64?
    var discount: Int64?

    /// A line amount that is given wins, else quantity × price; cost is amount − profit where only profit is given.
    @inline(__always)
    init(
        quantity: Int64?, unitPrice: Int64?, amount: Int64?, cost: Int64?, profit: Int64?, discount: Int64?,
        minorDigits: Int
    ) throws(RowProblem) {
        guard let quantity else { throw .missing(.quantity) }
        self.quantity = quantity
        if let unitPrice {
            self.unitPrice = unitPrice
        } else if let amount {
            guard let derived = Self.unitPrice(amount, quantity, minorDigits) else { throw .tooLarge(.amount) }
            self.unitPrice = derived
        } else {
            throw .missing(.unitPrice)
        }
        let product = lineAmount(
            quantity: Quantity(thousandths: quantity), unitPrice: UnitPrice(millionths: self.unitPrice),
            minorDigits: minorDigits)
        guard let settled = amount ?? product, settled.magnitude <= Self.largest else { throw .tooLarge(.amount) }
        self.amount = settled
        self.cost = cost ?? profit.map { settled - $0 }
        if let known = self.cost, known.magnitude > Self.largest { throw .tooLarge(.cost) }
        self.discount = discount
    }

    /// Of one line: a hundred thousand million in minor units of two decimals, ten thousand million pieces.
    static let largest: UInt64 = 10_000_000_000_000

    private static func unitPrice(_ amount: Int64, _ quantity: Int64, _ minorDigits: Int) -> Int64? {
        guard quantity != 0 else { return 0 }
        var scale: Int128 = 1_000_000_000
        for _ in 0..<minorDigits { scale /= 10 }
        let magnitude = divideRounding(abs(Int128(amount)) * scale, by: abs(Int128(quantity)))
        return Int64(exactly: (amount < 0) == (quantity < 0) ? magnitude : -magnitude)
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
