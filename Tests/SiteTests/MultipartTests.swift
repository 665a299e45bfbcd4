import Foundation
import HTTPTypes
import SiteTesting
@testable import Site
import Testing

@Suite struct MultipartTests {
    private static let type = "multipart/form-data; boundary=\"edge\""
    private static let body = [
        "--edge", "Content-Disposition: form-data; name=\"csrf\"", "", CSRF.token(for: "li"),
        "--edge", "Content-Disposition: form-data; name=\"note\"", "", "two", "lines --edge",
        "--edge", "Content-Disposition: form-data; name=\"empty\"", "", "",
        "--edge", "content-disposition: form-data; name=\"file\"; filename=\"../a;b.csv\"", "Content-Type: text/csv",
        "",
        "id,name\r\n1,客户", "--edge--", "",
    ].joined(separator: "\r\n")

    /// The same body in chunks of every size gives the same fields.
    @Test(arguments: [1, 2, 3, 7, 64, 10_000])
    func chunksMayFallAnywhere(size: Int) throws {
        var multipart = try #require(Multipart(contentType: Self.type))
        var parts: [String] = []
        var content: [UInt8] = []
        let bytes = Array(Self.body.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            try multipart.feed(Array(bytes[start..<min(start + size, bytes.count)])) { event in
                switch event {
                case .began(let name, let file): parts.append(name + (file.map { "|" + $0 } ?? ""))
                case .bytes(let bytes): content += bytes
                case .ended: parts.append(String(decoding: content, as: UTF8.self)); content = []
                }
            }
        }
        #expect(multipart.isComplete)
        #expect(
            Array(parts.dropFirst(2)) == [
                "note", "two\r\nlines --edge", "empty", "", "file|../a;b.csv", "id,name\r\n1,客户",
            ])
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=a",
        "multipart/form-data; boundary=" + String(repeating: "x", count: 71), "text/plain; boundary=a",
    ])
    func aWrongHeaderIsRefused(type: String) { #expect(Multipart(contentType: type) == nil) }

    @Test(arguments: [
        "--edgeX\r\n", "--edge\r\nContent-Disposition: form-data\r\n\r\nx\r\n--edge--",
        "--edge\r\nX: y\r\n\r\nx\r\n--edge--", "--edge\r\n" + String(repeating: "x", count: 20_000),
    ])
    func aWrongBodyIsRefused(body: String) throws {
        var multipart = try #require(Multipart(contentType: Self.type))
        #expect(throws: Refusal.unreadable) { try multipart.feed(Array(body.utf8)) { _ in } }
    }

    @Test func anUploadWaitsOnDiskAndIsGoneAfterwards() async throws {
        let sample = try SampleSite()
        try await sample.visit { client in
            var headers = HTTPFields.li
            headers[.contentType] = Self.type
            let answer = try await client.post("/uploads", headers, Self.body)
            #expect(answer.text == "two\r\nlines --edge|a;b.csv|17|id,name\r\n1,客户")
            #expect(try sample.uploads == [])
        }
    }

    @Test func abuseLeavesNothingBehind() async throws {
        let token = CSRF.token(for: "li")
        let part = "--edge\r\nContent-Disposition: form-data; name="
        let file = part + "\"file\"; filename=\"a\"\r\n\r\n"
        let csrf = part + "\"csrf\"\r\n\r\n\(token)\r\n"
        let cases: [(String, Int)] = [
            (file + "data\r\n" + csrf + "--edge--", 403),
            (csrf + file + "cut off", 400),
            (csrf + file + String(repeating: "x", count: 2_000) + "\r\n--edge--", 413),
            (csrf + file + "a\r\n" + file + "b\r\n--edge--", 400),
            (csrf + part + "\"big\"\r\n\r\n" + String(repeating: "x", count: 1_000_001) + "\r\n--edge--", 413),
            (csrf + String(repeating: part + "\"a\"\r\n\r\nb\r\n", count: 501) + "--edge--", 400),
        ]
        let sample = try SampleSite(uploadLimit: 1_000)
        try await sample.visit { client in
            var headers = HTTPFields.li
            headers[.contentType] = Self.type
            for (index, (body, status)) in cases.enumerated() {
                let answer = try await client.post("/uploads", headers, body)
                #expect(answer.status.code == status, "case \(index)")
                #expect(try sample.uploads == [], "case \(index)")
            }
            let stranger = try await client.post("/uploads", [.contentType: Self.type], Self.body)
            #expect(stranger.status == .seeOther || stranger.status == .unauthorized)
        }
    }
}
