/// What the numbers of a file show about their decimal mark; gathered over a whole file, one rule for all its numbers.
///
/// "12,50" can only have a decimal comma, "1,234.50" and "0.125" only a decimal point (nobody groups behind a zero, and a
/// group has three digits each time); "1,250" can be either and is open.
package struct DecimalEvidence: Sendable, Hashable {
    /// A value and the line it stands on.
    package typealias Sample = DayEvidence.Sample

    package enum Verdict: Sendable, Hashable {
        /// The one format that reads every number; nil where all formats read the same.
        case settled(DecimalFormat?)
        /// Every number can be read with a point and with a comma.
        case open(Sample)
        /// No format reads both.
        case contradictory(Sample, Sample)
    }

    private var open: Sample?
    private var point: Sample?
    private var comma: Sample?

    package init() {}

    /// Whether a number showed that its decimal mark is the one of `format`.
    package func tells(_ format: DecimalFormat) -> Bool { (format.decimal == .point ? point : comma) != nil }

    /// Takes a number into account; what no format reads says nothing.
    package mutating func note(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) {
        if Self.isPlain(bytes) { return }
        let byPoint = parseScaledWithCare(bytes, decimals: 6, format: .pointDecimal)
        let byComma = parseScaledWithCare(bytes, decimals: 6, format: .commaDecimal)
        if byPoint == byComma { return }
        let sample = Sample(text: String(decoding: bytes.prefix(80), as: UTF8.self), line: line)
        switch (byPoint, byComma) {
        case (.unreadable, _): comma = comma ?? sample
        case (_, .unreadable): point = point ?? sample
        default: open = open ?? sample
        }
    }

    /// The same for a text.
    package mutating func note(_ text: String, line: Int) {
        var text = text
        text.withUTF8 { note($0, line: line) }
    }

    package var verdict: Verdict {
        if let point, let comma { return .contradictory(point, comma) }
        if point != nil { return .settled(.pointDecimal) }
        if comma != nil { return .settled(.commaDecimal) }
        return open.map { .open($0) } ?? .settled(nil)
    }

    /// Digits only, perhaps with a minus: the usual case, which says nothing.
    @inline(__always)
    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in bytes where byte &- UInt8(ascii: "0") > 9 && byte != UInt8(ascii: "-") { return false }
        return true
    }
}
