/// Writes full-width and typographic characters as the ASCII they stand for, every space as " ", and currency signs as
/// `FoldedSign`; the number of bytes written.
///
/// Nil for broken UTF-8, a control code, or a character that no number or day contains. `folded` has room for as many
/// bytes as there are.
func foldToASCII(_ bytes: UnsafeBufferPointer<UInt8>, into folded: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    var count = 0
    var position = 0
    while position < bytes.count {
        guard let (scalar, length) = utf8Scalar(bytes, at: position), let byte = asciiFolding(of: scalar) else {
            return nil
        }
        folded[count] = byte
        count += 1
        position += length
    }
    return count
}

func asciiFolding(of scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0x20...0x7E: UInt8(scalar)
    case 0x09, 0x0A, 0x0D, 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: UInt8(ascii: " ")
    case 0x2212, 0x2010, 0x2011, 0x2013, 0xFE63: UInt8(ascii: "-")
    case 0x2019, 0xFF07: UInt8(ascii: "'")
    case 0xFF01...0xFF5E: UInt8(scalar - 0xFF01 + 0x21)
    case 0x3002, 0xFF61: UInt8(ascii: ".")
    case 0xA5, 0xFFE5: FoldedSign.yen
    case 0xA3, 0xFFE1: FoldedSign.pound
    case 0x20AC: FoldedSign.euro
    case 0x20A9, 0xFFE6: FoldedSign.won
    case 0x20B9: FoldedSign.rupee
    case 0x5143, 0x5706: FoldedSign.yuan
    default: nil
    }
}

/// One scalar of UTF-8 and its length, in up to three bytes; nothing that numbers are made of takes four.
func utf8Scalar(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> (UInt32, Int)? {
    guard position < bytes.count else { return nil }
    let first = UInt32(bytes[position])
    if first < 0x80 { return (first, 1) }
    let length = first & 0xE0 == 0xC0 ? 2 : 3
    guard length == 2 || first & 0xF0 == 0xE0, position + length <= bytes.count else { return nil }
    var value = length == 2 ? first & 0x1F : first & 0x0F
    for offset in 1..<length {
        let next = UInt32(bytes[position + offset])
        guard next & 0xC0 == 0x80 else { return nil }
        value = value << 6 | next & 0x3F
    }
    return value >= (length == 2 ? 0x80 : 0x800) ? (value, length) : nil
}
