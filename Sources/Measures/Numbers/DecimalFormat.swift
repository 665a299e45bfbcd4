/// How the numbers of a column are written: which mark begins the decimals and which one groups the thousands.
@usableFromInline
package struct DecimalFormat: Hashable, Sendable, Codable {
    package enum Mark: String, Hashable, Sendable, Codable {
        case point, comma

        @usableFromInline var byte: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }
    }

    package enum Grouping: String, Hashable, Sendable, Codable {
        case none, comma, point, space, apostrophe
    }

    package let decimal: Mark
    /// Spaces and apostrophes are always taken as grouping too: they can be nothing else.
    package let grouping: Grouping

    @usableFromInline let decimalByte: UInt8

    package init(decimal: Mark, grouping: Grouping) {
        self.decimal = decimal
        self.grouping = grouping
        self.decimalByte = decimal.byte
    }

    /// "1,234.50", as in China, Britain and the United States.
    package static let pointDecimal = DecimalFormat(decimal: .point, grouping: .comma)

    /// "1.234,50", as in most of continental Europe.
    package static let commaDecimal = DecimalFormat(decimal: .comma, grouping: .point)

    private enum CodingKeys: String, CodingKey { case decimal, grouping }

    @usableFromInline
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            decimal: try container.decode(Mark.self, forKey: .decimal),
            grouping: try container.decode(Grouping.self, forKey: .grouping))
    }

    /// Whether a byte of the normalised text may group digits.
    func groups(_ byte: UInt8) -> Bool {
        if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "'") { return true }
        return switch grouping {
        case .comma: byte == UInt8(ascii: ",")
        case .point: byte == UInt8(ascii: ".")
        case .none, .space, .apostrophe: false
        }
    }
}
