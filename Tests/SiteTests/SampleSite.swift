import Cryptography
import Database
import DatabaseSQLite
import Foundation
import Hummingbird
import Rights
import SiteTesting
import Logging
import Measures
@testable import Site
import Testing

/// 2011-12-09 12:00 in Shanghai.
let noon = 1_323_403_200

/// A site with one sample feature over a temporary database; the session "li" is Li Wei's, an administrator's,
/// and "wang" a member's.
struct SampleSite {
    let site: Site
    let folder: URL

    init(features: [Feature] = [.sample], publicURL: String? = nil, uploadLimit: Int = 1_000_000) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("site-" + Secret.token().prefix(16))
        let vendor = folder.appendingPathComponent("vendor")
        try FileManager.default.createDirectory(at: vendor, withIntermediateDirectories: true)
        try Data("body { color: black }".utf8).write(to: vendor.appendingPathComponent("tabler.min.css"))
        try Data("secret".utf8).write(to: folder.appendingPathComponent("outside.css"))
        let uploads = folder.appendingPathComponent("uploads")
        try FileManager.default.createDirectory(at: uploads, withIntermediateDirectories: true)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let settings = SiteSettings(
            assets: folder, publicURL: publicURL.flatMap { URL(string: $0) },
            timeZone: try #require(TimeZone(identifier: "Asia/Shanghai")), clock: { noon }, temporaryFolder: uploads,
            uploadLimit: uploadLimit, logger: logger, refusesUnknownNames: true)
        let database = try SQLiteDatabase(path: folder.appendingPathComponent("site.db").path)
        site = try Site(features: features + [.samplePeople], database: database, settings: settings)
    }

    func visit(_ body: @escaping @Sendable (SiteClient) async throws -> Void) async throws {
        try await body(SiteClient(site))
        try await site.database.close()
        try FileManager.default.removeItem(at: folder)
    }

    /// What lies in the folder for uploads.
    var uploads: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("uploads").path)
        }
    }
}

extension Feature {
    static var sample: Feature {
        Feature(name: "Sample", navigation: [NavigationItem(.accounts, "/accounts")]) { routes in
            routes.get("open", for: .anyone) { visit in
                .text("\(visit.language.rawValue) \(visit.today.iso) \(visit.viewer?.name ?? "nobody")")
            }
            routes.post("open", for: .anyone) { visit in
                visit.redirect(to: visit.form["next"], flash: Flash("Saved <b>"))
            }
            routes.get("closed") { _ in .text("closed") }
            routes.post("uploads") { visit in
                guard let upload = visit.form.upload("file") else { return .text("no file") }
                let text = try String(contentsOf: upload.place, encoding: .utf8)
                return .text([visit.form["note"], upload.fileName, "\(upload.bytes)", text].joined(separator: "|"))
            }
            routes.get("administration", for: .whoMay(.administering)) { _ in .text("administration") }
            routes.get("broken") { _ in throw DatabaseError.statement(message: "no such table", sql: "SELECT secret") }
            routes.get("things/:id") { visit in .text("thing \(try visit.number("id"))") }
        }
    }

    static var samplePeople: Feature {
        Feature(
            name: "SamplePeople",
            reception: Reception(
                viewer: { session, _, _ in
                    guard ["li", "wang"].contains(session) else { return nil }
                    return Viewer(
                        user: 1, username: session, name: session == "li" ? "Li Wei" : "Wang",
                        acts: session == "li" ? Set(Act.allCases) : [], scope: .everything, writing: .everything,
                        preferences: Preferences(language: .zh))
                },
                keep: { _, _, _ in }))
    }
}

extension SiteClient {
    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> SiteAnswer {
        try await execute(uri: path, method: .get, headers: headers)
    }

    func post(_ path: String, _ headers: HTTPFields, _ body: String) async throws -> SiteAnswer {
        try await execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: body))
    }
}

extension HTTPFields {
    static let li: HTTPFields = [.cookie: "mainstay_session=li"]
    static let wang: HTTPFields = [.cookie: "mainstay_session=wang"]
    static let form: HTTPFields = [.cookie: "mainstay_session=li", .contentType: "application/x-www-form-urlencoded"]
}
