extension Doubt {
    /// One sentence for the command line.
    package var english: String {
        let some = words.prefix(5).joined(separator: ", ")
        let at = line.map { " (line \($0))" } ?? ""
        return switch kind {
        case .titleLines: "Skipped above the header: \(words.prefix(3).joined(separator: " / "))."
        case .repeatedHeader: "The header stands again in \(count) rows, which were skipped."
        case .totals: "\(count) rows sum up others and were skipped\(at)."
        case .duplicates: "\(count) rows are the same as another row of their order\(at); each was counted."
        case .similarCodes: "\(count) account codes look like another one but for case or width: \(some)."
        case .severalNames: "\(count) account codes come with several names: \(some); the latest is taken."
        case .farDays: "\(count) rows lie in \(some), ten years or more from the others\(at)."
        case .amountDiffers: "The amount is not quantity × price in \(count) rows\(at); the amount was taken."
        case .discountLeft:
            "In \(count) rows the amount is quantity × price although there is a discount\(at); the amount was taken."
        case .sums:
            "\(count) rows come to what the rows of their order above come to\(at): if they sum them up, take them out."
        case .continuation: "\(count) rows leave out order, customer or day and continue the row above\(at)."
        case .orderRule:
            "Many numbers stand for several orders: --order \(some) would take them apart."
        case .tooManyStates: "The state column has \(count) values and more; they were all taken for sales."
        }
    }
}

extension CancelRule.Meaning {
    package var english: String {
        switch self {
        case .sale: "sale"
        case .cancellation: "takes back"
        case .void: "not counted"
        }
    }

    /// For programs.
    package var code: String {
        switch self {
        case .sale: "sale"
        case .cancellation: "takes_back"
        case .void: "not_counted"
        }
    }
}
