import Measures

/// Mappings that come with the product.
package enum BuiltInMappings {
    package static let all = [onlineRetail, shopify]

    package static func named(_ name: String) -> Mapping? { all.first { $0.name == name } }

    /// The order lines of a British wholesaler of gifts: one row a line, `C` before the number of a cancellation.
    package static let onlineRetail = Mapping(
        name: "online-retail",
        columns: [
            .orderNumber: ["InvoiceNo", "Invoice"], .day: ["InvoiceDate"], .accountCode: ["CustomerID", "Customer ID"],
            .productCode: ["StockCode"], .productName: ["Description"], .quantity: ["Quantity"],
            .unitPrice: ["UnitPrice", "Price"], .region: ["Country"],
        ],
        numbers: .pointDecimal, currency: "GBP",
        cancelled: [CancelRule(field: .orderNumber, startsWith: ["C"], means: .cancellation)],
        withoutTrailingZero: [.accountCode])

    /// The orders that Shopify exports: one row a line, what belongs to the order only in its first.
    static let shopify = Mapping(
        name: "shopify",
        columns: [
            .orderNumber: ["Name"], .day: ["Created at"], .accountCode: ["Email"], .accountName: ["Billing Name"],
            .productCode: ["Lineitem sku"], .productName: ["Lineitem name"], .quantity: ["Lineitem quantity"],
            .unitPrice: ["Lineitem price"], .discount: ["Discount Amount"], .currency: ["Currency"],
            .status: ["Financial Status"],
        ],
        numbers: .pointDecimal)
}
