/// Where a byte stands in a record, counted slowly and only when something is wrong.
struct TextPlace {
    /// Line ends before the byte.
    private(set) var lineEnds = 0
    /// Column of the byte, from 1.
    private(set) var column = 1
    private var state = State.fieldStart

    private enum State { case fieldStart, unquoted, quoted, afterQuote }

    init(of place: Int, in bytes: UnsafePointer<UInt8>, delimiter: UInt8) {
        for offset in 0..<place {
            step(bytes[offset], after: offset == 0 ? 0 : bytes[offset - 1], delimiter)
        }
    }

    private mutating func step(_ byte: UInt8, after last: UInt8, _ delimiter: UInt8) {
        switch (state, byte) {
        case (.fieldStart, Byte.quote), (.afterQuote, Byte.quote): state = .quoted
        case (.quoted, Byte.quote): state = .afterQuote
        case (.quoted, Byte.carriageReturn): lineEnds += 1
        case (.quoted, Byte.lineFeed): lineEnds += last == Byte.carriageReturn ? 0 : 1
        case (.quoted, _): break
        case (_, delimiter):
            column += 1
            state = .fieldStart
        default: state = .unquoted
        }
    }
}
