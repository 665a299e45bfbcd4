/// The mail server that messages are handed to, as an address tells it:
/// `smtp://ann:password@mail.firm.cn:587?tls=required`.
///
/// - `smtps://` begins with TLS, at port 465 unless said otherwise.
/// - `smtp://` asks for TLS by STARTTLS, at port 587, and sends nothing when the server has none. For a server on this
///   machine the usual port is 25, without TLS.
/// - `?tls=` of `smtp://` says otherwise: `required`, `opportunistic` (where the server offers it) or `none`.
///   Certificates are verified whenever there is TLS.
/// - `?ca=` names a file with the certificates to trust instead of the system's, for a company's own authority.
/// - In user and password, `@ : / ? # %` are written `%40 %3A %2F %3F %23 %25`.
package struct SMTPServer: Hashable, Sendable {
    package enum Encryption: String, Hashable, Sendable {
        /// TLS from the first byte.
        case immediate
        /// By STARTTLS, or nothing is sent.
        case required
        /// By STARTTLS where it is offered.
        case opportunistic
        case none
    }

    /// A name, or an address; of IPv6 without brackets.
    package let host: String
    package let port: Int
    package let encryption: Encryption
    let credentials: Credentials?
    /// The path of a PEM file.
    let authorities: String?

    init(host: String, port: Int, encryption: Encryption, credentials: Credentials?, authorities: String?) {
        self.host = host
        self.port = port
        self.encryption = encryption
        self.credentials = credentials
        self.authorities = authorities
    }

    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }
}

extension SMTPServer: CustomStringConvertible {
    /// Scheme, host and port: what a log may hold.
    package var description: String {
        let scheme = encryption == .immediate ? "smtps" : "smtp"
        return "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}
