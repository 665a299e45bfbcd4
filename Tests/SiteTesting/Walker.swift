import HTTPTypes
import Hummingbird
import NIOCore
import Site
import Synchronization

/// A visitor with cookies, like a browser without JavaScript.
package final class Walker: Sendable {
    private let client: SiteClient
    private let jar = Mutex<[String: String]>([:])
    private let languages = Mutex<String?>(nil)

    package init(client: SiteClient) { self.client = client }

    /// Another browser at the same site.
    package var stranger: Walker { Walker(client: client) }

    package subscript(cookie: String) -> String? {
        get { jar.withLock { $0[cookie] } }
        set { jar.withLock { $0[cookie] = newValue } }
    }

    @discardableResult
    package func get(_ path: String) async throws -> SiteAnswer {
        keep(try await client.execute(uri: path, method: .get, headers: headers))
    }

    /// Opens a page, then sends the form with the token it found there.
    @discardableResult
    package func send(_ path: String, from page: String? = nil, _ fields: [String: String] = [:]) async throws
        -> SiteAnswer
    {
        let token = try await get(page ?? path).csrf
        return try await post(path, fields.merging(["csrf": token ?? ""]) { first, _ in first })
    }

    @discardableResult
    package func post(_ path: String, _ fields: [String: String], referer: String? = nil) async throws -> SiteAnswer {
        let body = PercentEncoding.query(fields.map { (name: $0.key, value: $0.value) }).dropFirst()
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        headers[.referer] = referer
        return keep(
            try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: String(body)))
        )
    }

    /// What the browser says it reads; nil where it says nothing.
    package var acceptLanguage: String? {
        get { languages.withLock { $0 } }
        set { languages.withLock { $0 = newValue } }
    }

    private var headers: HTTPFields {
        let cookies = jar.withLock { $0.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ") }
        var headers: HTTPFields = cookies.isEmpty ? [:] : [.cookie: cookies]
        headers[.acceptLanguage] = acceptLanguage
        return headers
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
    package var place: String? { headers[.location] }
    package var csrf: String? { text.firstMatch(of: /name="csrf" value="([0-9a-f]+)"/).map { String($0.1) } }
}
