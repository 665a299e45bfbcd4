/// The value of ASCII digits, nil for anything else, for none and for more than nine of them.
func wholeNumber(_ digits: some Collection<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 9 else { return nil }
    var value = 0
    for byte in digits {
        guard isDigit(byte) else { return nil }
        value = value * 10 + Int(byte &- UInt8(ascii: "0"))
    }
    return value
}

@inlinable
func isDigit(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10
}

/// Decimal text with leading zeros up to `width` digits.
func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return (value < 0 ? "-" : "") + zeros + digits
}

/// Decodes a value that is written as one text.
func decodeText<Value>(
    from decoder: any Decoder, _ expected: String, _ read: (String) -> Value?
) throws -> Value {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = read(text) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not \(expected)")
    }
    return value
}
