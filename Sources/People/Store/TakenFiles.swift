import Audit
import Database

/// Writes down which lists left the product as files.
struct TakenFiles: Sendable {
    private let database: any Database

    init(_ database: any Database) { self.database = database }

    /// - Parameters:
    ///   - path: names the list.
    ///   - address: the path with the filters and columns that were asked for.
    func note(_ fileName: String, path: String, address: String) async throws {
        try await database.write { connection in
            try Audit.note(
                .fileTaken, AuditSubject(.file, path, named: fileName), [AuditChange("address", nil, address)],
                in: connection)
        }
    }
}
