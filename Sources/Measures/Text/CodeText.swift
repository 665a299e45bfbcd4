/// What a code is without the marks that keep spreadsheets from reading it as a number: `="00123"` and `'00123` are
/// 00123. Expects a trimmed text.
package func unguardedCode(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let first = bytes.first else { return bytes }
    let quote = UInt8(ascii: "\"")
    if first == UInt8(ascii: "="), bytes.count >= 3, bytes[1] == quote, bytes[bytes.count - 1] == quote {
        return trimmedText(UnsafeBufferPointer(rebasing: bytes[2..<(bytes.count - 1)]))
    }
    guard first == UInt8(ascii: "'"), bytes.count > 1 else { return bytes }
    let end = bytes.count > 2 && bytes[bytes.count - 1] == first ? bytes.count - 1 : bytes.count
    return trimmedText(UnsafeBufferPointer(rebasing: bytes[1..<end]))
}

/// Whether a trimmed text is one of the words that programs write where there is nothing: NULL, #N/A, (blank), 无, -.
package func isNothingWord(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, bytes.count <= 12, mayBeginNothing(first) else { return false }
    // "-5" and "N100" are the usual cases.
    if bytes.count > 1, isDigit(bytes[1]) { return false }
    return nothingWords.contains(String(decoding: bytes, as: UTF8.self).lowercased())
}

/// Most codes and numbers are told from these words by their first byte.
@inline(__always)
private func mayBeginNothing(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "#"), UInt8(ascii: "("), UInt8(ascii: "<"), UInt8(ascii: "["),
        UInt8(ascii: "N"),
        UInt8(ascii: "n"), UInt8(ascii: "/"), UInt8(ascii: "\\"), 0xE2, 0xE6, 0xE7, 0xEF:
        true
    default: false
    }
}

private let nothingWords: Set = [
    "-", "--", "---", "—", "——", "–", "－", "/", "\\n", "null", "(null)", "<null>", "[null]", "nil", "none", "nan",
    "n/a",
    "#n/a", "#na", "#value!", "#ref!", "#name?", "#div/0!", "#null!", "#num!", "(blank)", "(空白)", "（空白）", "(空)",
    "（空）", "无", "空", "空白", "空值",
]

/// Whether a spreadsheet has rounded a long code to a number of its own, as 9.13101E+17: what it was cannot be known.
package func isRoundedCode(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 5, bytes.count <= 24, isDigit(bytes[0]),
        let exponent = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }), exponent + 2 < bytes.count,
        bytes[exponent + 1] == UInt8(ascii: "+")
    else { return false }
    let mantissa = bytes[..<exponent]
    return mantissa.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
        && bytes[(exponent + 2)...].allSatisfy(isDigit)
}
