import CLibcrypto

/// Codes that only whoever has the key can make (RFC 2104).
package enum HMAC {
    /// 32 bytes.
    package static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] { code(EVP_sha256(), message, key) }

    /// 20 bytes: what one-time codes are made of (RFC 6238). As a HMAC, SHA-1 is not broken.
    package static func sha1(_ message: [UInt8], key: [UInt8]) -> [UInt8] { code(EVP_sha1(), message, key) }

    private static func code(_ algorithm: OpaquePointer?, _ message: [UInt8], _ key: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { room, count in
            var length: UInt32 = 0
            let made = CLibcrypto.HMAC(
                algorithm, key, Int32(key.count), message, message.count, room.baseAddress, &length)
            precondition(made != nil, "libcrypto could not make a HMAC")
            count = Int(length)
        }
    }
}
