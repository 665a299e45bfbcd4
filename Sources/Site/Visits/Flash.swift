import Foundation

/// A sentence carried over one redirect, as "saved".
package struct Flash: Sendable, Equatable {
    package enum Kind: String, Sendable { case done, problem }

    package var kind: Kind
    package var text: String

    package init(_ text: String, kind: Kind = .done) {
        self.kind = kind
        self.text = text
    }

    /// For a cookie: letters that need no quoting.
    var encoded: String { kind.rawValue + "." + Base64URL.encode(Array(text.utf8)) }

    init?(encoded: String) {
        let parts = encoded.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])), parts[1].utf8.count < 3_000,
            let bytes = Base64URL.decode(String(parts[1]))
        else { return nil }
        self.kind = kind
        text = String(decoding: bytes, as: UTF8.self)
    }
}

/// RFC 4648, section 5, without padding.
package enum Base64URL {
    package static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    package static func decode(_ text: String) -> [UInt8]? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return Data(base64Encoded: plain + padding).map { Array($0) }
    }
}
