import Database
import DatabaseSQLite
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
        database = try SQLiteDatabase(path: folder.appendingPathComponent("people.db").path)
        let feature = PeopleFeature.feature(setUpToken: setUpToken)
        site = try Site(features: [feature], database: database, settings: settings)
        try await Migrator([Identifiers.migration] + feature.migrations).migrate(database)
    }

    var store: PeopleStore { PeopleStore(database) }
    var now: Int { clock.now }
    func pass(_ seconds: Int) { clock.pass(seconds) }

    /// Adds Li Wei, username `li`, password `correct horse`.
    @discardableResult
    func addLi() async throws -> Int {
        let li = NewUser(
            username: "Li", name: "Li Wei", password: "correct horse", language: .en, role: "administrator")
        guard case .user(let id) = try await store.add(li, now: now) else { throw Refusal.broken }
        return id
    }

    func walk(_ body: @escaping @Sendable (Walker) async throws -> Void) async throws {
        try await body(Walker(client: SiteClient(site)))
        try await database.close()
        try FileManager.default.removeItem(at: folder)
    }
}

/// A visitor with cookies, like a browser without JavaScript.
final class Walker: Sendable {
    private let client: SiteClient
    private let jar = Mutex<[String: String]>([:])

    init(client: SiteClient) { self.client = client }

    /// Another browser at the same site.
    var stranger: Walker { Walker(client: client) }

    subscript(cookie: String) -> String? {
        get { jar.withLock { $0[cookie] } }
        set { jar.withLock { $0[cookie] = newValue } }
    }

    @discardableResult
    func get(_ path: String) async throws -> SiteAnswer {
        keep(try await client.execute(uri: path, method: .get, headers: headers))
    }

    /// Opens a page, then sends the form with the token it found there.
    @discardableResult
    func send(_ path: String, from page: String? = nil, _ fields: [String: String] = [:]) async throws -> SiteAnswer {
        let token = try await get(page ?? path).csrf
        return try await post(path, fields.merging(["csrf": token ?? ""]) { first, _ in first })
    }

    @discardableResult
    func post(_ path: String, _ fields: [String: String], referer: String? = nil) async throws -> SiteAnswer {
        let body = PercentEncoding.query(fields.map { (name: $0.key, value: $0.value) }).dropFirst()
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        headers[.referer] = referer
        return keep(
            try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: String(body)))
        )
    }

    private var headers: HTTPFields {
        let cookies = jar.withLock { $0.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ") }
        return cookies.isEmpty ? [:] : [.cookie: cookies]
    }

    private func keep(_ answer: SiteAnswer) -> SiteAnswer {
        for line in answer.headers[values: .setCookie] {
            let pair = line.split(separator: ";")[0].split(separator: "=", maxSplits: 1)
            jar.withLock { $0[String(pair[0])] = pair.count == 2 ? String(pair[1]) : nil }
        }
        return answer
    }
}

extension SiteAnswer {
    var place: String? { headers[.location] }
    var csrf: String? { text.firstMatch(of: /name="csrf" value="([0-9a-f]+)"/).map { String($0.1) } }
}
