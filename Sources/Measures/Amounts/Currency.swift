/// A currency by its ISO 4217 code.
@usableFromInline
package struct Currency: Hashable, Sendable {
    /// The three capital letters, one a byte.
    @usableFromInline package let letters: UInt32

    /// The decimals of its minor unit: 2 for CNY, 0 for JPY, 3 for KWD.
    @usableFromInline package let minorDigits: Int

    /// Nil for a code that ISO 4217 does not have; capital letters only.
    package init?(_ code: String) {
        guard let letters = Currency.letters(of: code.utf8) else { return nil }
        self.init(letters: letters)
    }

    /// By the letters of its code, one a byte.
    package init?(letters: UInt32) {
        guard let digits = Currency.minorDigits(of: letters) else { return nil }
        self.init(letters: letters, minorDigits: digits)
    }

    init(letters: UInt32, minorDigits: Int) {
        self.letters = letters
        self.minorDigits = minorDigits
    }

    package var code: String {
        String(unsafeUninitializedCapacity: 3) { bytes in
            for place in 0..<3 { bytes[place] = UInt8(truncatingIfNeeded: letters >> (16 - 8 * UInt32(place))) }
            return 3
        }
    }

    @usableFromInline
    package static func == (left: Currency, right: Currency) -> Bool { left.letters == right.letters }

    @usableFromInline
    package func hash(into hasher: inout Hasher) { hasher.combine(letters) }

    package static let cny = Currency(known: "CNY", 2)
    package static let eur = Currency(known: "EUR", 2)
    package static let gbp = Currency(known: "GBP", 2)
    package static let jpy = Currency(known: "JPY", 0)
    package static let usd = Currency(known: "USD", 2)

    private init(known code: StaticString, _ minorDigits: Int) {
        let letters = code.withUTF8Buffer { Currency.letters(of: $0) }
        self.init(letters: letters ?? 0, minorDigits: minorDigits)
    }

    static func letters(of code: some Collection<UInt8>) -> UInt32? {
        guard code.count == 3 else { return nil }
        var letters: UInt32 = 0
        for byte in code {
            guard byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") else { return nil }
            letters = letters << 8 | UInt32(byte)
        }
        return letters
    }
}

extension Currency: Comparable, CustomStringConvertible, Codable {
    /// By code.
    @usableFromInline
    package static func < (left: Currency, right: Currency) -> Bool {
        left.letters < right.letters
    }

    @usableFromInline
    package var description: String { code }

    @usableFromInline
    package init(from decoder: any Decoder) throws {
        self = try decodeText(from: decoder, "an ISO 4217 currency code") { Currency($0) }
    }

    @usableFromInline
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}
