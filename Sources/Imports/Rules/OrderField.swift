/// What a column of an order file can be (docs/mappings.md defines each).
package enum OrderField: String, Sendable, Hashable, Codable, CaseIterable, CodingKeyRepresentable {
    case orderNumber = "order_number"
    case day
    case accountCode = "account_code"
    case accountName = "account_name"
    case productCode = "product_code"
    case productName = "product_name"
    case category
    case quantity
    /// Without tax, before a discount that has a column of its own.
    case unitPrice = "unit_price"
    case unitPriceWithTax = "unit_price_with_tax"
    /// Of the line, without tax and after discounts; wins over quantity × price.
    case amount
    case amountWithTax = "amount_with_tax"
    case taxAmount = "tax_amount"
    case taxRate = "tax_rate"
    /// Of the line.
    case cost
    case unitCost = "unit_cost"
    /// Of the line; cost is then amount − profit.
    case profit
    /// Of the line, as money.
    case discount
    /// Of the line, as a share of the price.
    case discountRate = "discount_rate"
    case currency
    /// Where the goods are sent to.
    case region
    case status
    case documentType = "document_type"

    /// A file that lacks one of these, as a column or as a value for all rows, cannot be imported.
    package static let required: [OrderField] = [.orderNumber, .day, .accountCode, .productCode, .quantity]
    /// Each of them tells what a line comes to.
    package static let priced: [OrderField] = [.unitPrice, .amount, .unitPriceWithTax, .amountWithTax]
    /// Codes that spreadsheets may have taken for numbers.
    package static let codes: [OrderField] = [.accountCode, .productCode, .orderNumber]
    /// What says whether a row is a sale.
    package static let states: [OrderField] = [.documentType, .status]

    /// How a number of the field is written; nil for texts and days.
    var number: Number? {
        switch self {
        case .quantity: .decimals(3)
        case .unitPrice, .unitPriceWithTax, .unitCost: .price
        case .amount, .amountWithTax, .taxAmount, .cost, .profit, .discount: .money
        case .taxRate, .discountRate: .rate
        default: nil
        }
    }

    enum Number: Sendable {
        /// So many decimals.
        case decimals(Int)
        /// Money to the millionth.
        case price
        /// In the currency's minor unit.
        case money
        /// A share: 13 %, 13 or 0.13.
        case rate
    }

    /// Its place in a table of all fields.
    var place: Int {
        switch self {
        case .orderNumber: 0
        case .day: 1
        case .accountCode: 2
        case .accountName: 3
        case .productCode: 4
        case .productName: 5
        case .category: 6
        case .quantity: 7
        case .unitPrice: 8
        case .unitPriceWithTax: 9
        case .amount: 10
        case .amountWithTax: 11
        case .taxAmount: 12
        case .taxRate: 13
        case .cost: 14
        case .unitCost: 15
        case .profit: 16
        case .discount: 17
        case .discountRate: 18
        case .currency: 19
        case .region: 20
        case .status: 21
        case .documentType: 22
        }
    }
}
