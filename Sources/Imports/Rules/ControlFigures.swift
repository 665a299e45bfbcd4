import Ledger
package import Measures

/// What a file comes to and how it was read, so that people can hold it against the system it comes from before anything
/// is written. Amounts are absolute, in minor units, without tax.
package struct ControlFigures: Sendable, Hashable, Codable {
    package struct Column: Sendable, Hashable, Codable {
        package var field: OrderField
        package var header: String
        package var samples: [String]
    }

    package struct OtherCurrency: Sendable, Hashable, Codable {
        package var currency: String
        /// Accepted ones, and what they come to.
        package var rows: Int
        package var amountMinor: Int64
        package var rejectedAmountMinor: Int64

        package init(currency: String, rows: Int, amountMinor: Int64, rejectedAmountMinor: Int64 = 0) {
            (self.currency, self.rows, self.amountMinor) = (currency, rows, amountMinor)
            self.rejectedAmountMinor = rejectedAmountMinor
        }
    }

    /// Of accepted rows in the company's currency.
    package var amountMinor: Int64 = 0
    /// Of rejected ones, as far as it can be read.
    package var rejectedAmountMinor: Int64 = 0
    package var rejectedWithoutAmount = 0
    /// What rows in other currencies come to.
    package var otherCurrencies: [OtherCurrency] = []
    /// Of accepted rows.
    package var firstDay: String?
    package var lastDay: String?
    package var columns: [Column] = []
    package var states: [StateCount] = []
    package var doubts: [Doubt] = []
    /// By month, "2026-03": what orders change revenue by, returns taken off; in the currency of `amountMinor`.
    package var months: [String: Int64] = [:]
    /// How days and numbers were read, and what made an order.
    package var day: DayFormat?
    package var decimal: DecimalFormat.Mark?
    package var order: OrderRule?
    package var header: Int?

    package init() {}
}

extension ControlFigures {
    /// Adds what a batch of whole orders does to the months.
    mutating func add(_ batch: OrderBatch, in currency: Currency) {
        for order in batch.orders where order.kind != .void && order.currency == currency {
            let amount = batch.lines[order.lines].reduce(0) { $0 + $1.amount }
            months[order.day.monthValue.iso, default: 0] += amount
        }
        guard batch.duplicates > 0 else { return }
        if let place = doubts.firstIndex(where: { $0.kind == .duplicates }) {
            doubts[place].count += batch.duplicates
        } else {
            doubts.append(Doubt(.duplicates, count: batch.duplicates))
        }
    }

    /// The share of absolute amounts, or of rows where that is more, that is not taken.
    package func missing(read: Int, rejected: Int) -> Double {
        let amount = Double(amountMinor) + Double(rejectedAmountMinor)
        let money = amount > 0 ? Double(rejectedAmountMinor) / amount : 0
        return max(money, read > 0 ? Double(rejected) / Double(read) : 0)
    }
}
