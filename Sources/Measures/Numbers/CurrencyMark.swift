/// The currency sign or code beside a number.
enum CurrencyMark: Hashable {
    case yuanOrYen, dollar, pound, euro, won, rupee
    /// 元, which several Chinese-speaking places use.
    case yuan
    case code(Currency)

    /// Whether an amount with this mark can be one of `currency`.
    func fits(_ currency: Currency) -> Bool {
        switch self {
        case .yuanOrYen: currency == .cny || currency == .jpy
        case .dollar: currency.symbol.hasSuffix("$") || CurrencyMark.otherDollars.contains(currency.code)
        case .pound: ["GBP", "EGP", "FKP", "GIP", "SHP", "LBP"].contains(currency.code)
        case .euro: currency == .eur
        case .won: ["KRW", "KPW"].contains(currency.code)
        case .rupee: currency.code == "INR"
        case .yuan: ["CNY", "HKD", "TWD", "MOP", "SGD", "JPY"].contains(currency.code)
        case .code(let code): code == currency
        }
    }

    private static let otherDollars: Set = [
        "ARS", "BBD", "BMD", "BND", "BSD", "BZD", "CLP", "COP", "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SBD", "SRD",
        "TTD", "XCD",
    ]

    /// The mark at the front or at the end of a folded text, and what is left without it.
    static func strip(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> (CurrencyMark, Slice<UnsafeBufferPointer<UInt8>>)? {
        if let (mark, length) = atFront(text) { return (mark, text.dropFirst(length)) }
        if let (mark, length) = atEnd(text) { return (mark, text.dropLast(length)) }
        return nil
    }

    private static func atFront(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> (CurrencyMark, Int)? {
        guard let first = text.first else { return nil }
        if let mark = FoldedSign.mark(first) { return (mark, 1) }
        guard isLetter(first) else { return nil }
        let letters = text.prefix(while: isLetter)
        let next = text.dropFirst(letters.count).first ?? 0
        // "US$", "HK$", "CN¥": the letters say which one.
        if letters.count <= 3, let mark = FoldedSign.mark(next), mark == .dollar || mark == .yuanOrYen {
            return (signed(letters) ?? mark, letters.count + 1)
        }
        return code(letters).map { (.code($0), letters.count) }
    }

    private static func atEnd(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> (CurrencyMark, Int)? {
        guard let last = text.last else { return nil }
        if let mark = FoldedSign.mark(last) { return (mark, 1) }
        guard isLetter(last), text.count > 3 else { return nil }
        let letters = text.suffix(3)
        let before = text.dropLast(3).last ?? 0
        guard letters.allSatisfy(isLetter), !isLetter(before) else { return nil }
        return code(letters).map { (.code($0), 3) }
    }

    private static let codesByLetters = [
        "A": "AUD", "C": "CAD", "CN": "CNY", "HK": "HKD", "JP": "JPY", "MOP": "MOP", "NT": "TWD", "NZ": "NZD",
        "R": "BRL",
        "RMB": "CNY", "S": "SGD", "US": "USD",
    ]

    private static func signed(_ letters: Slice<UnsafeBufferPointer<UInt8>>) -> CurrencyMark? {
        codesByLetters[String(decoding: letters, as: UTF8.self)].flatMap { Currency($0) }.map { .code($0) }
    }

    private static func code(_ letters: Slice<UnsafeBufferPointer<UInt8>>) -> Currency? {
        if letters.elementsEqual("RMB".utf8) { return .cny }
        return Currency.letters(of: letters).flatMap { Currency(letters: $0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
    }
}

/// Signs outside ASCII, folded into one byte each (control codes, which a folded text cannot hold otherwise).
enum FoldedSign {
    static let yen: UInt8 = 1
    static let pound: UInt8 = 2
    static let euro: UInt8 = 3
    static let won: UInt8 = 4
    static let rupee: UInt8 = 5
    static let yuan: UInt8 = 6

    static func mark(_ byte: UInt8) -> CurrencyMark? {
        switch byte {
        case UInt8(ascii: "$"): .dollar
        case yen: .yuanOrYen
        case pound: .pound
        case euro: .euro
        case won: .won
        case rupee: .rupee
        case yuan: .yuan
        default: nil
        }
    }
}
