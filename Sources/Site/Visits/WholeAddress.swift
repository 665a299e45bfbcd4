import Foundation
import HTTPTypes
import Hummingbird

extension Visit {
    /// The whole address of a place, to pass on.
    package func address(of path: String) -> String {
        if let url = site.settings.publicURL { return url.absoluteString.trimmed(of: "/") + path }
        guard let authority = request.head.authority, !authority.isEmpty else { return path }
        return "http://\(authority)\(path)"
    }
}

extension String {
    fileprivate func trimmed(of end: Character) -> String {
        var text = self
        while text.last == end { text.removeLast() }
        return text
    }
}
