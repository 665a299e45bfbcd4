import Cryptography
import Foundation
import HTTPTypes
import Hummingbird

/// The files browsers need beside pages: our own from the program, those of others from the assets folder.
///
/// All are read once at the start and looked up by name, so no path of a request ever reaches the file system.
package struct Assets: Sendable {
    struct File: Sendable {
        let bytes: [UInt8]
        /// For browsers that unpack it; nil where packing gains nothing.
        let packed: PackedBytes?
        let type: String
        /// The beginning of the content's SHA-256; part of the address, so a file may be cached for good.
        let version: String
    }

    /// What pages ask for; the licences lie beside them.
    static let needed = [
        "tabler.min.css", "htmx.min.js", "echarts.min.js", "inter-400.woff2", "inter-500.woff2", "inter-600.woff2",
        "inter-700.woff2",
    ]

    /// Files of others that pages need and the folder does not have.
    package let missing: [String]
    private let folder: URL
    private let vendor: [String: File]
    private let own: [String: File]
    /// What templates call `{{files.name}}`: addresses that change with the content.
    let addresses: [String: String]

    init(folder: URL) {
        let vendor = Assets.files(in: folder.appendingPathComponent("vendor", isDirectory: true))
        let style = Assets.versioned(PackageResources.mainstay_css, vendor)
        let own = [
            "mainstay.css": File(text: style, type: "text/css; charset=utf-8"),
            "mainstay.js": File(text: PackageResources.mainstay_js, type: "text/javascript; charset=utf-8"),
            "icons.svg": File(text: PackageResources.icons_svg, type: "image/svg+xml"),
        ]
        missing = Assets.needed.filter { vendor[$0] == nil }
        self.folder = folder
        self.vendor = vendor
        self.own = own
        addresses = Assets.addresses(vendor: vendor, own: own)
    }

    /// One sentence for the console when files are missing, nil when all are there.
    package var warning: String? {
        guard let first = missing.first else { return nil }
        let rest = missing.count > 1 ? " and \(missing.count - 1) more" : ""
        return "Pages will look bare: \(first)\(rest) not found in \(folder.path)/vendor; "
            + "run scripts/assets or give the folder with --assets."
    }

    func hang(in router: Router<SiteContext>) {
        router.get("vendor/:file") { request, context in try answer(request, context, vendor) }
        router.get("assets/:file") { request, context in try answer(request, context, own) }
        router.get("favicon.ico") { request, _ in answer(request, own["icons.svg"]) }
    }

    private func answer(_ request: Request, _ context: SiteContext, _ files: [String: File]) throws -> Response {
        guard let name = context.parameters.get("file"), let file = files[name] else { throw Refusal.notFound }
        return answer(request, file)
    }

    private func answer(_ request: Request, _ file: File?) -> Response {
        guard let file else { return Response(status: .notFound) }
        let isVersioned = request.uri.queryParameters["v"].map { $0 == file.version } ?? false
        let packed = request.takesGzip ? file.packed?.bytes : nil
        let tag = "\"\(file.version)\(packed == nil ? "" : "-gzip")\""
        let isKnown = request.headers[.ifNoneMatch] == tag
        var response =
            isKnown ? Response(status: .notModified) : Response.bytes(packed ?? file.bytes, type: file.type)
        if packed != nil, !isKnown { response.headers[.contentEncoding] = "gzip" }
        if file.packed != nil { response.headers[.vary] = "Accept-Encoding" }
        response.headers[.eTag] = tag
        response.headers[.cacheControl] = isVersioned ? "public, max-age=31536000, immutable" : "no-cache"
        return response
    }

    private static func files(in folder: URL) -> [String: File] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        var files: [String: File] = [:]
        for name in names where !name.hasPrefix(".") {
            guard let type = type(of: name) else { continue }
            guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else { continue }
            files[name] = File(Array(data), type: type)
        }
        return files
    }

    private static func type(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "woff2": "font/woff2"
        case "txt": "text/plain; charset=utf-8"
        default: nil
        }
    }

    private static func addresses(vendor: [String: File], own: [String: File]) -> [String: String] {
        func address(_ folder: String, _ name: String, _ files: [String: File]) -> String {
            "/\(folder)/\(name)" + (files[name].map { "?v=\($0.version)" } ?? "")
        }
        return [
            "style": address("assets", "mainstay.css", own),
            "script": address("assets", "mainstay.js", own),
            "icons": address("assets", "icons.svg", own),
            "tabler": address("vendor", "tabler.min.css", vendor),
            "htmx": address("vendor", "htmx.min.js", vendor),
            "echarts": address("vendor", "echarts.min.js", vendor),
            "regularFont": address("vendor", "inter-400.woff2", vendor),
            "boldFont": address("vendor", "inter-600.woff2", vendor),
        ]
    }

    /// Our style sheet with the versioned addresses of the fonts it names.
    private static func versioned(_ style: String, _ vendor: [String: File]) -> String {
        var text = style
        for (name, file) in vendor where name.hasSuffix(".woff2") {
            text = text.replacing("/vendor/\(name)", with: "/vendor/\(name)?v=\(file.version)")
        }
        return text
    }
}

extension Assets.File {
    init(text: String, type: String) { self.init(Array(text.utf8), type: type) }

    init(_ bytes: [UInt8], type: String) {
        self.bytes = bytes
        self.type = type
        // Fonts are packed already.
        packed = type.hasPrefix("font/") ? nil : PackedBytes(of: bytes)
        version = SHA256.hash(bytes).prefix(8).hexadecimal
    }
}
