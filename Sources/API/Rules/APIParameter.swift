package import Rights

/// A value of the address: of its path, or of its query.
package struct APIParameter: Sendable, Hashable {
    package var name: String
    package var schema: APISchema
    package var about: String
    package var isInPath: Bool
    /// Choices that only those have who see a field: sorting and filtering by it would tell it.
    package var masked: [String: Field]

    package init(
        _ name: String, _ schema: APISchema, _ about: String, isInPath: Bool = false, masked: [String: Field] = [:]
    ) {
        self.name = name
        self.schema = schema
        self.about = about
        self.isInPath = isInPath
        self.masked = masked
    }

    package static func id(_ name: String = "id") -> APIParameter {
        APIParameter(name, .integer(least: 1), "The record's number.", isInPath: true)
    }

    package static let limit = APIParameter(
        "limit", .integer(least: 1, most: Int64(APIPaging.largest)),
        "How many rows; else \(APIPaging.usual).")
    package static let cursor = APIParameter(
        "cursor", .text(.cursor, least: 1, most: 2_000), "Go on behind the page whose next_cursor this is.")

    /// Which way a list is sorted: a column, with a minus for descending.
    /// - Parameter masked: columns that only those may sort by who see a field.
    package static func sort(_ columns: [String], usual: String, masked: [String: Field] = [:]) -> APIParameter {
        let ways = columns.flatMap { [$0, "-" + $0] }
        let both = masked.flatMap { [($0.key, $0.value), ("-" + $0.key, $0.value)] }
        return APIParameter(
            "sort", .choice(ways), "With a minus for descending; else \(usual).",
            masked: Dictionary(uniqueKeysWithValues: both))
    }
}

package enum APIPaging {
    package static let usual = 50
    package static let largest = 200
}
