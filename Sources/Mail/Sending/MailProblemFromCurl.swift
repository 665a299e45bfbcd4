import CCurl

extension MailProblem {
    /// What a transfer that failed means: what the server answered to the last command tells more than libcurl's code.
    init(_ code: CURLcode, _ dialogue: SMTPDialogue, detail: String) {
        let refusal = dialogue.reply.flatMap { $0.code >= 400 ? $0 : nil }
        self =
            switch (code, refusal) {
            case (CURLE_ABORTED_BY_CALLBACK, _): .cancelled
            case _ where Self.tlsFailures.contains(code.rawValue): .untrusted(detail: detail.asOneLine)
            case (_, let reply?): Self.answered(reply, to: dialogue.command)
            case (CURLE_LOGIN_DENIED, nil): .signInRefused(nil)
            default: .unreachable(detail: detail.asOneLine)
            }
    }

    private static func answered(_ reply: SMTPReply, to command: SMTPDialogue.Command?) -> MailProblem {
        switch (reply.code, command) {
        case (..<500, _): .postponed(reply)
        // Said to any command by servers that want a user first (RFC 4954, 6).
        case (530, _), (534, _), (535, _), (538, _), (_, .signIn): .signInRefused(reply)
        case (_, .recipient): .recipientRefused(reply)
        default: .refused(reply)
        }
    }

    private static let tlsFailures = Set(
        [
            CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
        ].map(\.rawValue))
}
