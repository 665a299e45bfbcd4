extension SMTPServer {
    /// What is wrong with an address. None of the sentences repeats a part of it: it may hold the password.
    package enum Problem: Error, Hashable, Sendable {
        case scheme, host, port, credentials, option, trailing
        /// `smtps://` with another `tls=`.
        case contradiction
        /// A password that whoever is in between could ask for without TLS.
        case passwordInTheOpen
    }
}

extension SMTPServer.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .scheme: "The mail server's address has to begin with smtp:// or smtps://."
        case .host: "The mail server's address needs a host, such as smtp://mail.firm.cn:587."
        case .port:
            "The mail server's port has to be a number from 1 to 65535; \(Self.escapes)."
        case .credentials: "The mail server's address needs a user and a password before the @; \(Self.escapes)."
        case .option:
            "The mail server's address knows only ?tls=required, opportunistic or none, and ?ca= with a file's path; "
                + "\(Self.escapes)."
        case .trailing: "Behind the mail server's host and port only ?tls= and ?ca= may follow; \(Self.escapes)."
        case .contradiction: "With smtps:// there is always TLS: leave ?tls= out or write smtp://."
        case .passwordInTheOpen:
            "A password is not sent where TLS is left to chance: write ?tls=required, or ?tls=none if it has to be."
        }
    }

    private static let escapes =
        "in user and password, @ : / ? # % are written %40 %3A %2F %3F %23 %25"
}
