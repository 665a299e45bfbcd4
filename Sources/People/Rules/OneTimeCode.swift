import Cryptography
import Foundation

/// The second step of signing in: six digits from an app that shares a secret (RFC 6238 with SHA-1, 30 seconds).
package enum OneTimeCode {
    /// Seconds a code stands for.
    static let period = 30
    static let secretBytes = 20
    private static let digits = 6
    /// Clocks of phones and servers differ: the code before and the one after count as well.
    private static let tolerance = 1

    /// The code of a secret at a step of time.
    static func code(_ secret: [UInt8], step: Int) -> String {
        let counter = withUnsafeBytes(of: UInt64(step).bigEndian) { Array($0) }
        let mac = HMAC.sha1(counter, key: secret)
        let offset = Int(mac[mac.count - 1] & 0x0F)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step whose code was typed; nil for a wrong one, and for one that was used before.
    /// - Parameters:
    ///   - now: unix seconds.
    ///   - used: the latest step that somebody signed in with: no code counts twice.
    static func step(of typed: String, _ secret: [UInt8], now: Int, after used: Int?) -> Int? {
        let code = typed.filter { !$0.isWhitespace }
        guard code.count == digits else { return nil }
        let step = now / period
        return (step - tolerance...step + tolerance).first { candidate in
            candidate > used ?? Int.min && Secret.isSame(self.code(secret, step: candidate), code)
        }
    }

    /// What an app reads from a QR code.
    static func address(_ secret: [UInt8], username: String) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        let name = username.addingPercentEncoding(withAllowedCharacters: allowed) ?? "user"
        return "otpauth://totp/Mainstay:\(name)?secret=\(Base32.encode(secret))&issuer=Mainstay"
    }
}

/// RFC 4648, section 6, without padding: as apps show a secret.
enum Base32 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    static func encode(_ bytes: [UInt8]) -> String {
        var text = ""
        var (buffer, bits) = (0, 0)
        for byte in bytes {
            (buffer, bits) = (buffer << 8 | Int(byte), bits + 8)
            while bits >= 5 {
                bits -= 5
                text.append(letters[buffer >> bits & 31])
            }
            buffer &= (1 << bits) - 1
        }
        if bits > 0 { text.append(letters[buffer << (5 - bits) & 31]) }
        return text
    }

    /// Nil for a text that is none; blanks and small letters are what people type.
    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (buffer, bits) = (0, 0)
        for letter in text.uppercased() where !letter.isWhitespace {
            guard let value = letters.firstIndex(of: letter) else { return nil }
            (buffer, bits) = (buffer << 5 | value, bits + 5)
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(buffer >> bits & 255))
                buffer &= (1 << bits) - 1
            }
        }
        return bytes
    }
}

/// Codes that let somebody in once each who has lost the phone: ten of fifty bits.
enum RecoveryCode {
    static let count = 10
    private static let letters = 10

    static func make() -> String {
        let text = Base32.encode(Secret.bytes(32)).prefix(letters).lowercased()
        return text.prefix(5) + "-" + text.suffix(5)
    }

    /// As it is compared: however it was typed.
    static func folded(_ typed: String) -> String? {
        let text = typed.lowercased().filter { $0.isLetter || $0.isNumber }
        return text.count == letters ? text : nil
    }
}
