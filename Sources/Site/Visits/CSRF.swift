import Cryptography

/// A token on every form that only a page of ours can know: the HMAC of a secret, HttpOnly cookie. For a signed-in
/// visitor the secret is the session's token, so signing in or out makes every older form worthless.
enum CSRF {
    static func token(for secret: String) -> String {
        HMAC.sha256(Array("mainstay form".utf8), key: Array(secret.utf8)).hexadecimal
    }

    /// Takes the same time wherever the two differ.
    static func matches(_ given: String?, secret: String) -> Bool {
        given.map { Secret.isSame($0, token(for: secret)) } ?? false
    }
}
