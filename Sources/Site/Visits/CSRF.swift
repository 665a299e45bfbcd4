import Crypto
import Foundation

/// A token on every form that only a page of ours can know: the HMAC of a secret, HttpOnly cookie. For a signed-in
/// visitor the secret is the session's token, so signing in or out makes every older form worthless.
enum CSRF {
    static func token(for secret: String) -> String {
        let key = SymmetricKey(data: Data(secret.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data("mainstay form".utf8), using: key)
        return Secret.hex(code)
    }

    /// Takes the same time wherever the two differ.
    static func matches(_ given: String?, secret: String) -> Bool {
        let expected = Array(token(for: secret).utf8)
        guard let given = given.map({ Array($0.utf8) }), given.count == expected.count else { return false }
        return zip(given, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Random texts nobody can guess.
package enum Secret {
    /// 256 bits from the system's generator in hexadecimal.
    package static func token() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { hex($0) }
    }

    /// Two hexadecimal digits a byte.
    package static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
