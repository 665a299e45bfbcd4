import CCurl

/// One message on its way through libcurl, on the thread that runs it.
final class SMTPTransfer {
    private let sender: MailAddress
    private let recipient: MailAddress
    private let bytes: [UInt8]
    private let stop: StopSign
    private var sent = 0
    private var dialogue = SMTPDialogue()
    private var credentials: Credentials?

    init(_ message: MailMessage, _ stop: StopSign) {
        sender = message.from.address
        recipient = message.to.address
        bytes = message.composed()
        self.stop = stop
    }

    /// Returns when the server has taken the message or something went wrong.
    func run(_ server: SMTPServer, _ patience: SMTPMailer.Patience) -> Result<Void, MailProblem> {
        credentials = server.credentials
        let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        let recipients = curl_slist_append(nil, "<\(recipient.text)>")
        // After the handle, which says goodbye to the server when it goes.
        defer {
            curl_slist_free_all(recipients)
            words.deallocate()
        }
        do {
            let handle = try CurlHandle()
            try handle.set(CURLOPT_ERRORBUFFER, words)
            try reach(server, patience, with: handle)
            try handle.set(CURLOPT_MAIL_FROM, "<\(sender.text)>")
            try handle.set(CURLOPT_MAIL_RCPT, recipients)
            try listen(to: handle)
            return outcome(handle.perform(), words)
        } catch {
            return outcome(error.code, words)
        }
    }

    private func outcome(_ code: CURLcode, _ words: UnsafePointer<CChar>) -> Result<Void, MailProblem> {
        if code == CURLE_OK { return .success(()) }
        let detail = String(cString: words[0] == 0 ? curl_easy_strerror(code) : words)
        return .failure(MailProblem(code, dialogue, detail: hidden(detail)))
    }

    private func reach(
        _ server: SMTPServer, _ patience: SMTPMailer.Patience, with handle: borrowing CurlHandle
    ) throws(CurlFailure) {
        try handle.set(CURLOPT_URL, server.description)
        try handle.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // Not what the environment holds for the web.
        try handle.set(CURLOPT_PROXY, "")
        try handle.set(CURLOPT_NOSIGNAL, 1)
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds: patience.connecting)
        try handle.set(CURLOPT_TIMEOUT_MS, milliseconds: patience.sending)
        // libcurl gives up on a silent server after two minutes of its own; in whole seconds, so one more than ours.
        try handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Int(patience.sending / .seconds(1)) + 1)
        try handle.set(CURLOPT_USE_SSL, Int(server.encryption.curlLevel.rawValue))
        try handle.set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        try handle.set(CURLOPT_SSL_VERIFYPEER, 1)
        try handle.set(CURLOPT_SSL_VERIFYHOST, 2)
        if let authorities = server.authorities { try handle.set(CURLOPT_CAINFO, authorities) }
        if let credentials = server.credentials {
            try handle.set(CURLOPT_USERNAME, credentials.user)
            try handle.set(CURLOPT_PASSWORD, credentials.password.text)
        }
    }

    // MARK: What libcurl asks and tells on the way

    private func listen(to handle: borrowing CurlHandle) throws(CurlFailure) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        try handle.set(CURLOPT_UPLOAD, 1)
        try CurlFailure.check(ccurl_set_size(handle.pointer, CURLOPT_INFILESIZE_LARGE, curl_off_t(bytes.count)))
        try handle.set(CURLOPT_READDATA, context)
        try CurlFailure.check(
            ccurl_on_read(handle.pointer) { buffer, size, count, context in
                guard let buffer, let transfer = SMTPTransfer.of(context) else { return Int(CURL_READFUNC_ABORT) }
                return transfer.fill(UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
            })
        try handle.set(CURLOPT_VERBOSE, 1)
        try handle.set(CURLOPT_DEBUGDATA, context)
        try CurlFailure.check(
            ccurl_on_debug(handle.pointer) { _, kind, text, count, context in
                guard let text, let transfer = SMTPTransfer.of(context) else { return 0 }
                transfer.note(kind, UnsafeRawBufferPointer(start: text, count: count))
                return 0
            })
        try handle.set(CURLOPT_NOPROGRESS, 0)
        try handle.set(CURLOPT_XFERINFODATA, context)
        try CurlFailure.check(
            ccurl_on_progress(handle.pointer) { context, _, _, _, _ in
                SMTPTransfer.of(context)?.stop.isRaised == true ? 1 : 0
            })
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> SMTPTransfer? {
        context.map { Unmanaged<SMTPTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = bytes[sent...].prefix(buffer.count)
        buffer.copyBytes(from: piece)
        sent += piece.count
        return piece.count
    }

    private func note(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
        switch kind {
        case CURLINFO_HEADER_OUT: dialogue.say(String(decoding: bytes, as: UTF8.self))
        case CURLINFO_HEADER_IN: dialogue.hear(hidden(String(decoding: bytes, as: UTF8.self)))
        default: break
        }
    }

    private func hidden(_ text: String) -> String { credentials?.hidden(in: text) ?? text }
}

extension SMTPServer.Encryption {
    fileprivate var curlLevel: curl_usessl {
        switch self {
        case .immediate, .required: CURLUSESSL_ALL
        case .opportunistic: CURLUSESSL_TRY
        case .none: CURLUSESSL_NONE
        }
    }
}
