package import Rights

/// The columns of a file, less those that tell what a reader may not see.
package struct ExportColumns: Sendable {
    package let names: [String]
    private let shown: [Bool]

    /// - Parameters:
    ///   - costs: those of `all` that tell what costs were.
    ///   - personal: those that are personal data of contacts.
    package init(_ all: [String], costs: Set<String>, personal: Set<String> = [], for scope: Scope) {
        let hidden = (scope.sees(.cost) ? [] : costs).union(scope.sees(.personal) ? [] : personal)
        shown = all.map { !hidden.contains($0) }
        names = zip(all, shown).filter(\.1).map(\.0)
    }

    /// A record with a value for each of all columns, less those that are not shown.
    package func shown(_ record: [String]) -> [String] { zip(record, shown).filter(\.1).map(\.0) }
}
