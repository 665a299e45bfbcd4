package import Measures

/// Why a row of costs was not taken.
package enum CostProblem: Sendable, Hashable {
    case missing(CostField)
    case unknownAccount(String)
    case unreadableDay(String)
    /// It can be read as month/day and as day/month, and the file does not tell.
    case ambiguousDay(String)
    case unknownKind(String)
    case unreadableAmount(String)
    /// A currency stands beside the amount that is not the row's.
    case otherCurrency(String, row: String)
    case unknownCurrency(String)
    case tooLarge
    case tooLong(CostField)
    case tooManyFields(Int, expected: Int)
    /// An earlier row of the file has the same number and says something else.
    case numberTwice(String)
    /// The cost would change a closed month: a reason to refuse the file.
    case monthClosed(Month)

    /// One sentence for the reject file.
    package var english: String {
        switch self {
        case .missing(let field): "\(field.rawValue) is missing"
        case .unknownAccount(let code): "account “\(code)” is unknown"
        case .unreadableDay(let text): "date “\(text)” cannot be read"
        case .ambiguousDay(let text): "date “\(text)” can be read as month/day and as day/month: write year-month-day"
        case .unknownKind(let text): "kind “\(text)” is none of service, concession, financing, written_off"
        case .unreadableAmount(let text): "amount “\(text)” is not a number"
        case .otherCurrency(let text, let row): "amount “\(text)” is not in \(row)"
        case .unknownCurrency(let text): "currency “\(text)” is unknown"
        case .tooLarge: "amount is too large"
        case .tooLong(let field): "\(field.rawValue) is too long"
        case .tooManyFields(let count, let expected): "the row has \(count) fields, the header \(expected)"
        case .numberTwice(let number): "an earlier row has the number \(number) and says something else"
        case .monthClosed(let month): "the cost would change a closed month (closed through \(month.iso))"
        }
    }
}
