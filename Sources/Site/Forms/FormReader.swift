import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Reads the form of every request that may change something, and refuses it without its CSRF token.
struct FormReader: RouterMiddleware {
    /// Bytes of all typed fields together.
    static let fieldLimit = 1_000_000
    static let mostParts = 500
    let settings: SiteSettings

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard !Self.safe.contains(request.method) else { return try await next(request, context) }
        guard let visit = context.visit else { throw Refusal.broken }
        let form = try await read(request, visit)
        defer { for upload in form.uploads.values { try? FileManager.default.removeItem(at: upload.place) } }
        guard hasToken(request, form, visit) else { throw Refusal.staleForm }
        var context = context
        context.visit?.form = form
        return try await next(request, context)
    }

    private static let safe: Set<HTTPRequest.Method> = [.get, .head, .options]

    private func hasToken(_ request: Request, _ form: Form, _ visit: Visit) -> Bool {
        CSRF.matches(request.headers[.csrfToken] ?? form.fields["csrf"]?.first, secret: visit.secret)
    }

    private func read(_ request: Request, _ visit: Visit) async throws -> Form {
        let type = request.headers[.contentType] ?? ""
        guard type.lowercased().hasPrefix("multipart/") else { return try await readFields(request) }
        guard visit.viewer != nil else { throw Refusal.signInNeeded }
        guard let multipart = Multipart(contentType: type) else { throw Refusal.unreadable }
        return try await readParts(request, multipart, visit)
    }

    private func readFields(_ request: Request) async throws -> Form {
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            bytes += buffer.readableBytesView
            guard bytes.count <= Self.fieldLimit else { throw Refusal.tooLarge }
        }
        return URLEncoded.form(bytes[...])
    }

    private func readParts(_ request: Request, _ multipart: Multipart, _ visit: Visit) async throws -> Form {
        var multipart = multipart
        var parts = FormParts(settings: settings)
        do {
            for try await buffer in request.body {
                try multipart.feed(Array(buffer.readableBytesView)) { event in
                    // A file is not written before the token has come.
                    if case .began(_, let file?) = event, !file.isEmpty, !hasToken(request, parts.form, visit) {
                        throw Refusal.staleForm
                    }
                    try parts.take(event)
                }
            }
            guard multipart.isComplete else { throw Refusal.unreadable }
            return parts.form
        } catch {
            parts.abandon()
            throw error
        }
    }
}

/// Puts the events of a multipart body together: fields in memory, files on disk.
struct FormParts {
    private(set) var form = Form()
    private let settings: SiteSettings
    private var field: (name: String, bytes: [UInt8])?
    private var file: (name: String, writer: UploadWriter)?
    private var fieldBytes = 0
    private var parts = 0

    init(settings: SiteSettings) { self.settings = settings }

    mutating func take(_ event: Multipart.Event) throws {
        switch event {
        case .began(let name, let fileName): try begin(name, fileName)
        case .bytes(let bytes): try write(bytes)
        case .ended: try end()
        }
    }

    /// Removes what was written so far.
    func abandon() {
        file?.writer.abandon()
        for upload in form.uploads.values { try? FileManager.default.removeItem(at: upload.place) }
    }

    private mutating func begin(_ name: String, _ fileName: String?) throws {
        parts += 1
        guard parts <= FormReader.mostParts, form.uploads[name] == nil else { throw Refusal.unreadable }
        if let fileName, !fileName.isEmpty {
            let writer = try UploadWriter(
                fileName: fileName, folder: settings.temporaryFolder, limit: settings.uploadLimit)
            file = (name, writer)
        } else if fileName == nil {
            field = (name, [])
        }
    }

    private mutating func write(_ bytes: ArraySlice<UInt8>) throws {
        if file != nil {
            try file?.writer.write(bytes)
        } else if field != nil {
            fieldBytes += bytes.count
            guard fieldBytes <= FormReader.fieldLimit else { throw Refusal.tooLarge }
            field?.bytes += bytes
        }
    }

    private mutating func end() throws {
        if let file { form.add(try file.writer.finish(), to: file.name) }
        if let field { form.add(String(decoding: field.bytes, as: UTF8.self), to: field.name) }
        file = nil
        field = nil
    }
}
