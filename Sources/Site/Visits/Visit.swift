package import Database
package import Hummingbird
package import Measures
import Synchronization

/// One request with everything a handler needs: who asks, in which language, on which day, with what form.
package struct Visit: Sendable {
    package let site: Site
    package let request: Request
    /// Shown on error pages and written to the log.
    package let requestID: String
    /// The address of the other end.
    package let remoteAddress: String
    package var viewer: Viewer?
    package var preferences: Preferences
    /// Unix seconds, from the injected clock.
    package let now: Int
    /// The company's calendar day.
    package let today: Day
    package var parameters: Parameters = Parameters()
    /// The path as it was hung, with names for its parts: `/accounts/:id`.
    package internal(set) var route = ""
    /// What was typed; empty for GET.
    package var form = Form()
    /// How the visitor came.
    package var way = Author.Way.page
    /// The session's token when there is one.
    package let session: String?
    /// The secret cookie that CSRF tokens are made from.
    let secret: String
    /// A message left by the request before.
    let flash: Flash?
    private let findings = Findings()

    /// Writes on the visitor's behalf.
    package var database: any Database {
        let (address, now) = (remoteAddress, now)
        return site.database.acting(
            as: Author(user: viewer?.user, name: viewer?.name ?? "", way: way, address: address) { now })
    }
    package var language: Language { preferences.language }
    package var path: String { request.uri.path }
    package var isPartial: Bool { request.headers[.hxRequest] == "true" }
    package var csrf: String { CSRF.token(for: secret) }

    /// A value of the address's query; nil when it is missing or empty. Forms write addresses as they write bodies, so
    /// a plus is a blank.
    package func query(_ name: String) -> String? {
        let value = URLEncoded.form(Array((request.uri.query ?? "").utf8)[...])[name]
        return value.isEmpty ? nil : value
    }

    /// All values of the address's query under a name, as check boxes send them.
    package func queries(_ name: String) -> [String] {
        guard let query = request.uri.query, query.contains(name) else { return [] }
        return URLEncoded.form(Array(query.utf8)[...]).all(name).filter { !$0.isEmpty }
    }

    /// All values of the address's query.
    package var allQueries: [String: [String]] { URLEncoded.form(Array((request.uri.query ?? "").utf8)[...]).fields }

    /// A number of the path, as in `/accounts/:id`.
    /// - Throws: 404 when it is none.
    package func number(_ name: String) throws(Refusal) -> Int {
        guard let value = parameters.get(name).flatMap({ Int($0) }), value > 0 else { throw .notFound }
        return value
    }

    /// A day of the path, as in `/accounts/:id/tiers/:day`.
    /// - Throws: 404 when it is none.
    package func day(_ name: String) throws(Refusal) -> Day {
        guard let day = parameters.get(name).flatMap({ Day(iso: $0) }) else { throw .notFound }
        return day
    }

    /// A text in the visitor's language; `{name}` is replaced from `values`, `{count}` chooses the plural.
    package func text<Key: TextKey>(_ key: Key, _ values: [String: String] = [:], count: Int? = nil) -> String {
        Key.texts.wording(key, language, values, count: count)
    }

    /// Whole sentences one after the other: Chinese sets no blank between them.
    package func sentences(_ sentences: [String]) -> String { sentences.joined(separator: language == .zh ? "" : " ") }

    /// What several parts of one page ask for is found out once.
    package func once<Question: Hashable & Sendable, Found: Sendable>(
        _ question: Question, _ find: () async throws -> Found
    ) async throws -> Found {
        if let known = findings[question], let found = known as? Found { return found }
        let found = try await find()
        findings[question] = found
        return found
    }
}

/// Answers by question, for as long as a visit lasts.
private final class Findings: Sendable {
    private let answers = Mutex<[AnyHashable: any Sendable]>([:])

    subscript(question: some Hashable & Sendable) -> (any Sendable)? {
        get { answers.withLock { $0[AnyHashable(question)] } }
        set { answers.withLock { $0[AnyHashable(question)] = newValue } }
    }
}
