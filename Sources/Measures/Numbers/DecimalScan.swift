/// The careful reading of a number as people and programs really write it.
struct DecimalScan {
    let number: ScaledNumber
    /// False when decimals were rounded away.
    var isExact = true
    /// The currency sign or code that stood beside the number.
    var mark: CurrencyMark?

    private static let longestText = 256

    static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, decimals: Int, format: DecimalFormat
    ) -> DecimalScan {
        guard bytes.count <= longestText, (0...18).contains(decimals) else { return DecimalScan(number: .unreadable) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { folded in
            guard let count = foldToASCII(bytes, into: folded) else { return DecimalScan(number: .unreadable) }
            let text = UnsafeBufferPointer(rebasing: folded[..<count])
            return read(folded: text, decimals: decimals, format: format)
        }
    }

    private static func read(
        folded text: UnsafeBufferPointer<UInt8>, decimals: Int, format: DecimalFormat
    ) -> DecimalScan {
        var frame = NumberFrame(text)
        if frame.isBlank { return DecimalScan(number: .empty) }
        guard frame.strip(), let digits = DecimalDigits(frame.body, format: format) else {
            return DecimalScan(number: .unreadable)
        }
        let scaled = digits.scaled(by: decimals)
        guard let magnitude = scaled.magnitude else { return DecimalScan(number: .tooLarge, mark: frame.mark) }
        let value = frame.isNegative ? -magnitude : magnitude
        return DecimalScan(number: .value(value), isExact: scaled.isExact, mark: frame.mark)
    }
}

/// What is written around the digits: spaces, one sign or parentheses, one currency.
private struct NumberFrame {
    private(set) var body: Slice<UnsafeBufferPointer<UInt8>>
    private(set) var isNegative = false
    private(set) var mark: CurrencyMark?
    private var hasSign = false

    init(_ text: UnsafeBufferPointer<UInt8>) {
        body = text[...]
        stripSpaces()
    }

    var isBlank: Bool { body.isEmpty }

    /// Strips it all; false where something stands twice or a parenthesis is not closed.
    mutating func strip() -> Bool {
        while let isFine = stripOnce() {
            stripSpaces()
            guard isFine else { return false }
        }
        return true
    }

    /// Nil when nothing is left to strip, false when it may not stand there.
    private mutating func stripOnce() -> Bool? {
        guard let first = body.first, let last = body.last else { return nil }
        if first == UInt8(ascii: "("), last == UInt8(ascii: ")"), body.count > 1 {
            body = body.dropFirst().dropLast()
            return sign(isNegative: true)
        }
        if first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            body = body.dropFirst()
            return sign(isNegative: first == UInt8(ascii: "-"))
        }
        if last == UInt8(ascii: "-") {
            body = body.dropLast()
            return sign(isNegative: true)
        }
        guard let (found, rest) = CurrencyMark.strip(body) else { return nil }
        // "¥5元" names its currency twice, as people do.
        guard mark == nil || found == .yuan && mark == .yuanOrYen || found == .yuanOrYen && mark == .yuan else {
            return false
        }
        mark = found
        body = rest
        return true
    }

    private mutating func sign(isNegative: Bool) -> Bool {
        defer { hasSign = true }
        self.isNegative = isNegative
        return !hasSign
    }

    private mutating func stripSpaces() {
        while body.first == UInt8(ascii: " ") { body = body.dropFirst() }
        while body.last == UInt8(ascii: " ") { body = body.dropLast() }
    }
}
