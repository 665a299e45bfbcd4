import Crypto
import CryptoExtras
import Dispatch
import Foundation

/// A password as it is stored: scrypt (RFC 7914) with its parameters, salt and key, as `scrypt$15$8$1$salt$key`.
package struct PasswordHash: Sendable, Equatable {
    package let stored: String

    /// N = 2^15, r = 8, p = 1: about 90 ms and 32 MB.
    private static let logN = 15
    private static let blockSize = 8
    private static let parallelism = 1
    private static let keyBytes = 32

    package init(stored: String) { self.stored = stored }

    /// Hashes on a thread of its own, off the pool that answers requests.
    package static func make(_ password: String) async throws -> PasswordHash {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        let key = try await derive(password, salt, logN, blockSize, parallelism)
        let text = [
            "scrypt", "\(logN)", "\(blockSize)", "\(parallelism)", salt.base64EncodedString(),
            key.base64EncodedString(),
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
        let tried = try await Self.derive(password, salt, logN, blockSize, parallelism)
        return tried.count == key.count && zip(tried, key).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Stands in for a user who does not exist or has no password yet: nothing matches it, and trying takes as long as
    /// with a wrong password.
    package static let nobody = PasswordHash(
        stored: "scrypt$15$8$1$bm9ib2R5IGF0IGFsbCBoZQ==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")

    private static func derive(
        _ password: String, _ salt: Data, _ logN: Int, _ blockSize: Int, _ parallelism: Int
    ) async throws -> Data {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async {
                continuation.resume(
                    with: Result {
                        try KDF.Scrypt.deriveKey(
                            from: Data(password.precomposedStringWithCompatibilityMapping.utf8), salt: salt,
                            outputByteCount: keyBytes, rounds: 1 << logN, blockSize: blockSize,
                            parallelism: parallelism, maxMemory: 256 << 20
                        ).withUnsafeBytes { Data($0) }
                    })
            }
        }
    }
}
