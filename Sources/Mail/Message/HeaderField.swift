import Foundation

/// A field of a message's head, made of words between which it may be folded.
struct HeaderField {
    private let name: String
    private let words: [String]

    /// - Parameter words: ASCII without control characters.
    init(_ name: String, _ words: [String]) {
        self.name = name
        self.words = words
    }

    /// Anybody's text.
    init(_ name: String, text: String) {
        let line = text.asOneLine
        let room = Self.width - name.utf8.count - 2
        let isPlain = line.isPlainASCII && line.utf8.count <= room
        let plain = line.isEmpty ? [] : [line]
        self.init(name, isPlain ? plain : EncodedWords.words(line, firstRoom: room))
    }

    init(_ name: String, _ mailbox: Mailbox) {
        let line = mailbox.name.asOneLine
        let room = Self.width - name.utf8.count - 2
        let quoted = "\"" + line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        let isPlain = line.isPlainASCII && quoted.utf8.count <= room
        let shown = line.isEmpty ? [] : isPlain ? [quoted] : EncodedWords.words(line, firstRoom: room)
        self.init(name, shown + ["<\(mailbox.address.text)>"])
    }

    /// RFC 2047 allows 76 characters a line, which is stricter than RFC 5322.
    private static let width = 76

    /// With the closing CRLF.
    var folded: String {
        var text = name + ":"
        var used = text.utf8.count
        for word in words {
            let fits = used + 1 + word.utf8.count <= Self.width
            text += (fits ? " " : "\r\n ") + word
            used = (fits ? used : 0) + 1 + word.utf8.count
        }
        return text + "\r\n"
    }
}

extension String {
    /// Control characters and whatever else ends a line become a blank, so that no text can begin a field of its own.
    var asOneLine: String {
        unicodeScalars.split { Self.breaks.contains($0.properties.generalCategory) }
            .map(String.init).joined(separator: " ").trimmingCharacters(in: .whitespaces)
    }

    private static let breaks: Set<Unicode.GeneralCategory> = [.control, .lineSeparator, .paragraphSeparator]

    /// Can stand in a head as it is, without being taken for an encoded word.
    fileprivate var isPlainASCII: Bool { utf8.allSatisfy { (0x20...0x7E).contains($0) } && !contains("=?") }
}
