import Foundation
import HTTPTypes
package import Hummingbird
import Measures
import NIOCore

/// How a page says what became of the request.
package enum PageStatus: Sendable {
    case ok
    /// 422: the form is shown again with its problems; htmx swaps it in as well.
    case formProblems

    var code: HTTPResponse.Status { self == .ok ? .ok : .unprocessableContent }
}

extension Visit {
    /// A whole page: the template with its value, in the frame.
    package func page(_ page: Page, _ value: some PageValue, status: PageStatus = .ok) throws -> Response {
        try framed(page, value, status: status.code)
    }

    /// A piece of a page for htmx, without the frame.
    package func part(_ template: String, _ value: some PageValue, status: PageStatus = .ok) throws -> Response {
        .html(try render(template, value), status: status.code)
    }

    /// Sends the visitor on after a form, perhaps with a sentence shown there.
    package func redirect(to path: String, flash: Flash? = nil) -> Response {
        var response = Response.redirect(to: localPath(path) ?? "/")
        leave(flash, in: &response)
        return response
    }

    /// Leaves a sentence for the next page.
    func leave(_ flash: Flash?, in response: inout Response) {
        guard let flash else { return }
        response.setCookie(SiteCookie.flash.with(flash.encoded, seconds: 60, settings: site.settings))
    }

    package func json(_ value: some Encodable) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.dateEncodingStrategy = .iso8601
        return .bytes(Array(try encoder.encode(value)), type: "application/json")
    }

    /// A list in the format that the address ends with.
    package func send(_ list: ListFile) async throws -> Response {
        let format = ListFile.Format.allCases.first { path.hasSuffix("." + $0.rawValue) } ?? .csv
        let name = "\(list.name).\(format.rawValue)"
        // What was searched for in personal data is such itself, and the audit keeps for good.
        let address = list.columns.hasPersonal ? path : request.uri.description
        let language = hasCodes ? nil : self.language
        switch format {
        case .csv: return try await download(name, asked: address) { try await list.csv(in: language, $0) }
        case .xlsx:
            let file = try await list.xlsx(in: language, folder: site.settings.temporaryFolder)
            return try await download(
                name, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file,
                asked: address)
        }
    }

    /// Whether a program asks for columns and values by their codes, which no language and no wording changes.
    package var hasCodes: Bool { query("names") == "codes" }

    /// A file that is written while it is sent, whatever its size: `body` calls `write` with each piece.
    /// - Parameter asked: what the audit keeps of the address; all of it when nil.
    package func download(
        _ fileName: String, type: String = "text/csv; charset=utf-8", asked: String? = nil,
        _ body: @escaping @Sendable (_ write: (String) async throws -> Void) async throws -> Void
    ) async throws -> Response {
        try await attachment(
            fileName, type: type, asked: asked ?? request.uri.description,
            ResponseBody { writer in
                try await body { try await writer.write(ByteBuffer(string: $0)) }
                try await writer.finish(nil)
            })
    }

    private func download(
        _ fileName: String, type: String, _ file: FileHandle, asked: String
    ) async throws -> Response {
        let size = Int(try file.seekToEnd())
        try file.seek(toOffset: 0)
        return try await attachment(
            fileName, type: type, asked: asked,
            ResponseBody(contentLength: size) { writer in
                while let piece = try file.read(upToCount: 256 << 10), !piece.isEmpty {
                    try await writer.write(ByteBuffer(bytes: piece))
                }
                try await writer.finish(nil)
            })
    }

    private func attachment(
        _ fileName: String, type: String, asked: String, _ body: ResponseBody
    ) async throws -> Response {
        for witness in site.contributions(ExportWitness.self) { try await witness.note(self, fileName, asked) }
        let name = PercentEncoding.component(fileName)
        let headers: HTTPFields = [
            .contentType: type, .contentDisposition: "attachment; filename*=UTF-8''\(name)",
        ]
        return Response(status: .ok, headers: headers, body: body)
    }

    func framed(_ page: Page, _ value: some PageValue, status: HTTPResponse.Status) throws(SiteError) -> Response {
        let around = around
        let content = try site.pages.render(page.template, value, around: around, language: language)
        let frame = try FrameValue(page: page, content: Markup(content), visit: self)
        return .html(try site.pages.render("frame", frame, around: around, language: language), status: status)
    }

    private func render(_ template: String, _ value: some PageValue) throws(SiteError) -> String {
        try site.pages.render(template, value, around: around, language: language)
    }

    /// Names that every template may use.
    private var around: [String: String] { ["csrf": csrf, "lang": language == .zh ? "zh-CN" : "en"] }
}

extension Response {
    static func html(_ html: String, status: HTTPResponse.Status = .ok) -> Response {
        .bytes(Array(html.utf8), type: "text/html; charset=utf-8", status: status)
    }

    package static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        .bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }

    static func bytes(_ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
