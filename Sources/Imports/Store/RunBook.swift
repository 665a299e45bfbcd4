import Database
import Ledger
import Measures
import People
import Rights

/// The ledger's runs as pages show them.
struct RunBook: Sendable {
    private let database: any Database

    init(_ database: any Database) { self.database = database }

    /// One row more than the page shows, in the order of reading; newest first.
    func list(_ listing: RunListing, _ scope: Scope) async throws -> [Run] {
        if scope.isNothing { return [] }
        return try await database.read { try RunStore.page(listing, in: $0) }
    }

    func find(_ run: Int, _ scope: Scope) async throws -> Run? {
        if scope.isNothing { return nil }
        return try await database.read { try RunStore.find(run, in: $0) }
    }

    /// What taking back a run of orders would do.
    func undoPreview(_ run: Int, naming most: Int, _ scope: Scope) async throws -> UndoPreview {
        try await database.read { try UndoPreview.of(run, naming: most, scope, in: $0) }
    }

    /// The company's; nil before its first import.
    func currency() async throws -> Currency? {
        try await database.read { try CompanySettings.currency(in: $0) }
    }

    /// Names by user.
    func names(_ scope: Scope) async throws -> [Int: String] {
        let users = try await PeopleStore(database).users(scope)
        return Dictionary(users.map { ($0.id, $0.name) }) { first, _ in first }
    }
}
