import CLibcrypto

/// The slow hash for what people choose (RFC 7914).
package struct Scrypt: Sendable, Hashable {
    /// N, a power of two: how much memory and time.
    package var rounds: Int
    /// r.
    package var blockSize: Int
    /// p.
    package var parallelism: Int

    /// The parameters ask for more memory than is allowed, or are none.
    package struct Refused: Error {}

    package init(rounds: Int, blockSize: Int, parallelism: Int) {
        (self.rounds, self.blockSize, self.parallelism) = (rounds, blockSize, parallelism)
    }

    /// Takes 128 · r · N bytes of memory, 256 MiB at most.
    /// - Throws: `Refused`.
    package func key(of password: [UInt8], salt: [UInt8], bytes count: Int) throws(Refused) -> [UInt8] {
        guard rounds > 0, blockSize > 0, parallelism > 0 else { throw Refused() }
        var key = [UInt8](repeating: 0, count: count)
        let code = password.withUnsafeBytes { password in
            EVP_PBE_scrypt(
                password.bindMemory(to: CChar.self).baseAddress, password.count, salt, salt.count, UInt64(rounds),
                UInt64(blockSize), UInt64(parallelism), 256 << 20, &key, key.count)
        }
        guard code == 1 else { throw Refused() }
        return key
    }
}
