extension RowProblem {
    /// One sentence for the command line.
    package var english: String {
        switch self {
        case .missing(let field): "\(field.english) is missing"
        case .unreadableNumber(let field, let text): "\(field.english) “\(text)” is not a number"
        case .otherCurrency(let field, let text, let row): "\(field.english) “\(text)” is not in \(row)"
        case .unreadableDay(let text): "day “\(text)” cannot be read"
        case .unknownCurrency(let text): "currency “\(text)” is unknown"
        case .tooLarge(let field): "\(field.english) is too large"
        case .tooLong(let field): "\(field.english) is too long"
        case .tooManyFields(let count, let expected): "the row has \(count) fields, the header \(expected)"
        case .orderDisagrees(let order): "the rows of order \(order) disagree on customer, currency or status"
        case .orderTooLong(let order): "order \(order) has more than 100,000 lines: is it really the order number?"
        case .monthClosed(let order): "order \(order) would change a closed month"
        case .orderRejected(let order): "another row of order \(order) has a problem"
        }
    }
}

extension OrderField {
    package var english: String { rawValue.split(separator: "_").joined(separator: " ") }
}

extension MappingProblem {
    package var english: String {
        switch self {
        case .version(let version): "mapping version \(version) is unknown to this program"
        case .nameEmpty: "the mapping has no name"
        case .delimiter(let text): "the delimiter “\(text)” is not one character"
        case .currency(let code): "the mapping's currency “\(code)” is unknown"
        case .unmapped(let field): "no column is mapped to the \(field.english)"
        case .columnMissing(let field, let names):
            "the file has no column for the \(field.english) (looked for \(names.joined(separator: ", ")))"
        case .dayUnreadable(let sample, let place): "the day “\(sample)”\(english(place)) cannot be read"
        case .dayAmbiguous(let sample, let place):
            "the day “\(sample)”\(english(place)) can be read as month/day and as day/month: "
                + "set \"day\" in the mapping to mdy or dmy"
        }
    }

    private func english(_ place: FilePlace?) -> String {
        place.map { " (line \($0.line), column \($0.column))" } ?? ""
    }
}
