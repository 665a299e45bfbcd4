import Foundation

extension SMTPServer {
    /// - Throws: `Problem`, whose description is a sentence for whoever wrote the address.
    package init(_ address: String) throws(Problem) {
        guard let colon = address.range(of: "://") else { throw .scheme }
        let isImmediate: Bool
        switch address[..<colon.lowerBound].lowercased() {
        case "smtp": isImmediate = false
        case "smtps": isImmediate = true
        default: throw .scheme
        }
        let rest = address[colon.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        let options = try Options(rest.dropFirst(authority.count), isImmediate)
        let at = authority.lastIndex(of: "@")
        let place = at.map { authority[authority.index(after: $0)...] } ?? authority
        let (host, port) = try Self.place(place)
        let isLocal = Self.isLoopback(host)
        let encryption = options.encryption ?? (isLocal ? .none : .required)
        let credentials = try at.map { at throws(Problem) in try Credentials(authority[..<at]) }
        if credentials != nil, encryption == .opportunistic, !isLocal { throw .passwordInTheOpen }
        self.init(
            host: host, port: port ?? (isImmediate ? 465 : isLocal ? 25 : 587), encryption: encryption,
            credentials: credentials, authorities: options.authorities)
    }

    /// Host and port, `[::1]:25` or `mail.firm.cn:25`, the port being optional.
    private static func place(_ text: Substring) throws(Problem) -> (host: String, port: Int?) {
        let isBracketed = text.hasPrefix("[")
        let end = isBracketed ? text.firstIndex(of: "]") : text.firstIndex(of: ":") ?? text.endIndex
        guard let end else { throw .host }
        let host = text[..<end].dropFirst(isBracketed ? 1 : 0).lowercased()
        let allowed = isBracketed ? "0123456789abcdef:." : "abcdefghijklmnopqrstuvwxyz0123456789-._"
        guard !host.isEmpty, host.allSatisfy(allowed.contains) else { throw .host }
        let rest = text[end...].dropFirst(isBracketed ? 1 : 0)
        if rest.isEmpty { return (host, nil) }
        guard rest.hasPrefix(":"), rest.dropFirst().allSatisfy(\.isNumber), let port = Int(rest.dropFirst()),
            (1...65_535).contains(port)
        else { throw .port }
        return (host, port)
    }

    /// What stands behind the host.
    private struct Options {
        var encryption: Encryption?
        var authorities: String?

        init(_ text: Substring, _ isImmediate: Bool) throws(Problem) {
            encryption = isImmediate ? .immediate : nil
            let query = text.hasPrefix("/") ? text.dropFirst() : text
            guard query.isEmpty || query.hasPrefix("?"), !query.contains("#") else { throw .trailing }
            for option in query.dropFirst().split(separator: "&") {
                let parts = option.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, let value = parts[1].removingPercentEncoding else { throw .option }
                switch parts[0] {
                case "tls": try take(value)
                case "ca" where value.isWithoutControls: authorities = value
                default: throw .option
                }
            }
        }

        private mutating func take(_ tls: String) throws(Problem) {
            guard let asked = Encryption(rawValue: tls), asked != .immediate else { throw .option }
            if encryption != .immediate { encryption = asked } else if asked != .required { throw .contradiction }
        }
    }
}

extension Credentials {
    /// `user:password`, percent-encoded.
    fileprivate init(_ text: Substring) throws(SMTPServer.Problem) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let user = parts[0].removingPercentEncoding, !user.isEmpty,
            let password = parts[1].removingPercentEncoding, !password.isEmpty,
            user.isWithoutControls, password.isWithoutControls
        else { throw .credentials }
        self.init(user: user, password: Password(text: password))
    }
}

extension String {
    fileprivate var isWithoutControls: Bool { unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } }
}
