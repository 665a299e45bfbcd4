/// Text made ready for searching: folded to lower case and half width, every CJK character a word of its own, so that
/// a search for two Chinese characters is a phrase of two words in both databases.
package enum SearchText {
    /// The words of a name or code, in order.
    package static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.lowercased().unicodeScalars {
            let scalar = halfWidth(scalar)
            if isCJK(scalar) {
                if !word.isEmpty { words.append(word) }
                words.append(String(scalar))
                word = ""
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word.unicodeScalars.append(scalar)
            } else if !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// What is stored for searching.
    package static func indexed(_ texts: String...) -> String {
        texts.flatMap(words).joined(separator: " ")
    }

    /// A name folded for sorting and comparing.
    package static func sortKey(_ text: String) -> String {
        String(String.UnicodeScalarView(text.lowercased().unicodeScalars.map(halfWidth)))
    }

    private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x3000: " "
        default: scalar
        }
    }

    static func isCJK(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x323AF:
            true
        default: false
        }
    }
}
