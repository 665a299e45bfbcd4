import Cryptography
import Dispatch
import Foundation

/// A password as it is stored: scrypt (RFC 7914) with its parameters, salt and key, as `scrypt$15$8$1$salt$key`.
package struct PasswordHash: Sendable, Equatable {
    package let stored: String

    /// About 90 ms and 32 MB.
    private static let logN = 15
    private static let usual = Scrypt(rounds: 1 << logN, blockSize: 8, parallelism: 1)
    private static let keyBytes = 32

    package init(stored: String) { self.stored = stored }

    /// Hashes on a thread of its own, off the pool that answers requests.
    package static func make(_ password: String) async throws -> PasswordHash {
        let salt = Secret.bytes(16)
        let key = try await derive(password, salt, usual)
        let text = [
            "scrypt", "\(logN)", "\(usual.blockSize)", "\(usual.parallelism)", Data(salt).base64EncodedString(),
            Data(key).base64EncodedString(),
        ]
        return PasswordHash(stored: text.joined(separator: "$"))
    }

    /// False for a wrong password and for a stored text that is no hash.
    package func matches(_ password: String) async throws -> Bool {
        let parts = stored.split(separator: "$")
        guard parts.count == 6, parts[0] == "scrypt", let logN = Int(parts[1]), (10...20).contains(logN),
            let blockSize = Int(parts[2]), let parallelism = Int(parts[3]),
            let salt = Data(base64Encoded: String(parts[4])), let key = Data(base64Encoded: String(parts[5]))
        else { return false }
        let scrypt = Scrypt(rounds: 1 << logN, blockSize: blockSize, parallelism: parallelism)
        return Secret.isSame(try await Self.derive(password, Array(salt), scrypt), Array(key))
    }

    /// Stands in for a user who does not exist or has no password yet: nothing matches it, and trying takes as long as
    /// with a wrong password.
    package static let nobody = PasswordHash(
        stored: "scrypt$15$8$1$bm9ib2R5IGF0IGFsbCBoZQ==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")

    private static func derive(_ password: String, _ salt: [UInt8], _ scrypt: Scrypt) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async {
                let password = Array(password.precomposedStringWithCompatibilityMapping.utf8)
                continuation.resume(with: Result { try scrypt.key(of: password, salt: salt, bytes: keyBytes) })
            }
        }
    }
}
