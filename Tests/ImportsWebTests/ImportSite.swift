import Accounts
import Cryptography
import Database
import DatabaseSQLite
import DatabaseTesting
import Foundation
import HTTPTypes
import Hummingbird
import SiteTesting
@testable import Imports
import Jobs
import Ledger
import Logging
import Measures
import People
@testable import Site
import Synchronization
import Testing

/// The site with People and Imports over a temporary database, someone signed in, and a worker that tests drive.
final class ImportSite: Sendable {
    let site: Site
    let database: SQLiteDatabase
    let folder: URL
    private let clock: Clock

    private final class Clock: Sendable {
        private let seconds = Mutex(1_323_403_200)
        var now: Int { seconds.withLock { $0 } }
        func pass(_ time: Int) { seconds.withLock { $0 += time } }
    }

    init(uploadLimit: Int = 10_000_000) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("imports-" + Secret.token().prefix(16))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let clock = Clock()
        self.clock = clock
        let settings = SiteSettings(
            assets: folder, timeZone: .gmt, clock: { clock.now }, temporaryFolder: folder, uploadLimit: uploadLimit,
            logger: ImportSite.quiet, refusesUnknownNames: true)
        database = try await TestDatabase.file(in: folder, migrations: ImportSite.migrations)
        let features = [PeopleFeature.feature(), ImportsFeature.feature]
        site = try Site(features: features, database: database, settings: settings)
        let li = NewUser(username: "li", name: "Li Wei", password: nil, language: .en, role: "administrator")
        guard case .user(let id) = try await PeopleStore(database).add(li, now: clock.now) else { throw Refusal.broken }
        try await TestPassword.give(to: id, in: database)
    }

    static let migrations =
        [Identifiers.migration] + PeopleFeature.feature().migrations + AccountsSchema.migrations
        + LedgerSchema.migrations + JobsSchema.migrations + ImportsFeature.feature.migrations

    static let quiet: Logger = {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }()

    var now: Int { clock.now }
    func pass(_ seconds: Int) { clock.pass(seconds) }

    var worker: JobWorker {
        let clock = clock
        return JobWorker(
            ImportsFeature.jobs(temporaryFolder: folder), database: database,
            terms: JobTerms(beat: .milliseconds(10)), logger: ImportSite.quiet, now: { clock.now })
    }

    /// What the database says when asked for one number.
    func number(_ sql: SQL) async throws -> Int? { try await database.read { try $0.integer(sql) } }

    func walk(_ body: @escaping @Sendable (Walker) async throws -> Void) async throws {
        let walker = Walker(client: SiteClient(site))
        try await walker.send("/sign-in", ["username": "li", "password": "correct horse"])
        try await body(walker)
        try await database.close()
        try FileManager.default.removeItem(at: folder)
    }
}

/// A visitor with cookies, like a browser without JavaScript.
final class Walker: Sendable {
    private let client: SiteClient
    private let jar = Mutex<[String: String]>([:])

    init(client: SiteClient) { self.client = client }

    /// Another browser at the same site, not signed in.
    var stranger: Walker { Walker(client: client) }

    @discardableResult
    func get(_ path: String) async throws -> SiteAnswer {
        keep(try await client.execute(uri: path, method: .get, headers: headers))
    }

    /// Opens a page, then sends the form with the token it found there.
    @discardableResult
    func send(_ path: String, from page: String? = nil, _ fields: [String: String] = [:]) async throws -> SiteAnswer {
        let token = try await get(page ?? path).csrf
        let fields = fields.merging(["csrf": token ?? ""]) { first, _ in first }
        let body = PercentEncoding.query(fields.map { (name: $0.key, value: $0.value) }).dropFirst()
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return keep(
            try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: String(body)))
        )
    }

    /// Uploads a file and answers what came.
    func upload(_ name: String, _ content: [UInt8]) async throws -> SiteAnswer {
        let token = try await get("/imports/new").csrf ?? ""
        var body = ByteBuffer(string: "--limit\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n")
        body.writeString("--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n")
        body.writeString("Content-Type: text/csv\r\n\r\n")
        body.writeBytes(content)
        body.writeString("\r\n--limit--\r\n")
        var headers = headers
        headers[.contentType] = "multipart/form-data; boundary=limit"
        return keep(try await client.execute(uri: "/imports", method: .post, headers: headers, body: body))
    }

    func upload(_ name: String, _ text: String) async throws -> SiteAnswer {
        try await upload(name, Array(text.utf8))
    }

    /// Sends the mapping page's form as it stands, with some fields changed.
    func sendMapping(_ file: Int, _ act: String, _ changes: [String: String] = [:]) async throws -> SiteAnswer {
        let page = try await get("/imports/\(file)/mapping")
        let fields = page.formFields.merging(changes) { $1 }.merging(["act": act]) { $1 }
        return try await send("/imports/\(file)/mapping", fields)
    }

    /// Sends "Import now" of a preview: of the one given, else of the one the file's page shows.
    func importNow(_ file: Int, showing preview: SiteAnswer? = nil) async throws -> SiteAnswer {
        let page: SiteAnswer
        if let preview { page = preview } else { page = try await get("/imports/\(file)") }
        return try await send("/imports/\(file)/run", from: "/imports", ["pass": page.shownPass ?? ""])
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

    /// The numbers of a result by name, as `orders_new`.
    var counts: [String: String] {
        let found = text.matches(of: /data-count="([a-z_]+)">([^<]*)</).map { (String($0.1), String($0.2)) }
        return Dictionary(found) { first, _ in first }
    }

    /// The pass whose result "Import now" would import.
    var shownPass: String? { text.firstMatch(of: /name="pass" value="([0-9]+)"/).map { String($0.1) } }

    /// The sentence a redirect carried here.
    var flash: String? { text.firstMatch(of: /class="ms-flash[^>]*>([^<]*)</).map { String($0.1) } }

    /// What people should know, above the form.
    var notices: [String] { text.matches(of: /data-test="import-notice">([^<]*)</).map { String($0.1) } }

    /// Sentences beside fields.
    var problems: [String] { text.matches(of: /class="ms-problem"[^>]*>([^<]*)</).map { String($0.1) } }

    /// What a browser would send: chosen options, typed texts, ticked boxes.
    var formFields: [String: String] {
        var fields: [String: String] = [:]
        for select in text.matches(of: /<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/) {
            fields[String(select.1)] = select.2.firstMatch(of: /value="([^"]*)" selected/).map { String($0.1) } ?? ""
        }
        for input in text.matches(of: /<input class="form-control[^>]*name="([^"]+)"[^>]*value="([^"]*)"/) {
            fields[String(input.1)] = String(input.2)
        }
        for box in text.matches(of: /<input[^>]*type="checkbox"[^>]*name="([^"]+)"[^>]*( checked)>/) {
            fields[String(box.1)] = "yes"
        }
        fields["mapping"] = text.firstMatch(of: /type="hidden" name="mapping" value="([^"]*)"/).map { String($0.1) }
        return fields
    }
}
