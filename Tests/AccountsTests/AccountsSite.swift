import Accounts
import Database
import DatabaseSQLite
import DatabaseTesting
import Foundation
import HTTPTypes
import Hummingbird
import People
import Rights
import SiteTesting
import Ledger
import Logging
import Measures
import Site

/// The site with Accounts and Ledger over a temporary database. Li Wei, who reads English, is signed in; 2011-12-20.
struct AccountsSite {
    let site: Site
    let database: SQLiteDatabase
    private let folder: URL

    static let migrations =
        [Identifiers.migration] + PeopleSchema.migrations + AccountsFeature.feature.migrations
        + LedgerFeature.feature.migrations

    init(language: Language = .en, isAdministrator: Bool = false) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("accounts-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let settings = SiteSettings(
            assets: folder, timeZone: .gmt, clock: { 1_324_353_600 }, logger: logger, refusesUnknownNames: true)
        database = try await TestDatabase.file(in: folder, migrations: AccountsSite.migrations)
        let features = [AccountsFeature.feature, LedgerFeature.feature, AccountsSite.people(language, isAdministrator)]
        site = try Site(features: features, database: database, settings: settings)
    }

    func visit(_ body: @escaping @Sendable (Visitor) async throws -> Void) async throws {
        try await body(Visitor(site: site, client: SiteClient(site)))
        try await database.close()
        try FileManager.default.removeItem(at: folder)
    }

    private static func people(_ language: Language, _ isAdministrator: Bool) -> Feature {
        Feature(
            name: "SamplePeople",
            reception: Reception(
                viewer: { session, _, _ in
                    guard session == "li" else { return nil }
                    return Viewer(
                        user: 1, username: "li", name: "Li Wei",
                        acts: isAdministrator ? Set(Act.allCases) : [.importing, .exporting, .assigning],
                        scope: .everything, writing: .everything,
                        preferences: Preferences(language: language))
                },
                keep: { _, _, _ in }))
    }
}

struct Visitor: Sendable {
    let site: Site
    let client: SiteClient

    func get(_ path: String) async throws -> (status: HTTPResponse.Status, text: String) {
        let answer = try await client.execute(uri: path, method: .get, headers: [.cookie: "mainstay_session=li"])
        return (answer.status, String(buffer: answer.body))
    }

    /// Sends a form with the token of a page that has one.
    func send(_ path: String, _ fields: [String: String]) async throws -> (status: HTTPResponse.Status, text: String) {
        let token = try await get("/accounts").text.firstMatch(of: /name="csrf" value="([0-9a-f]+)"/)?.1
        let fields = fields.merging(["csrf": String(token ?? "")]) { first, _ in first }
        let body = PercentEncoding.query(fields.map { (name: $0.key, value: $0.value) }).dropFirst()
        let headers: HTTPFields = [
            .cookie: "mainstay_session=li", .contentType: "application/x-www-form-urlencoded",
        ]
        let answer = try await client.execute(
            uri: path, method: .post, headers: headers, body: ByteBuffer(string: String(body)))
        return (answer.status, String(buffer: answer.body))
    }
}

extension String {
    /// The names in the first column of a list, in order.
    var linkedNames: [String] {
        matches(of: /<tr><td[^>]*><a href="\/accounts\/[0-9]+">([^<]*)<\/a>/).map { String($0.1) }
    }

    /// Where a link with this `rel` leads, its ampersands unescaped.
    func path(rel: String) -> String? {
        guard let end = range(of: "\" rel=\"\(rel)\""),
            let start = self[..<end.lowerBound].range(of: "href=\"", options: .backwards)
        else { return nil }
        return self[start.upperBound..<end.lowerBound].replacingOccurrences(of: "&amp;", with: "&")
    }
}
