/// Why lines of a file were rejected, told by kind: thousands of lines come down to a few sentences.
struct RejectReason: Sendable, Hashable, Codable {
    enum Kind: String, Sendable, Hashable, Codable {
        case missing, number, day, futureDay, otherCurrency, currency, tooLarge, tooLong, tooManyFields
        case disagrees, orderTooLong, monthClosed, orderRejected
    }

    var kind: Kind
    var field: OrderField?
    var count = 1

    init(_ problem: RowProblem) {
        switch problem {
        case .missing(let field): (kind, self.field) = (.missing, field)
        case .unreadableNumber(let field, _): (kind, self.field) = (.number, field)
        case .unreadableDay: kind = .day
        case .futureDay: kind = .futureDay
        case .otherCurrency(let field, _, _): (kind, self.field) = (.otherCurrency, field)
        case .unknownCurrency: kind = .currency
        case .tooLarge(let field): (kind, self.field) = (.tooLarge, field)
        case .tooLong(let field): (kind, self.field) = (.tooLong, field)
        case .tooManyFields: kind = .tooManyFields
        case .orderDisagrees: kind = .disagrees
        case .orderTooLong: kind = .orderTooLong
        case .monthClosed: kind = .monthClosed
        case .orderRejected: kind = .orderRejected
        }
    }
}
