package import Ledger

/// What a column of a file of costs can be.
package enum CostField: String, Sendable, Hashable, CaseIterable {
    /// The code of an account that is known.
    case account
    case date
    case kind
    case amount
    /// Of the cost in its source; a file without it has its costs numbered by account, day and kind.
    case number
    case currency
    case note

    /// A file that lacks one of these cannot be imported.
    package static let required: [CostField] = [.account, .date, .kind, .amount]

    /// The header names that mean it, the first found wins.
    package var names: [String] {
        switch self {
        case .account:
            [
                "account", "account code", "customer", "customer code", "customer no", "customer number", "customer id",
                "客户", "客户编号", "客户编码", "客户代码",
            ]
        case .date: ["date", "day", "cost date", "日期", "发生日期", "费用日期", "单据日期", "记账日期"]
        case .kind: ["kind", "cost kind", "type", "cost type", "类型", "费用类型", "成本类型", "类别", "费用类别", "种类"]
        case .amount: ["amount", "cost", "cost amount", "金额", "费用金额", "成本金额", "不含税金额"]
        case .number:
            [
                "number", "no", "no.", "cost number", "document number", "document no", "单号", "编号", "单据编号", "费用单号",
                "凭证号",
            ]
        case .currency: ["currency", "currency code", "币种", "货币"]
        case .note: ["note", "notes", "remark", "remarks", "memo", "description", "备注", "说明", "摘要"]
        }
    }
}

extension CostKind {
    /// As files name it, in small letters.
    package var names: [String] {
        switch self {
        case .service: ["service", "服务成本"]
        case .concession: ["concession", "优惠与费用"]
        case .financing: ["financing", "资金占用成本"]
        case .writtenOff: ["written_off", "坏账核销"]
        }
    }
}
