extension RowProblem {
    /// One sentence for the command line.
    package var english: String {
        switch self {
        case .missing(let field): "\(field.english) is missing"
        case .unreadableNumber(let field, let text): "\(field.english) “\(text)” is not a number"
        case .otherCurrency(let field, let text, let row): "\(field.english) “\(text)” is not in \(row)"
        case .unreadableDay(let text): "day “\(text)” cannot be read"
        case .futureDay(let text): "day “\(text)” lies after today"
        case .unknownCurrency(let text): "currency “\(text)” is unknown"
        case .tooLarge(let field): "\(field.english) is too large"
        case .tooLong(let field): "\(field.english) is too long"
        case .tooManyFields(let count, let expected): "the row has \(count) fields, the header \(expected)"
        case .orderDisagrees(let order, let fields):
            "the rows of order \(order) disagree on \(fields.map(\.english).joined(separator: " and "))"
        case .orderTooLong(let order): "order \(order) has more than 100,000 lines: is it really the order number?"
        case .monthClosed(let order): "order \(order) would change a closed month"
        case .orderRejected(let order): "another row of order \(order) has a problem"
        }
    }
}

extension RejectReason {
    /// For the command line, of all the lines it counts.
    package var english: String {
        let field = field?.english ?? ""
        return switch kind {
        case .missing: "\(field) is missing"
        case .number: "\(field) is not a number"
        case .day: "the day cannot be read"
        case .futureDay: "the day lies after today"
        case .otherCurrency: "\(field) is in another currency than its row"
        case .currency: "the currency is unknown"
        case .tooLarge: "\(field) is too large"
        case .tooLong: "\(field) is too long"
        case .tooManyFields: "the row has more fields than the header"
        case .disagrees: "the rows of an order disagree on \(field.isEmpty ? "customer, currency or status" : field)"
        case .orderTooLong: "the order has more than 100,000 lines"
        case .monthClosed: "the order would change a closed month"
        case .orderRejected: "another row of the same order has a problem"
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
        case .unmapped(let field): "no column was recognised as the \(field.english)"
        case .columnMissing(let field, let names):
            "the file has no column for the \(field.english) (\(Self.few(names)))"
        case .dayUnreadable(let sample, let place): "the day “\(sample)”\(english(place)) cannot be read"
        case .dayAmbiguous(let sample, let place):
            "the day “\(sample)”\(english(place)) can be read as month/day and as day/month: "
                + "set \"day\" in the mapping to mdy or dmy"
        }
    }

    private func english(_ place: FilePlace?) -> String {
        place.map { " (line \($0.line), column \($0.column))" } ?? ""
    }

    /// The first few names, each cut where nobody reads on.
    fileprivate static func few(_ names: [String]) -> String {
        names.prefix(4).map { $0.count > 40 ? $0.prefix(40) + "…" : $0 }.joined(separator: ", ")
            + (names.count > 4 ? " …" : "")
    }
}

extension [MappingProblem] {
    /// One sentence for the command line: fields without a column are listed together, for a foreign file lacks most.
    package var english: String {
        var unmapped: [String] = []
        var missing: [String] = []
        var parts: [String] = []
        for problem in self {
            switch problem {
            case .unmapped(let field): unmapped.append(field.english)
            case .columnMissing(let field, let names): missing.append("\(field.english) (\(MappingProblem.few(names)))")
            default: parts.append(problem.english)
            }
        }
        if !unmapped.isEmpty {
            let fields = unmapped.joined(separator: ", ")
            parts.append("no column of the header was recognised as \(fields): name them in a mapping")
        }
        if !missing.isEmpty { parts.append("the header has no column for \(missing.joined(separator: ", "))") }
        return parts.joined(separator: "; ")
    }
}
