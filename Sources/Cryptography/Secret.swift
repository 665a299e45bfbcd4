import CLibcrypto

/// Random values nobody can guess, and how they are compared.
package enum Secret {
    /// From libcrypto's generator, which the system seeds.
    package static func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let code = RAND_bytes(&bytes, Int32(count))
        precondition(code == 1, "the system gives no random numbers")
        return bytes
    }

    /// 256 random bits in hexadecimal.
    package static func token() -> String { bytes(32).hexadecimal }

    /// Takes the same time wherever two values of the same length differ.
    package static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }

    /// Takes the same time wherever two texts of the same length differ.
    package static func isSame(_ left: String, _ right: String) -> Bool { isSame(Array(left.utf8), Array(right.utf8)) }
}

extension Sequence<UInt8> {
    /// Two small hexadecimal digits a byte.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
