package import Database
import Rights

/// A role as its row holds it: fields and acts are their codes, sorted, between blanks.
enum RoleRow {
    static let columns: SQL = "roles.code, roles.name, roles.reads, roles.writes, roles.fields, roles.acts"
    static let columnCount = 6

    /// From a row whose columns from `first` on are `columns`.
    static func role(_ row: any Row, from first: Int = 0) throws -> Role {
        Role(
            try row.text(first), name: row.optionalText(first + 1), reads: reach(try row.text(first + 2)),
            writes: reach(try row.text(first + 3)), fields: set(try row.text(first + 4)),
            acts: set(try row.text(first + 5)))
    }

    static func text<Code: RawRepresentable<String>>(_ codes: Set<Code>) -> String {
        codes.map(\.rawValue).sorted().joined(separator: " ")
    }

    /// Whatever is not known gives no right.
    private static func reach(_ text: String) -> Reach { Reach(rawValue: text) ?? .none }

    private static func set<Code: RawRepresentable<String> & Hashable>(_ text: String) -> Set<Code> {
        Set(text.split(separator: " ").compactMap { Code(rawValue: String($0)) })
    }
}

/// A number that rises with every change of who may see what, so that answers kept for somebody's scope end with it.
package enum RightsVersion {
    package static func current(in connection: any Connection) throws -> Int {
        try connection.integer("SELECT version FROM rights_version") ?? 0
    }

    package static func raise(in connection: any Connection) throws {
        try connection.execute("UPDATE rights_version SET version = version + 1")
    }
}
