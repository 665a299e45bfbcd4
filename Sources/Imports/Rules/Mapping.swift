package import Measures

/// How the columns of a file become orders: a named, versioned document (JSON). The file of a company wins over the
/// built-in of the same name (ARCHITECTURE, mappings).
package struct Mapping: Sendable, Hashable, Codable {
    package var version = 1
    package var name: String
    /// One character; nil is found out from the file.
    package var delimiter: String?
    /// Header names that mean the field, first found wins; case and width make no difference.
    package var columns: [OrderField: [String]]
    package var day: DayFormat?
    package var numbers: DecimalFormat?
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
        withoutTrailingZero: [OrderField] = []
    ) {
        self.name = name
        self.columns = columns
        self.day = day
        self.numbers = numbers
        self.currency = currency
        self.source = source
        self.cancelled = cancelled
        self.withoutTrailingZero = withoutTrailingZero
    }

    package var sourceName: String { source ?? name }

    /// A document written by hand leaves out what it does not need.
    package init(from decoder: any Decoder) throws {
        let document = try decoder.container(keyedBy: CodingKeys.self)
        version = try document.decodeIfPresent(Int.self, forKey: .version) ?? 1
        name = try document.decode(String.self, forKey: .name)
        delimiter = try document.decodeIfPresent(String.self, forKey: .delimiter)
        columns = try document.decode([OrderField: [String]].self, forKey: .columns)
        day = try document.decodeIfPresent(DayFormat.self, forKey: .day)
        numbers = try document.decodeIfPresent(DecimalFormat.self, forKey: .numbers)
        currency = try document.decodeIfPresent(String.self, forKey: .currency)
        source = try document.decodeIfPresent(String.self, forKey: .source)
        cancelled = try document.decodeIfPresent([CancelRule].self, forKey: .cancelled) ?? []
        withoutTrailingZero = try document.decodeIfPresent([OrderField].self, forKey: .withoutTrailingZero) ?? []
    }
}

/// What a column of an order file can be.
package enum OrderField: String, Sendable, Hashable, Codable, CaseIterable, CodingKeyRepresentable {
    case orderNumber = "order_number"
    case day
    case accountCode = "account_code"
    case accountName = "account_name"
    case productCode = "product_code"
    case productName = "product_name"
    case category
    case quantity
    case unitPrice = "unit_price"
    /// Of the line, without tax; wins over quantity × price.
    case amount
    case cost
    /// Of the line; cost is then amount − profit.
    case profit
    case discount
    case currency
    /// Where the goods are sent to.
    case region
    case status

    /// A file that lacks one of these cannot be imported.
    package static let required: [OrderField] = [.orderNumber, .day, .accountCode, .productCode, .quantity]
}

/// A mark on a row that says its order is no sale.
package struct CancelRule: Sendable, Hashable, Codable {
    package enum Meaning: String, Sendable, Hashable, Codable {
        /// A document that takes an earlier order back: counts in revenue, never as a purchase.
        case cancellation
        /// Called off: counted nowhere.
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
    /// What is wrong with a mapping as such, before any file is seen.
    package var problems: [MappingProblem] {
        var problems: [MappingProblem] = []
        if version != 1 { problems.append(.version(version)) }
        if name.isEmpty { problems.append(.nameEmpty) }
        if let delimiter, delimiter.utf8.count != 1 { problems.append(.delimiter(delimiter)) }
        if let currency, Currency(currency) == nil { problems.append(.currency(currency)) }
        for field in OrderField.required where columns[field]?.isEmpty ?? true { problems.append(.unmapped(field)) }
        if (columns[.unitPrice] ?? []).isEmpty && (columns[.amount] ?? []).isEmpty {
            problems.append(.unmapped(.unitPrice))
        }
        return problems
    }
}

package enum MappingProblem: Sendable, Hashable {
    case version(Int)
    case nameEmpty
    case delimiter(String)
    case currency(String)
    case unmapped(OrderField)
    /// None of the names stands in the file's header.
    case columnMissing(OrderField, names: [String])
    /// The samples fit no day format, or fit two that would read them differently.
    case dayUnreadable(sample: String, at: FilePlace? = nil)
    case dayAmbiguous(sample: String, at: FilePlace? = nil)
}

/// Where something stands in a file, both counted from 1; nil beside a problem when only the text is known.
package struct FilePlace: Sendable, Hashable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
