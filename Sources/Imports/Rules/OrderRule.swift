/// What makes an order: which rows of a file belong together, and by what an order is known in its source.
package enum OrderRule: String, Sendable, Hashable, Codable, CaseIterable {
    case number
    /// Numbers that begin again with each customer or branch.
    case numberAndAccount = "number+customer"
    /// Numbers that begin again each year.
    case numberAndYear = "number+year"
    case numberAndAccountAndDay = "number+customer+day"
    /// Each row is an order, known by account, day and place among equals.
    case row

    var usesAccount: Bool { self == .numberAndAccount || self == .numberAndAccountAndDay || self == .row }
    var usesDay: Bool { self == .numberAndAccountAndDay || self == .row }
    /// Whether an order is not known before its day is.
    var restsOnDay: Bool { usesDay || self == .numberAndYear }

    /// Between the parts of a key; stands in no number and no code.
    static let separator: UInt8 = 0x1F
}
