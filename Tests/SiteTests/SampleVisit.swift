import Hummingbird
import Measures
@testable import Site

/// A visit to an address, without a router.
enum SampleVisit {
    static func at(_ address: String, language: Language = .en) throws -> Visit {
        let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: address)
        return Visit(
            site: try SampleSite().site, request: Request(head: head, body: RequestBody(buffer: ByteBuffer())),
            requestID: "1", remoteAddress: "local", viewer: nil, preferences: Preferences(language: language),
            now: noon,
            today: Day(15_317), session: nil, secret: "secret", flash: nil)
    }
}
