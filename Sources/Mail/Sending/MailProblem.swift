/// Why a message was not sent.
package enum MailProblem: Error, Hashable, Sendable {
    /// No server there, a connection that broke, or an answer that did not come in time. When it broke at the very end,
    /// the server may have the message all the same.
    case unreachable(detail: String)
    /// No TLS where it is asked for, or a certificate that is not trusted.
    case untrusted(detail: String)
    /// The server says: not now (4xx).
    case postponed(SMTPReply)
    /// The server wants a user and password, or does not take ours; nil when no way to sign in suits both sides.
    case signInRefused(SMTPReply?)
    /// The server will not deliver to this address (5xx).
    case recipientRefused(SMTPReply)
    /// The server will not take this sender or this message (5xx).
    case refused(SMTPReply)
    /// The task that was sending was cancelled.
    case cancelled

    /// Whether the same message may be sent later with nobody doing anything about it. A certificate counts: it is
    /// mended at the server.
    package var mayWorkLater: Bool {
        switch self {
        case .unreachable, .untrusted, .postponed, .cancelled: true
        case .signInRefused, .recipientRefused, .refused: false
        }
    }

    package var reply: SMTPReply? {
        switch self {
        case .postponed(let reply), .recipientRefused(let reply), .refused(let reply): reply
        case .signInRefused(let reply): reply
        case .unreachable, .untrusted, .cancelled: nil
        }
    }
}

/// For logs; pages word their own.
extension MailProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreachable(let detail): "the mail server cannot be reached: \(detail)"
        case .untrusted(let detail): "there is no trusted connection to the mail server: \(detail)"
        case .postponed(let reply): "the mail server asks to try again later: \(reply)"
        case .signInRefused(let reply?): "the mail server does not let us in: \(reply)"
        case .signInRefused(nil): "the mail server offers no way to sign in that we know"
        case .recipientRefused(let reply): "the mail server refuses the recipient: \(reply)"
        case .refused(let reply): "the mail server refuses the message: \(reply)"
        case .cancelled: "sending was cancelled"
        }
    }
}
