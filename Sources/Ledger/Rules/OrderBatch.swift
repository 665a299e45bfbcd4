package import Accounts
package import Measures

/// What a document in the ledger says about goods.
package enum OrderKind: Int, Sendable, Hashable {
    /// Goods sold; lines with a negative quantity are returns.
    case sale = 0
    /// A document that takes back an earlier one: its lines count in revenue, never as purchases.
    case cancellation = 1
    /// Called off before anything happened: kept, counted nowhere.
    case void = 2
}

/// Whole orders on their way into the ledger. Orders and lines name accounts, products and regions by their place in
/// the lists beside them; ids come when the batch is written.
package struct OrderBatch: Sendable {
    package struct Order: Sendable {
        package var account: Int
        /// As it is printed.
        package var number: String
        /// What it is known by, unique within its source; the number, where the source's rule says nothing else.
        package var key: String
        package var day: Day
        package var kind: OrderKind
        package var currency: Currency
        package var lines: Range<Int>
        /// SHA-256 of its content (`ContentHash`).
        package var hash: [UInt8]

        package init(
            account: Int, number: String, key: String? = nil, day: Day, kind: OrderKind, currency: Currency,
            lines: Range<Int>, hash: [UInt8]
        ) {
            self.account = account
            self.number = number
            self.key = key ?? number
            self.day = day
            self.kind = kind
            self.currency = currency
            self.lines = lines
            self.hash = hash
        }
    }

    package struct Product: Sendable, Hashable {
        package var code: String
        package var name: String
        /// Empty when unknown.
        package var category: String

        package init(code: String, name: String, category: String) {
            self.code = code
            self.name = name
            self.category = category
        }
    }

    package var accounts: [AccountDraft] = []
    package var products: [Product] = []
    package var regions: [String] = []
    package var orders: [Order] = []
    /// The product and region of a line are places in the lists above.
    package var lines: [LedgerLine] = []
    /// Lines that are the same as another one of their order.
    package var duplicates = 0

    package init() {}
}

/// One line of an order. Amounts are minor units without tax.
package struct LedgerLine: Sendable, Hashable {
    package var product: Int
    package var quantity: Quantity
    package var unitPrice: UnitPrice
    package var amount: Int64
    /// Nil when the cost is not known: unknown is not zero (SPEC P4).
    package var cost: Int64?
    /// What was given off the list price.
    package var discount: Int64?
    /// Where it was sent to.
    package var region: Int?

    package init(
        product: Int, quantity: Quantity, unitPrice: UnitPrice, amount: Int64, cost: Int64? = nil,
        discount: Int64? = nil, region: Int? = nil
    ) {
        self.product = product
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.amount = amount
        self.cost = cost
        self.discount = discount
        self.region = region
    }

    /// A purchase is a line with quantity and price above zero, in an order that is a sale.
    package func isPurchase(in kind: OrderKind) -> Bool {
        kind == .sale && quantity.thousandths > 0 && unitPrice.millionths > 0
    }
}
