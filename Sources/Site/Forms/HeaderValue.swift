/// Reads parameters of a header: `form-data; name="a"; filename="b.csv"`.
enum HeaderValue {
    static func parameter(_ name: String, of header: String) -> String? {
        var rest = Substring(header)
        while let semicolon = nextSemicolon(rest) {
            rest = rest[rest.index(after: semicolon)...].drop { $0 == " " || $0 == "\t" }
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let key = rest[..<equals].lowercased()
            rest = rest[rest.index(after: equals)...]
            if key == name { return value(rest) }
        }
        return nil
    }

    /// The next semicolon outside quotes.
    private static func nextSemicolon(_ text: Substring) -> Substring.Index? {
        var isQuoted = false
        for index in text.indices {
            if text[index] == "\"" { isQuoted.toggle() }
            if text[index] == ";", !isQuoted { return index }
        }
        return nil
    }

    /// Browsers write a quotation mark inside quotes as %22, and line ends as %0D%0A.
    private static func value(_ text: Substring) -> String {
        guard text.first == "\"" else { return String(text.prefix { $0 != ";" && $0 != " " }) }
        let inside = text.dropFirst().prefix { $0 != "\"" }
        return String(inside).replacing("%22", with: "\"").replacing("%0D", with: "").replacing("%0A", with: "")
    }
}

extension [UInt8] {
    /// Where `pattern` first begins.
    func firstRange(ofBytes pattern: [UInt8]) -> Int? {
        guard let first = pattern.first, count >= pattern.count else { return nil }
        return withUnsafeBufferPointer { bytes in
            var index = 0
            let last = bytes.count - pattern.count
            while index <= last {
                if bytes[index] == first, pattern.indices.allSatisfy({ bytes[index + $0] == pattern[$0] }) {
                    return index
                }
                index += 1
            }
            return nil
        }
    }
}
