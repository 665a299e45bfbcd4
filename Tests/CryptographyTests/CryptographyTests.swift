import Cryptography
import Foundation
import Testing

/// Numbers of the standards.
@Suite struct CryptographyTests {
    @Test(
        "SHA-256 gives the examples of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func digests(text: String, expected: String) {
        #expect(SHA256.hash(text.utf8).hexadecimal == expected)
        var pieces = SHA256()
        for byte in text.utf8 { pieces.update([byte]) }
        #expect(pieces.finalized().hexadecimal == expected)
    }

    @Test func aCopyOfADigestGoesOnByItself() {
        var first = SHA256()
        first.update("ab".utf8)
        var second = first
        second.update("x".utf8)
        first.update("c".utf8)
        #expect(first.finalized() == SHA256.hash("abc".utf8))
        #expect(second.finalized() == SHA256.hash("abx".utf8))
        first.update("d".utf8)
        #expect(first.finalized() == SHA256.hash("abcd".utf8), "also after its hash was taken")
    }

    /// RFC 4231, test cases 2 and 6 (a key longer than a block); RFC 2202, test case 2; and a key of nothing.
    @Test func codesAreThoseOfTheStandards() {
        let question = Array("what do ya want for nothing?".utf8)
        #expect(
            HMAC.sha256(question, key: Array("Jefe".utf8)).hexadecimal
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            HMAC.sha256(
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                key: Array(repeating: 0xAA, count: 131)
            ).hexadecimal == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
        #expect(
            HMAC.sha1(question, key: Array("Jefe".utf8)).hexadecimal == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
        #expect(
            HMAC.sha256([], key: []).hexadecimal == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    /// RFC 7914, section 12.
    @Test func slowHashesAreThoseOfTheStandard() throws {
        #expect(
            try Scrypt(rounds: 1_024, blockSize: 8, parallelism: 16).key(
                of: Array("password".utf8), salt: Array("NaCl".utf8), bytes: 64
            ).hexadecimal
                == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        )
        #expect(
            try Scrypt(rounds: 16, blockSize: 1, parallelism: 1).key(of: [], salt: [], bytes: 64).hexadecimal
                == "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
        )
    }

    @Test(
        "Parameters that are none, or want too much memory, are refused",
        arguments: [(1_000, 8, 1), (0, 8, 1), (1 << 15, 0, 1), (1 << 15, 8, -1), (1 << 20, 8, 1)])
    func refusals(rounds: Int, blockSize: Int, parallelism: Int) {
        #expect(throws: Scrypt.Refused.self) {
            try Scrypt(rounds: rounds, blockSize: blockSize, parallelism: parallelism).key(
                of: [1], salt: [2], bytes: 32)
        }
    }

    @Test func valuesAreComparedWhole() {
        #expect(Secret.isSame("abc", "abc"))
        #expect(!Secret.isSame("abc", "abd"))
        #expect(!Secret.isSame("abc", "abcd"))
        #expect(!Secret.isSame("abc", ""))
        #expect(Secret.isSame("", ""))
    }

    @Test func secretsAreLongAndNeverTheSame() {
        let tokens = Set((0..<1_000).map { _ in Secret.token() })
        #expect(tokens.count == 1_000)
        #expect(tokens.allSatisfy { $0.count == 64 && $0.allSatisfy(\.isHexDigit) })
        #expect(Secret.bytes(20).count == 20)
        #expect(Secret.bytes(0).isEmpty)
    }
}
