import Foundation

/// A page's text with places for values, read once.
///
/// As much of Mustache (mustache(5)) as pages need: `{{name}}`, `{{{name}}}` for markup, `{{.}}`, sections `{{#name}}` and
/// inverted ones `{{^name}}`, another template `{{>name}}` or the one that a value names `{{>*name}}`, comments
/// `{{! }}`. A section's or a template's tag that stands alone on its line takes the line with it.
struct Template: Sendable {
    enum Piece: Sendable {
        case text(String)
        case value(String)
        case markup(String)
        case section(String, [Piece])
        case without(String, [Piece])
        case template(String)
        case templateNamed(by: String)
    }

    struct Damage: Error, CustomStringConvertible {
        let description: String
    }

    let pieces: [Piece]

    init(_ text: String) throws(Damage) {
        var reader = Reader(text: Array(text.utf8))
        pieces = try reader.pieces()
    }

    /// The templates within that are named outright.
    var templates: Set<String> { Template.templates(in: pieces) }

    private static func templates(in pieces: [Piece]) -> Set<String> {
        pieces.reduce(into: []) { names, piece in
            switch piece {
            case .template(let name): names.insert(name)
            case .section(_, let inner), .without(_, let inner): names.formUnion(templates(in: inner))
            case .text, .value, .markup, .templateNamed: break
            }
        }
    }
}

private struct Reader {
    struct Tag {
        /// What stands before the name; 0 for a plain value.
        var sigil: UInt8
        var name: String
        /// Of the text, from the first brace to behind the last.
        var range: Range<Int>
    }

    private static let sigils = Set("#^/>{!".utf8)
    private static let standingAlone = Set("#^/>!".utf8)

    private let text: [UInt8]
    private var place = 0

    init(text: [UInt8]) { self.text = text }

    /// - Parameter section: its opening tag, where its end is looked for; nil for the end of the text.
    mutating func pieces(of section: Tag? = nil) throws(Template.Damage) -> [Template.Piece] {
        var pieces: [Template.Piece] = []
        while let tag = try nextTag() {
            let around = line(of: tag)
            if around.lowerBound > place { pieces.append(.text(string(place..<around.lowerBound))) }
            place = around.upperBound
            switch tag.sigil {
            case UInt8(ascii: "#"): pieces.append(.section(tag.name, try self.pieces(of: tag)))
            case UInt8(ascii: "^"): pieces.append(.without(tag.name, try self.pieces(of: tag)))
            case UInt8(ascii: "/"):
                guard tag.name == section?.name else { throw damage("ends no section", tag.range) }
                return pieces
            case UInt8(ascii: ">"):
                let isValue = tag.name.hasPrefix("*")
                pieces.append(isValue ? .templateNamed(by: String(tag.name.dropFirst())) : .template(tag.name))
            case UInt8(ascii: "!"): break
            case UInt8(ascii: "{"): pieces.append(.markup(tag.name))
            default: pieces.append(.value(tag.name))
            }
        }
        if let section { throw damage("has no end", section.range) }
        if place < text.count { pieces.append(.text(string(place..<text.count))) }
        return pieces
    }

    private func nextTag() throws(Template.Damage) -> Tag? {
        guard let open = find("{{", from: place) else { return nil }
        var begin = open + 2
        let sigil = begin < text.count && Reader.sigils.contains(text[begin]) ? text[begin] : 0
        if sigil != 0 { begin += 1 }
        let end: StaticString = sigil == UInt8(ascii: "{") ? "}}}" : "}}"
        guard let close = find(end, from: begin) else {
            throw damage("has no end", open..<(text[begin...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count))
        }
        let range = open..<close + end.utf8CodeUnitCount
        let name = string(begin..<close).trimmed
        guard sigil == UInt8(ascii: "!") || Reader.isName(name, sigil) else { throw damage("is no name", range) }
        return Tag(sigil: sigil, name: name, range: range)
    }

    /// Letters, digits and hyphens; a template may be named by a value, and a value may be the one at hand.
    private static func isName(_ name: String, _ sigil: UInt8) -> Bool {
        if name == "." { return sigil != UInt8(ascii: ">") }
        let isOfValue = sigil == UInt8(ascii: ">") && name.hasPrefix("*")
        let letters = isOfValue ? name.dropFirst() : name[...]
        return !letters.isEmpty && letters.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }

    /// The tag, with all its line where it stands alone on it.
    private func line(of tag: Tag) -> Range<Int> {
        guard Reader.standingAlone.contains(tag.sigil) else { return tag.range }
        func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var begin = tag.range.lowerBound
        while begin > 0, isBlank(text[begin - 1]) { begin -= 1 }
        var end = tag.range.upperBound
        while end < text.count, isBlank(text[end]) { end += 1 }
        let standsAlone =
            (begin == 0 || text[begin - 1] == UInt8(ascii: "\n"))
            && (end == text.count || text[end] == UInt8(ascii: "\n"))
        return standsAlone ? begin..<min(end + 1, text.count) : tag.range
    }

    private func find(_ mark: StaticString, from start: Int) -> Int? {
        text.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var place = start
            while place + mark.utf8CodeUnitCount <= bytes.count,
                let found = memchr(base + place, Int32(mark.utf8Start[0]), bytes.count - place)
            {
                place = UnsafeRawPointer(found) - base
                let isWhole = place + mark.utf8CodeUnitCount <= bytes.count
                if isWhole, memcmp(found, mark.utf8Start, mark.utf8CodeUnitCount) == 0 { return place }
                place += 1
            }
            return nil
        }
    }

    private func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

    private func damage(_ what: String, _ tag: Range<Int>) -> Template.Damage {
        let line = text[..<tag.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
        return Template.Damage(description: "line \(line): \(string(tag)) \(what)")
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
