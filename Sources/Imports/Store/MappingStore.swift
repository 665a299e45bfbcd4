import Audit
package import Database
import Foundation
package import Rights

/// Mappings people saved under a name of their own; the names of built-in ones belong to those.
package struct MappingStore: Sendable {
    struct Saved: Sendable, Equatable {
        var mapping: Mapping
        var user: Int?
        var saved: Int
    }

    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// The built-in mapping of that name, else the saved one: the same in the browser and on the command line.
    package func find(_ name: String, _ scope: Scope) async throws -> Mapping? {
        try await all(scope).first { $0.name == name }
    }

    /// Those that were saved, by name, before the built-in ones, which are of foreign systems.
    func all(_ scope: Scope) async throws -> [Mapping] {
        let saved = try await saved(scope).map(\.mapping).filter { !BuiltInMappings.owns($0.name) }
        return saved.sorted { $0.name < $1.name } + BuiltInMappings.all
    }

    func saved(_ scope: Scope) async throws -> [Saved] {
        if scope.isNothing { return [] }
        return try await database.read { connection in
            try connection.rows("SELECT document, user_id, saved FROM import_mappings ORDER BY name") {
                Saved(
                    mapping: try JSONDecoder().decode(Mapping.self, from: Data(try $0.text(0).utf8)),
                    user: $0.optionalInt(1), saved: try $0.int(2))
            }
        }
    }

    func save(_ mapping: Mapping, user: Int?, now: Int) async throws {
        let document = try mapping.json
        try await database.write { connection in
            let before = try connection.text("SELECT document FROM import_mappings WHERE name = \(mapping.name)")
            try connection.execute(
                """
                INSERT INTO import_mappings (name, document, user_id, saved)
                VALUES (\(mapping.name), \(document), \(user), \(now))
                ON CONFLICT (name) DO UPDATE SET document = excluded.document, user_id = excluded.user_id,
                    saved = excluded.saved
                """)
            let changes = AuditChange.between([AuditChange("document", before, document)])
            try Audit.note(
                .mappingSaved, AuditSubject(.mapping, mapping.name, named: mapping.name), changes, in: connection)
        }
    }

    /// Runs and checks hold a mapping of their own and stay as they are. False when there was none of that name.
    func remove(_ name: String) async throws -> Bool {
        try await database.write { connection in
            let before = try connection.text("SELECT document FROM import_mappings WHERE name = \(name)")
            guard let before else { return false }
            try connection.execute("DELETE FROM import_mappings WHERE name = \(name)")
            try Audit.note(
                .mappingRemoved, AuditSubject(.mapping, name, named: name), [AuditChange("document", before, nil)],
                in: connection)
            return true
        }
    }
}

extension BuiltInMappings {
    /// Whether a name is taken by a built-in mapping, in whatever case it is written.
    static func owns(_ name: String) -> Bool { all.contains { $0.name.lowercased() == name.lowercased() } }
}
