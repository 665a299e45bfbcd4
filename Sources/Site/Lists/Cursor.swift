import Foundation

/// Where a page of a list begins or ends: the sort key's values of a row, opaque in addresses.
package struct Cursor: Sendable, Equatable {
    package let values: [String]

    package init(_ values: [String]) { self.values = values }

    /// Nil for what no list of ours wrote.
    package init?(encoded: String) {
        guard encoded.utf8.count <= 2_000, let bytes = Base64URL.decode(encoded),
            let values = try? JSONDecoder().decode([String].self, from: Data(bytes))
        else { return nil }
        self.values = values
    }

    package var encoded: String {
        let json = (try? JSONEncoder().encode(values)) ?? Data("[]".utf8)
        return Base64URL.encode(Array(json))
    }
}
