import DatabaseSQLite
import Foundation
import Glibc
import Hummingbird
import Logging
import Site
import Testing

@Suite struct SlowClientTests {
    /// A server that listens, and two who hold a connection: one in the middle of a head, one of a body.
    @Test func whoNeverEndsARequestIsSentAway() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("slow-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let database = try SQLiteDatabase(path: folder.appendingPathComponent("slow.db").path)
        let settings = SiteSettings(
            assets: folder, timeZone: .gmt, clock: { 0 }, idleLimit: 1, logger: logger, refusesUnknownNames: true)
        let site = try Site(features: [], database: database, settings: settings)
        let port = try Self.freePort()
        let (running, isRunning) = AsyncStream<Void>.makeStream()
        let server = Task {
            let application = site.application(address: .hostname("127.0.0.1", port: port)) { isRunning.yield() }
            try await application.run()
        }
        for await _ in running { break }
        for begun in [
            "GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ",
            "POST /preferences HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\nna",
            "",
        ] {
            let isClosed = try await Task.detached { try Self.isSentAway(port, sending: begun) }.value
            #expect(isClosed, "\(begun)")
        }
        server.cancel()
        _ = try? await server.value
        try await database.close()
    }

    /// Whether the other end closes the connection before a minute is over.
    private static func isSentAway(_ port: Int, sending text: String) throws -> Bool {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(connection) }
        var wait = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        var address = Self.loopback(port)
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
        _ = Array(text.utf8).withUnsafeBytes { send(connection, $0.baseAddress, $0.count, 0) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(connection, &bytes, bytes.count, 0)
            if count == 0 { return true }
            if count < 0 { return errno == ECONNRESET }
        }
    }

    private static func freePort() throws -> Int {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = loopback(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRINUSE) }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private static func loopback(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
