package import Measures

/// How the columns of a file become orders: a named, versioned document (JSON). The file of a company wins over the
/// built-in of the same name (ARCHITECTURE, mappings).
package struct Mapping: Sendable, Hashable, Codable {
    package var version = 1
    package var name: String
    /// One character; nil is found out from the file.
    package var delimiter: String?
    /// False where quotes are letters like others.
    package var quotes: Bool?
    /// The line of the file that names the columns, from 1; nil is found out.
    package var header: Int?
    /// Header names that mean the field, first found wins; case and width make no difference.
    package var columns: [OrderField: [String]]
    package var day: DayFormat?
    package var numbers: DecimalFormat?
    /// By field: what holds for every row, where no column says it.
    package var constants: [OrderField: String]
    /// What makes an order; nil is its number.
    package var order: OrderRule?
    /// Days that the rows of one order may lie apart; nil is 31.
    package var span: Int?
    /// Of rows that name none.
    package var currency: String?
    /// Whose order numbers these are; nil is the mapping's name.
    package var source: String?
    /// When an order is not a sale; the first rule that fits decides.
    package var cancelled: [CancelRule]
    /// Fields whose codes lose a trailing `.0`, which spreadsheets add to numbers.
    package var withoutTrailingZero: [OrderField]

    package init(
        name: String, columns: [OrderField: [String]], day: DayFormat? = nil, numbers: DecimalFormat? = nil,
        currency: String? = nil, source: String? = nil, cancelled: [CancelRule] = [],
        withoutTrailingZero: [OrderField] = [], constants: [OrderField: String] = [:], order: OrderRule? = nil
    ) {
        self.name = name
        self.columns = columns
        self.constants = constants
        self.order = order
        self.day = day
        self.numbers = numbers
        self.currency = currency
        self.source = source
        self.cancelled = cancelled
        self.withoutTrailingZero = withoutTrailingZero
    }

    package var sourceName: String { source ?? name }
    package var orderRule: OrderRule { order ?? .number }
    package static let usualSpan = 31

    /// Whether a column or a value for all rows tells the field.
    package func tells(_ field: OrderField) -> Bool {
        !(columns[field] ?? []).isEmpty || constants[field] != nil
    }

    /// A document written by hand leaves out what it does not need.
    package init(from decoder: any Decoder) throws {
        let document = try decoder.container(keyedBy: CodingKeys.self)
        version = try document.decodeIfPresent(Int.self, forKey: .version) ?? 1
        name = try document.decode(String.self, forKey: .name)
        delimiter = try document.decodeIfPresent(String.self, forKey: .delimiter)
        quotes = try document.decodeIfPresent(Bool.self, forKey: .quotes)
        header = try document.decodeIfPresent(Int.self, forKey: .header)
        constants = try document.decodeIfPresent([OrderField: String].self, forKey: .constants) ?? [:]
        order = try document.decodeIfPresent(OrderRule.self, forKey: .order)
        span = try document.decodeIfPresent(Int.self, forKey: .span)
        columns = try document.decode([OrderField: [String]].self, forKey: .columns)
        day = try document.decodeIfPresent(DayFormat.self, forKey: .day)
        numbers = try document.decodeIfPresent(DecimalFormat.self, forKey: .numbers)
        currency = try document.decodeIfPresent(String.self, forKey: .currency)
        source = try document.decodeIfPresent(String.self, forKey: .source)
        cancelled = try document.decodeIfPresent([CancelRule].self, forKey: .cancelled) ?? []
        withoutTrailingZero = try document.decodeIfPresent([OrderField].self, forKey: .withoutTrailingZero) ?? []
    }
}

/// What a mark on a row says about its order.
package struct CancelRule: Sendable, Hashable, Codable {
    package enum Meaning: String, Sendable, Hashable, Codable, CaseIterable {
        case sale
        /// A document that takes an earlier order back, as a credit note: counts in revenue, never as a purchase. Where its
        /// amounts come to more than zero they are taken away.
        case cancellation
        /// Called off, or never a sale, as a quotation: counted nowhere.
        case void
    }

    package var field: OrderField
    package var startsWith: [String]?
    package var equals: [String]?
    package var means: Meaning

    package init(field: OrderField, startsWith: [String]? = nil, equals: [String]? = nil, means: Meaning) {
        self.field = field
        self.startsWith = startsWith
        self.equals = equals
        self.means = means
    }
}

extension Mapping {
    /// The column with tax, where nothing says what lines come to without it.
    private var pricedWithTaxOnly: String? {
        if tells(.unitPrice) || tells(.amount) || tells(.taxRate) { return nil }
        if tells(.amountWithTax) { return tells(.taxAmount) ? nil : columns[.amountWithTax]?.first ?? "" }
        return tells(.unitPriceWithTax) ? columns[.unitPriceWithTax]?.first ?? "" : nil
    }

    /// What is wrong with a mapping as such, before any file is seen.
    package var problems: [MappingProblem] {
        var problems: [MappingProblem] = []
        if version != 1 { problems.append(.version(version)) }
        if name.isEmpty { problems.append(.nameEmpty) }
        if let delimiter, delimiter.utf8.count != 1 { problems.append(.delimiter(delimiter)) }
        if let currency, Currency(currency) == nil { problems.append(.currency(currency)) }
        if let header, header < 1 { problems.append(.header(header)) }
        if let span, !(0...3_660).contains(span) { problems.append(.span(span)) }
        let required = OrderField.required.filter { $0 != .orderNumber || orderRule != .row }
        for field in required where !tells(field) { problems.append(.unmapped(field)) }
        if !OrderField.priced.contains(where: tells) { problems.append(.unmapped(.unitPrice)) }
        if let gross = pricedWithTaxOnly { problems.append(.taxUnknown(header: gross)) }
        for (field, value) in constants.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if field == .orderNumber || value.trimmed.isEmpty { problems.append(.constant(field, value)) }
        }
        return problems
    }
}

package enum MappingProblem: Sendable, Hashable, Codable {
    case version(Int)
    case nameEmpty
    case delimiter(String)
    case currency(String)
    case unmapped(OrderField)
    /// None of the names stands in the file's header.
    case columnMissing(OrderField, names: [String])
    /// A name that is asked for stands over two columns, counted from 1.
    case columnTwice(String, first: Int, second: Int, line: Int)
    case header(Int)
    case span(Int)
    /// A value for all rows that cannot be one.
    case constant(OrderField, String)
    /// No value of the column is a day.
    case dayUnreadable(sample: String, at: FilePlace? = nil)
    /// Every day can be read as month/day and as day/month.
    case dayAmbiguous(sample: String, at: FilePlace? = nil)
    /// No order of day and month reads both.
    case dayContradictory(DayEvidence.Sample, DayEvidence.Sample)
    /// Every number can be read with a decimal point and with a decimal comma.
    case numbersAmbiguous(sample: String, line: Int)
    /// No decimal mark reads both.
    case numbersContradictory(DecimalEvidence.Sample, DecimalEvidence.Sample)
    /// What these states mean is not known.
    case statesUnknown([StateCount])
    /// The file has prices or amounts with tax only, and says no tax.
    case taxUnknown(header: String)
    /// The amount is not quantity × price in so many of the rows that have both.
    case amountContradicts(header: String, rows: Int, of: Int, line: Int)
    /// The amount is the same in all lines of each order, as an order's total would be.
    case amountRepeats(header: String, orders: Int)
}

/// A state or document type that a file names, with what it comes to and how it is taken.
package struct StateCount: Sendable, Hashable, Codable {
    package var field: OrderField
    package var value: String
    package var rows: Int
    /// Absolute amounts in minor units of the rows' own currencies.
    package var amountMinor: Int64
    /// Nil where it has to be asked.
    package var takenAs: CancelRule.Meaning?
}

/// Where something stands in a file, both counted from 1; nil beside a problem when only the text is known.
package struct FilePlace: Sendable, Hashable, Codable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
