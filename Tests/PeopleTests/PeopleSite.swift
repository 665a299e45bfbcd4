import Cryptography
import Database
import DatabaseSQLite
import DatabaseTesting
import Foundation
import HTTPTypes
import Hummingbird
import SiteTesting
import Logging
import Measures
@testable import People
import Site
import Synchronization
import Testing

/// The site with People alone, over a temporary database, and a clock that tests turn.
final class PeopleSite: Sendable {
    let site: Site
    let database: SQLiteDatabase
    private let folder: URL
    private let clock: Clock

    final class Clock: Sendable {
        private let seconds = Mutex(1_323_403_200)
        var now: Int { seconds.withLock { $0 } }
        func pass(_ time: Int) { seconds.withLock { $0 += time } }
    }

    init(setUpToken: String? = "token-on-console") async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("people-" + Secret.token().prefix(16))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let clock = Clock()
        self.clock = clock
        let settings = SiteSettings(
            assets: folder, timeZone: .gmt, clock: { clock.now }, logger: logger, refusesUnknownNames: true)
        let feature = PeopleFeature.feature(setUpToken: setUpToken)
        database = try await TestDatabase.file(in: folder, migrations: [Identifiers.migration] + feature.migrations)
        site = try Site(features: [feature], database: database, settings: settings)
    }

    var store: PeopleStore { PeopleStore(database) }
    var now: Int { clock.now }
    func pass(_ seconds: Int) { clock.pass(seconds) }

    /// Adds Li Wei, username `li`, password `correct horse`.
    @discardableResult
    func addLi() async throws -> Int {
        let li = NewUser(username: "Li", name: "Li Wei", password: nil, language: .en, role: "administrator")
        guard case .user(let id) = try await store.add(li, now: now) else { throw Refusal.broken }
        try await TestPassword.give(to: id, in: database)
        return id
    }

    func walk(_ body: @escaping @Sendable (Walker) async throws -> Void) async throws {
        try await body(Walker(client: SiteClient(site)))
        try await database.close()
        try FileManager.default.removeItem(at: folder)
    }
}
