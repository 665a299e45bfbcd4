/// Reads a CSV file record by record in bounded memory (SPEC O3).
///
/// RFC 4180 and its abuses: LF, CRLF and lone CR end lines, mixed too; the last line end may be missing. A quote
/// counts only at the start of a field: `ab"c` is taken as it stands. Text behind a closing quote, as in `"abc"def`, and a
/// quote that takes in whole rows are refused with their place, since nobody knows what was meant. A line `sep=;`
/// at the top, as Excel writes it, sets the delimiter. Blank lines are skipped, also in a file of one column: there
/// an empty value has to be written `""`, as `CSVWriter` does.
///
/// One thread at a time. After an error, as after the last record, `next()` answers false for good.
package final class CSVReader {
    /// Tells columns apart; what `init` was given, else what the file's beginning showed, from `open()` on.
    package var delimiter: UInt8 { chosenDelimiter ?? Byte.comma }
    package let limits: CSVLimits
    /// False where quotes are letters like others.
    package let quotes: Bool
    /// Columns of the header, once it is known; tells a quote that takes in whole rows from one around several lines.
    package var width = 0

    /// Behind pointers, because exclusivity checks on a class's variables cost more than splitting a field does.
    @usableFromInline let current: UnsafeMutablePointer<CurrentRecord>
    @usableFromInline let fields: UnsafeMutablePointer<FieldSpan>

    private let source: any ByteSource
    let window: InputWindow
    let scratch = ByteBuffer(capacity: 4096)
    private var chosenDelimiter: UInt8?
    private var state = State.fresh

    private enum State { case fresh, reading, finished }

    /// Nothing is read before `open()` or the first `next()`; a `delimiter` of nil is found out then.
    package init(source: any ByteSource, delimiter: UInt8? = nil, quotes: Bool = true, limits: CSVLimits = .init()) {
        self.source = source
        self.quotes = quotes
        self.limits = limits
        chosenDelimiter = delimiter
        window = InputWindow(source: source, capacity: max(256 << 10, limits.opening))
        fields = .allocate(capacity: limits.columns)
        current = .allocate(capacity: 1)
        current.initialize(to: CurrentRecord(bytes: window.record, scratch: scratch.base))
    }

    deinit {
        fields.deallocate()
        current.deallocate()
    }

    /// Bytes of text read up to the end of the current record (for gzip: unpacked).
    package var byteOffset: Int { window.consumed + current.pointee.stride }
    /// Bytes of memory held for text; the limits bound it.
    package var memory: Int { window.capacity + scratch.capacity }
    /// How much of the source has been taken, 0…1; nil where its size is not known.
    package var progress: Double? {
        source.totalBytes.map { $0 == 0 ? 1 : min(1, Double(source.consumedBytes) / Double($0)) }
    }

    /// Looks at the file's beginning: refuses what is not CSV in UTF-8, finds the delimiter. `next()` does it too.
    package func open() throws(TabularError) {
        guard state == .fresh else { return }
        state = .finished
        while window.available < limits.opening { guard try window.fill() else { break } }
        let opening = try CSVOpening(window.bytes, isWhole: window.isAtEnd, delimiter: chosenDelimiter)
        chosenDelimiter = opening.delimiter
        window.advance(by: opening.skippedBytes)
        current.pointee.nextLine += opening.skippedLines
        state = .reading
    }

    /// Moves to the next record; answers false at the end.
    package func next() throws(TabularError) -> Bool {
        if state == .fresh { try open() }
        guard state == .reading else { return false }
        // Finished unless the record turns out well.
        state = .finished
        window.advance(by: current.pointee.close())
        guard try skipBlankLines() else { return false }
        current.pointee.line = current.pointee.nextLine
        let scan = try scanRecord()
        current.pointee.take(scan, scratch: scratch.base)
        state = .reading
        return true
    }

    /// Answers false when only blank lines were left.
    private func skipBlankLines() throws(TabularError) -> Bool {
        while true {
            if window.available == 0 { guard try window.fill() else { return false } }
            let byte = window.record[0]
            switch byte {
            case Byte.lineFeed: current.pointee.nextLine += current.pointee.endsWithReturn ? 0 : 1
            case Byte.carriageReturn: current.pointee.nextLine += 1
            default: return true
            }
            current.pointee.endsWithReturn = byte == Byte.carriageReturn
            window.advance(by: 1)
        }
    }
}
