extension String {
    /// As it may go to a terminal: control characters, which names and files can hold, would be taken for commands.
    var harmless: String {
        guard unicodeScalars.contains(where: \.isCommand) else { return self }
        var text = ""
        for scalar in unicodeScalars { text.unicodeScalars.append(scalar.isCommand ? "\u{FFFD}" : scalar) }
        return text
    }

    /// The same in one line.
    var inOneLine: String { replacing("\n", with: " ").harmless }

    /// Columns it takes on a terminal: Chinese characters take two (Unicode Standard Annex 11).
    var terminalWidth: Int { reduce(0) { $0 + $1.terminalWidth } }
}

extension Character {
    fileprivate var terminalWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return first.isWide ? 2 : 1
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isCommand: Bool { properties.generalCategory == .control && self != "\n" && self != "\t" }

    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
