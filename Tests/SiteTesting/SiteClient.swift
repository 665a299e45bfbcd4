package import HTTPTypes
import Hummingbird
import Logging
package import NIOCore
import NIOEmbedded
package import Site
import Synchronization

/// Asks a site's endpoints in process, without a socket: the way of every router test.
package struct SiteClient: Sendable {
    private let responder: RouterResponder<SiteContext>
    private let logger: Logger

    package init(_ site: Site) {
        responder = site.router().buildResponder()
        logger = site.settings.logger
    }

    package func execute(
        uri: String, method: HTTPRequest.Method, headers: HTTPFields = [:], body: ByteBuffer? = nil
    ) async throws -> SiteAnswer {
        var headers = headers
        if let body { headers[.contentLength] = "\(body.readableBytes)" }
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "localhost", path: uri, headerFields: headers)
        let request = Request(head: head, body: RequestBody(buffer: body ?? ByteBuffer()))
        var logger = logger
        logger[metadataKey: "hb.request.id"] = "\(UInt64.random(in: .min ... .max))"
        let context = SiteContext(source: .init(channel: NIOAsyncTestingChannel(), logger: logger))
        let response = try await responder.respond(to: request, context: context)
        let collected = Collected()
        try await response.body.write(CollectingWriter(collected: collected))
        return SiteAnswer(status: response.status, headers: response.headers, body: collected.buffer)
    }
}

/// What a router answered.
package struct SiteAnswer: Sendable {
    package let status: HTTPResponse.Status
    package let headers: HTTPFields
    package let body: ByteBuffer

    package var text: String { String(buffer: body) }
}

private final class Collected: Sendable {
    private let bytes = Mutex(ByteBuffer())

    var buffer: ByteBuffer { bytes.withLock { $0 } }

    func add(_ more: ByteBuffer) { bytes.withLock { _ = $0.writeImmutableBuffer(more) } }
}

private struct CollectingWriter: ResponseBodyWriter {
    let collected: Collected

    mutating func write(_ buffer: ByteBuffer) async throws { collected.add(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
