import API
import Accounts
import Activities
import Classification
import Composition
import Contacts
import Database
import DatabaseTesting
import Foundation
import HTTPTypes
import Hummingbird
import Imports
import Jobs
import Judging
import Ledger
import Logging
import Measures
import NIOCore
import Notices
import People
import Policies
import Portfolio
import Rights
import Site
import SiteTesting
import Synchronization
import Tasks

/// Li and Wang sell in the team East, which Boss manages; Fin keeps the books and sees no personal data; Pat is a
/// customer's. Account A is Li's, B is Wang's, C nobody's.
struct SampleAPI {
    static let start = 1_773_633_600
    static let a = 1, b = 2, c = 3

    let site: Site
    let database: any Database
    let clock: Clock
    private let client: SiteClient
    private let users: [String: Int]

    final class Clock: Sendable {
        private let time = Mutex(SampleAPI.start)
        var now: Int { time.withLock { $0 } }
        func pass(_ seconds: Int) { time.withLock { $0 += seconds } }
    }

    static func run(
        _ kind: TestDatabase, limit: Int = 100_000, more: [APIOperation] = [],
        _ body: @escaping @Sendable (SampleAPI) async throws -> Void
    ) async throws {
        let features = features(limit, more)
        try await kind.run(migrations: Composition.migrations) { database async throws in
            try await body(try await SampleAPI(features, in: database))
        }
    }

    private static func features(_ limit: Int, _ more: [APIOperation]) -> [Feature] {
        Composition.features(callsAMinute: limit) + [Feature(name: "More", contributions: [APIOperations(more)])]
    }

    init(_ features: [Feature], in database: any Database) async throws {
        let clock = Clock()
        self.clock = clock
        self.database = database
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        site = try Site(
            features: features, database: database,
            settings: SiteSettings(
                assets: FileManager.default.temporaryDirectory, timeZone: .gmt, clock: { clock.now }, logger: logger,
                refusesUnknownNames: true))
        client = SiteClient(site)
        let east = try await OrganisationStore(database).add(OrgUnit(id: 0, kind: .team, name: "East"))
        var users: [String: Int] = [:]
        for (name, role) in [
            ("li", "representative"), ("wang", "representative"), ("boss", "sales-manager"), ("fin", "finance"),
            ("pat", "portal"), ("root", "administrator"),
        ] {
            let user = NewUser(
                username: name, name: name.capitalized, password: nil, language: .en, role: role,
                unit: name == "fin" || name == "pat" ? nil : east)
            if case .user(let id) = try await PeopleStore(database).add(user, now: Self.start) { users[name] = id }
        }
        self.users = users
        let owners = [users["li"], users["wang"], nil]
        try await database.write { connection in
            let accounts = [Self.a, Self.b, Self.c].map {
                (id: $0, draft: AccountDraft(code: "C\($0)", name: "Account \($0)"), totals: AccountTotals.none)
            }
            _ = try Identifiers.reserve(accounts.count, for: "accounts", in: connection)
            try AccountRegister.insert(accounts, run: 7, in: connection)
            for (account, owner) in zip([Self.a, Self.b, Self.c], owners) {
                try CircleStore.keep(AccountCircle(owner: owner), of: account, in: connection)
            }
        }
    }

    func id(_ name: String) -> Int { users[name] ?? 0 }

    var clocked: any Database {
        let clock = clock
        return database.acting(as: Author(user: nil, name: "", way: .program) { clock.now })
    }

    func token(_ name: String, _ scopes: Set<TokenScope> = Set(TokenScope.allCases), days: Int = 1) async throws
        -> String
    {
        try await TokenStore(clocked).add(TokenDraft("test \(UUID())", scopes: scopes, days: days), for: id(name))
    }

    func viewer(_ name: String) async throws -> Viewer {
        guard let viewer = try await database.read({ try ViewerReading.viewer(username: name, in: $0) }) else {
            throw Refusal.broken
        }
        return viewer
    }

    func call(_ path: String, token: String?) async throws -> SiteAnswer {
        try await call(.get, path, token: token)
    }

    func call(
        _ method: HTTPRequest.Method, _ path: String, token: String?, _ body: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> SiteAnswer {
        var headers = headers
        headers[.authorization] = token.map { "Bearer " + $0 }
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        return try await client.execute(
            uri: path.hasPrefix("/api") ? path : "/api/v1" + path, method: method, headers: headers,
            body: body.map { ByteBuffer(string: $0) })
    }

    /// A browser in which somebody is signed in.
    func plain(_ path: String, headers: HTTPFields) async throws -> SiteAnswer {
        try await client.execute(uri: path, method: .get, headers: headers)
    }

    func count(_ table: String) async throws -> Int {
        try await database.read {
            try $0.integer("SELECT CAST(count(*) AS BIGINT) FROM \(unsafe: table)") ?? 0
        }
    }
}

extension SiteAnswer {
    var json: JSON { (try? JSONReader.read(Array(body.readableBytesView))) ?? .null }
    /// Ids of a list's rows.
    var ids: [Int] { (json.list("data") ?? []).compactMap { $0.integer("id") } }
    var pointers: [String] { (json.list("errors") ?? []).compactMap { $0.text("pointer") ?? $0.text("parameter") } }
}
