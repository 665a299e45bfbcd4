package import Measures

/// What a cost was spent on (SPEC L1, L3). Whatever it is, it lowers the account's contribution.
package enum CostKind: Int, Sendable, Hashable, CaseIterable {
    /// Visits, delivery, technical help, fees paid for access (服务成本).
    case service = 1
    /// Fees, free goods, rebates given beyond the order's price (优惠与费用).
    case concession = 2
    /// Interest on what the account owes (资金占用成本).
    case financing = 3
    /// Debt that was given up (坏账核销).
    case writtenOff = 4

    package var code: String {
        switch self {
        case .service: "service"
        case .concession: "concession"
        case .financing: "financing"
        case .writtenOff: "written_off"
        }
    }
}

/// What was spent on an account on a day.
package struct Cost: Sendable, Hashable {
    package var account: Int
    package var day: Day
    package var kind: CostKind
    package var currency: Currency
    /// Minor units without tax; below zero it corrects an earlier one.
    package var amount: Int64
    /// Empty for none.
    package var note: String

    package init(account: Int, day: Day, kind: CostKind, currency: Currency, amount: Int64, note: String) {
        self.account = account
        self.day = day
        self.kind = kind
        self.currency = currency
        self.amount = amount
        self.note = note
    }
}

/// A cost on its way into the ledger, under the number it has in its source.
package struct NumberedCost: Sendable, Hashable {
    package var number: String
    package var cost: Cost

    package init(number: String, cost: Cost) {
        self.number = number
        self.cost = cost
    }
}
