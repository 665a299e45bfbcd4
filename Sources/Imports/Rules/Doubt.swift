/// Something about a file that was read in spite of it and that people should know.
package struct Doubt: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable {
        case titleLines = "title_lines"
        case repeatedHeader = "repeated_header"
        case totals
        case duplicates
        case similarCodes = "similar_codes"
        case severalNames = "several_names"
        case farDays = "far_days"
        /// The amount leaves out a discount that is given.
        case discountLeft = "discount_left"
        /// A row comes to what the rows of its order above come to.
        case sums
        case amountDiffers = "amount_differs"
        case continuation
        /// Many rows would fit under another rule of what makes an order.
        case orderRule = "order_rule"
        case tooManyStates = "too_many_states"
    }

    package var kind: Kind
    /// How many rows, codes or columns.
    package var count = 0
    /// A line of the file that shows it.
    package var line: Int?
    /// What it is about: titles, codes, years, a column.
    package var words: [String] = []

    init(_ kind: Kind, count: Int = 0, line: Int? = nil, words: [String] = []) {
        (self.kind, self.count, self.line, self.words) = (kind, count, line, words)
    }
}
