/// Why a text is no JSON that we take.
package enum JSONProblem: Error, Sendable, Hashable {
    /// At a byte of the text.
    case malformed(at: Int)
    case deep
    /// Programs disagree which of two members of one name counts.
    case repeated(String)
}

/// Reads JSON (RFC 8259) no deeper than it has to be: what nests without end would cost the thread its stack.
package struct JSONReader {
    package static let deepest = 32

    private let bytes: [UInt8]
    private var place = 0

    /// - Throws: `JSONProblem`
    package static func read(_ bytes: [UInt8]) throws(JSONProblem) -> JSON {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .malformed(at: 0) }
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value(depth: 1)
        reader.skipBlanks()
        guard reader.place == bytes.count else { throw .malformed(at: reader.place) }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { place += 1 }
    }

    private mutating func value(depth: Int) throws(JSONProblem) -> JSON {
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: JSON) throws(JSONProblem) -> JSON {
        guard bytes[place...].starts(with: word.utf8) else { throw .malformed(at: place) }
        place += word.utf8.count
        return value
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard next == byte else { return false }
        place += 1
        return true
    }

    private mutating func list(depth: Int) throws(JSONProblem) -> JSON {
        if depth > Self.deepest { throw .deep }
        place += 1
        var values: [JSON] = []
        if take(UInt8(ascii: "]")) { return .list(values) }
        repeat { values.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw .malformed(at: place) }
        return .list(values)
    }

    private mutating func object(depth: Int) throws(JSONProblem) -> JSON {
        if depth > Self.deepest { throw .deep }
        place += 1
        var members: [JSON.Member] = []
        var names: Set<String> = []
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw .malformed(at: place) }
            let name = try text()
            guard names.insert(name).inserted else { throw .repeated(name) }
            guard take(UInt8(ascii: ":")) else { throw .malformed(at: place) }
            members.append(JSON.Member(name, try value(depth: depth + 1)))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw .malformed(at: place) }
        return .object(members)
    }

    private mutating func number() throws(JSONProblem) -> JSON {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        let first = place
        try digits()
        // 01 is two numbers, not one.
        if bytes[first] == UInt8(ascii: "0"), place - first > 1 { throw .malformed(at: first) }
        var isWhole = true
        if next == UInt8(ascii: ".") {
            isWhole = false
            place += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isWhole = false
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text) else { throw .malformed(at: start) }
        return .number(value)
    }

    private mutating func digits() throws(JSONProblem) {
        let start = place
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { place += 1 }
        if place == start { throw .malformed(at: place) }
    }

    private mutating func text() throws(JSONProblem) -> String {
        place += 1
        var plain: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: plain, as: UTF8.self)
            case UInt8(ascii: "\\"): plain += Array(String(Character(try escaped())).utf8)
            case 0..<0x20: throw .malformed(at: place - 1)
            default: plain.append(byte)
            }
        }
        throw .malformed(at: place)
    }

    private mutating func escaped() throws(JSONProblem) -> Unicode.Scalar {
        guard let byte = next else { throw .malformed(at: place) }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicode()
        default: throw .malformed(at: place - 1)
        }
    }

    private mutating func unicode() throws(JSONProblem) -> Unicode.Scalar {
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        // A pair of halves, as UTF-16 writes what lies beyond its first plane.
        guard (0xD800..<0xDC00).contains(first), bytes[place...].starts(with: "\\u".utf8) else {
            throw .malformed(at: place)
        }
        place += 2
        let second = try unit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw .malformed(at: place) }
        return scalar
    }

    private mutating func unit() throws(JSONProblem) -> UInt32 {
        let end = place + 4
        guard end <= bytes.count else { throw .malformed(at: place) }
        let digits = bytes[place..<end]
        let isHex = digits.allSatisfy { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) || ($0 >= 0x30 && $0 <= 0x39) }
        guard isHex, let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw .malformed(at: place)
        }
        place = end
        return value
    }
}
