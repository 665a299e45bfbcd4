import Foundation

/// Text beyond ASCII in the head of a message (RFC 2047, UTF-8 in base64).
enum EncodedWords {
    private static let (opening, closing) = ("=?UTF-8?B?", "?=")
    /// The longest that RFC 2047 allows for one word.
    private static let longest = 75

    /// The text in as many words as it needs; no character is cut in two.
    ///
    /// - Parameter firstRoom: how many characters the first line has left.
    static func words(_ text: String, firstRoom: Int) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let character = Array(String(scalar).utf8)
            if bytes.count + character.count > capacity(words.isEmpty ? firstRoom : longest) {
                words.append(word(bytes))
                bytes = []
            }
            bytes += character
        }
        return bytes.isEmpty ? words : words + [word(bytes)]
    }

    /// How many bytes fit into a word of so many characters: three for four, besides the marks around them.
    private static func capacity(_ room: Int) -> Int {
        (min(room, longest) - opening.utf8.count - closing.utf8.count) / 4 * 3
    }

    private static func word(_ bytes: [UInt8]) -> String { opening + Data(bytes).base64EncodedString() + closing }
}
