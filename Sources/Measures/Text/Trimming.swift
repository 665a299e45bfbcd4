extension String {
    /// Without white space at its ends.
    package var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
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
