import Database
import Foundation
import People

/// Mappings people saved under a name; the saved one wins over the built-in of the same name.
struct MappingStore: Sendable {
    private let database: any Database

    init(_ database: any Database) { self.database = database }

    /// Saved and built-in ones, by name.
    func all(_ scope: Scope) async throws -> [Mapping] {
        if scope.isNothing { return BuiltInMappings.all }
        let saved = try await database.read { connection in
            try connection.rows("SELECT document FROM import_mappings ORDER BY name") {
                try JSONDecoder().decode(Mapping.self, from: Data(try $0.text(0).utf8))
            }
        }
        let names = Set(saved.map(\.name))
        return (saved + BuiltInMappings.all.filter { !names.contains($0.name) }).sorted { $0.name < $1.name }
    }

    func save(_ mapping: Mapping, user: Int?, now: Int) async throws {
        let document = try mapping.json
        try await database.write {
            try $0.execute(
                """
                INSERT INTO import_mappings (name, document, user_id, saved)
                VALUES (\(mapping.name), \(document), \(user), \(now))
                ON CONFLICT (name) DO UPDATE SET document = excluded.document, user_id = excluded.user_id,
                    saved = excluded.saved
                """)
        }
    }
}
