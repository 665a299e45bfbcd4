import Measures

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
        case .roundedCode(let field, let text):
            "\(field.english) “\(text)” was rounded by a spreadsheet: export the column as text"
        case .signsContradict: "the quantity is below zero and the amount above it"
        case .continues: "the row leaves out customer or day, which other rows of this file give"
        case .daysApart(let order, let from, let to):
            "the days of order \(order), \(from) and \(to), lie too far apart: does its number begin again each year?"
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
        case .roundedCode: "\(field) was rounded by a spreadsheet"
        case .signs: "the quantity is below zero and the amount above it"
        case .continues: "the row leaves out customer or day, which other rows of this file give"
        case .daysApart:
            "the days of an order lie too far apart (does its number begin again each year? --order number+year)"
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
                + "say which by --day mdy or --day dmy (\"day\" in a mapping)"
        case .columnTwice(let name, let first, let second, let line):
            "the header (line \(line)) names “\(name)” twice, in columns \(first) and \(second): rename one of them"
        case .header(let line): "the header cannot be in line \(line)"
        case .span(let days): "an order cannot span \(days) days"
        case .constant(let field, let value): "“\(value)” cannot stand for the \(field.english) of every row"
        case .dayContradictory(let one, let two):
            "no order of day and month and year reads both “\(one.text)” (line \(one.line)) and “\(two.text)” (line \(two.line)): mend one, or "
                + "say the order by --day ymd, mdy, dmy or excel, and what does not fit is rejected"
        case .numbersAmbiguous(let sample, let line):
            "“\(sample)” (line \(line)) can be read with a decimal point and with a decimal comma: "
                + "say which by --decimal point or --decimal comma"
        case .numbersContradictory(let one, let two):
            "no decimal mark reads both “\(one.text)” (line \(one.line)) and “\(two.text)” (line \(two.line)): mend one, or say the mark by "
                + "--decimal point or --decimal comma, and what does not fit is rejected"
        case .statesUnknown(let states):
            "it is not known whether these are sales: "
                + states.prefix(20).map { "\($0.field.english) “\($0.value)” (\($0.rows) rows)" }.joined(
                    separator: ", ")
                + ": say so for each by --state \"\(states.first?.value ?? "")=sale\", =return or =void"
        case .taxUnknown(let header):
            "“\(header)” is with tax, and the file says no tax: give the rate by --set tax_rate=13, or 0 for none"
        case .amountContradicts(let header, let rows, let total, let line):
            "“\(header)” is not quantity × price in \(rows) of \(total) rows (first in line \(line)): it may be with tax "
                + "(--map \"amount_with_tax=\(header)\") or an order's total; leave it out by --map amount="
        case .amountRepeats(let header, let orders):
            "“\(header)” is the same in every line of an order, in all \(orders) orders with several lines: it seems to be "
                + "the order's total; name another by --map amount=COLUMN or --map unit_price=COLUMN"
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
            parts.append(
                "no column of the header was recognised as \(fields): name them by --map FIELD=COLUMN, or for all rows by "
                    + "--set FIELD=VALUE")
        }
        if !missing.isEmpty { parts.append("the header has no column for \(missing.joined(separator: ", "))") }
        return parts.joined(separator: "; ")
    }
}
