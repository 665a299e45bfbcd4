import Measures
import Tabular

/// Finds a mapping for a file from its header and first rows: a proposal for a person to correct.
package enum MappingGuess {
    /// Of a guessed mapping, and so the source of its order numbers: files of one system, whatever they are called, are
    /// of one source, or a renamed file would bring all its orders in again.
    package static let usualName = "orders"

    /// A file's own name as a source; its rejected lines, mended, are of the same one.
    package static func source(_ name: String) -> String {
        for ending in ["-rejected", "_rejected", ".rejected"] where name.hasSuffix(ending) && name != ending {
            return String(name.dropLast(ending.count))
        }
        return name
    }

    /// A mapping whose columns are the file's own names; fields that nothing seems to mean stay out.
    ///
    /// - Parameter values: of a column by its name, the first rows'.
    package static func mapping(name: String, header: [String], values: (String) -> [String]) -> Mapping {
        if let known = BuiltInMappings.all.first(where: { fits($0, header) }) { return known }
        var columns = columns(of: header)
        settle(&columns, values)
        return Mapping(name: name, columns: columns.mapValues { [$0] })
    }

    private static func columns(of header: [String]) -> [OrderField: String] {
        var fitting: [(rank: Int, place: Int, field: OrderField, name: String)] = []
        for (place, name) in header.enumerated() where !name.isEmpty {
            for field in OrderField.allCases {
                guard let rank = Vocabulary.all.rank(of: name, as: field) else { continue }
                fitting.append((rank, place, field, name))
            }
        }
        // A field takes the name that fits it best; a name that two fields want goes to the one that needs it more.
        var columns: [OrderField: String] = [:]
        var taken: Set<String> = []
        for field in order {
            let free = fitting.filter { $0.field == field && !taken.contains($0.name) }
            guard let best = free.min(by: { ($0.rank, $0.place) < ($1.rank, $1.place) }) else { continue }
            columns[field] = best.name
            taken.insert(best.name)
        }
        return columns
    }

    /// Names that are clear before names that may mean several things.
    private static let order: [OrderField] =
        OrderField.required + OrderField.priced
        + OrderField.allCases.filter { !OrderField.required.contains($0) && !OrderField.priced.contains($0) }

    private static func settle(_ columns: inout [OrderField: String], _ values: (String) -> [String]) {
        // Who writes only names knows customers and products by them.
        if columns[.accountCode] == nil { columns[.accountCode] = columns[.accountName] }
        if columns[.productCode] == nil { columns[.productCode] = columns[.productName] }
        // "Account code" may be the account that sales are booked to: one in all rows, while customers differ.
        if let code = columns[.accountCode], let name = columns[.accountName], code != name,
            CSVHeader.key(code).contains("account"), Set(values(code)).count == 1, Set(values(name)).count > 1,
            !values(code).contains(where: { $0.contains("E+") })
        {
            columns[.accountCode] = name
        }
        if let discount = columns[.discount], columns[.discountRate] == nil, isRate(values(discount)) {
            columns[.discountRate] = discount
            columns[.discount] = nil
        }
    }

    /// Whether discounts are shares and not money: 0.1, 15 %.
    private static func isRate(_ values: [String]) -> Bool {
        let written = values.filter { !$0.trimmed.isEmpty }
        if written.contains(where: { $0.hasSuffix("%") }) { return true }
        let shares = written.compactMap { value -> Int64? in
            guard
                case .value(let share) = parseScaled(
                    value.replacing(",", with: "."), decimals: 6, format: .pointDecimal)
            else { return nil }
            return share
        }
        return shares.count == written.count && shares.contains { $0 > 0 }
            && shares.allSatisfy { (0...1_000_000).contains($0) }
            && shares.contains { $0 % 1_000_000 != 0 }
    }

    /// Whether a file has every column that a mapping names.
    package static func fits(_ mapping: Mapping, _ header: [String]) -> Bool {
        let keys = Set(header.map(CSVHeader.key))
        return mapping.columns.values.allSatisfy { names in names.contains { keys.contains(CSVHeader.key($0)) } }
    }
}
