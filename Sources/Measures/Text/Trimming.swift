extension String {
    /// Without white space and letters that nobody sees (no-break, ideographic and zero-width spaces, byte order marks) at
    /// its ends.
    package var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isBesideText }),
            let last = scalars.lastIndex(where: { !$0.isBesideText })
        else { return "" }
        return String(scalars[first...last])
    }

    /// As a name or title may be: one line, without white space at its ends and without marks that nobody sees but that
    /// turn the writing around, so that a name cannot look like another.
    package var oneLine: String {
        let shown = replacing("\r\n", with: " ").unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
            switch scalar.value {
            case 0x200B, 0x200E, 0x200F, 0x061C, 0x2060, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: nil
            case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: " "
            default: scalar
            }
        }
        return String(String.UnicodeScalarView(shown)).trimmed
    }
}

extension Unicode.Scalar {
    /// White space of any kind, and letters without width or meaning of their own.
    package var isBesideText: Bool { isBeside(value) }
}

private func isBeside(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0...0x20, 0x7F...0xA0, 0xAD, 0x61C, 0x1680, 0x180E, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x2069, 0x3000,
        0xFEFF:
        true
    default: false
    }
}

/// The same bytes without what stands beside a text at its ends; see `String.trimmed`.
package func trimmedText(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let first = bytes.first, let last = bytes.last else { return bytes }
    // The usual case: visible ASCII at both ends.
    if first &- 0x21 < 0x5E, last &- 0x21 < 0x5E { return bytes }
    var start = 0
    var end = bytes.count
    while start < end {
        guard let (scalar, length) = utf8Scalar(bytes, at: start), isBeside(scalar) else { break }
        start += length
    }
    while end > start {
        var lead = end - 1
        while lead > start, bytes[lead] & 0xC0 == 0x80 { lead -= 1 }
        guard let (scalar, _) = utf8Scalar(bytes, at: lead), isBeside(scalar) else { break }
        end = lead
    }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
}
