package import Foundation

/// A file of made-up orders in the built-in mapping's columns.
package enum OrderFile {
    package static let header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"

    /// `orders` orders of three lines each, over `orders / 5` accounts.
    package static func text(orders: Int) -> String {
        var text = header + "\n"
        for order in 0..<orders {
            for line in 0..<3 {
                let product = (order * 7 + line * 13) % 97
                let day = "2011-\(1 + order % 9 < 10 ? "0" : "")\(1 + order % 9)-\(10 + order % 18)"
                text += "\(500_000 + order),S\(product),Product \(product),\(1 + (order + line) % 9),\(day) 10:00:00,"
                text += "\(1 + product % 7).\(10 + line),\(10_000 + order % max(1, orders / 5)).0,France\n"
            }
        }
        return text
    }

    package static func write(orders: Int, to url: URL) throws {
        try Data(text(orders: orders).utf8).write(to: url)
    }
}
