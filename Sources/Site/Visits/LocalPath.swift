import HTTPTypes
import Hummingbird
import Foundation

/// A place on this site that a visitor may be sent to, so that `?next=` never leads elsewhere.
///
/// Browsers read `//host`, `/\host` and control characters in ways that leave the site; all of them are refused.
package func localPath(_ text: String?) -> String? {
    guard let text, text.utf8.count <= 2_000, text.hasPrefix("/"), !text.hasPrefix("//") else { return nil }
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    return isPlain ? text : nil
}

extension Visit {
    /// The page a form or a script was sent from, as the browser tells it. Only the place on this site is taken, so
    /// whatever else the header says leads nowhere.
    var cameFrom: String? {
        let told = request.headers[.hxCurrentURL] ?? request.headers[.referer]
        guard let parts = told.flatMap({ URLComponents(string: $0) }) else { return nil }
        return localPath(parts.percentEncodedPath + (parts.percentEncodedQuery.map { "?" + $0 } ?? ""))
    }
}
