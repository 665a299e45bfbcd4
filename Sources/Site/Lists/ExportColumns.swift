import Measures
package import Rights

/// A column of a list as a file, by the name that programs know it by.
package struct ExportColumn: Sendable {
    /// What its values are; a spreadsheet counts with numbers and days.
    enum Kind { case text, number, day }

    let name: String
    let kind: Kind
    /// What somebody must be allowed to see of accounts to be shown it.
    let field: Field?

    package static func text(_ name: String, _ field: Field? = nil) -> Self {
        .init(name: name, kind: .text, field: field)
    }

    /// Its values are plain decimals, as `-12.50`.
    package static func number(_ name: String, _ field: Field? = nil) -> Self {
        .init(name: name, kind: .number, field: field)
    }

    /// Its values are ISO days.
    package static func day(_ name: String, _ field: Field? = nil) -> Self {
        .init(name: name, kind: .day, field: field)
    }
}

/// The columns of a file, less those that tell what a reader may not see.
struct ExportColumns: Sendable {
    let shown: [ExportColumn]
    private let isShown: [Bool]

    init(_ all: [ExportColumn], for scope: Scope) {
        isShown = all.map { $0.field.map { scope.sees($0) } ?? true }
        shown = zip(all, isShown).filter(\.1).map(\.0)
    }

    var names: [String] { shown.map(\.name) }
    var hasPersonal: Bool { shown.contains { $0.field == .personal } }

    /// A record with a value for each of all columns, less those that are not shown.
    func shown(of record: [String]) -> [String] { zip(record, isShown).filter(\.1).map(\.0) }
}
