import CCurl

/// What libcurl answered instead of doing it.
struct CurlFailure: Error {
    let code: CURLcode

    /// Throws unless all went well.
    static func check(_ code: CURLcode) throws(CurlFailure) {
        guard code == CURLE_OK else { throw CurlFailure(code: code) }
    }
}

/// One transfer of libcurl, for use on one thread.
struct CurlHandle: ~Copyable {
    let pointer: UnsafeMutableRawPointer

    /// Once for the process, before the first handle.
    private static let readiness = curl_global_init(Int(CURL_GLOBAL_ALL))

    init() throws(CurlFailure) {
        try CurlFailure.check(Self.readiness)
        guard let pointer = curl_easy_init() else { throw CurlFailure(code: CURLE_FAILED_INIT) }
        self.pointer = pointer
    }

    deinit { curl_easy_cleanup(pointer) }

    /// Returns when the transfer is over.
    func perform() -> CURLcode { curl_easy_perform(pointer) }

    func set(_ option: CURLoption, _ value: Int) throws(CurlFailure) {
        try CurlFailure.check(ccurl_set_number(pointer, option, value))
    }

    func set(_ option: CURLoption, milliseconds time: Duration) throws(CurlFailure) {
        try set(option, Int(time / .milliseconds(1)))
    }

    func set(_ option: CURLoption, _ value: String) throws(CurlFailure) {
        try CurlFailure.check(ccurl_set_text(pointer, option, value))
    }

    func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) throws(CurlFailure) {
        try CurlFailure.check(ccurl_set_pointer(pointer, option, value))
    }
}
