/// Where the text of a field lies: in the record, or unescaped in the scratch room.
@usableFromInline struct FieldSpan {
    @usableFromInline let start: UInt32
    /// Bytes × 2, plus 1 for the scratch room.
    @usableFromInline let tagged: UInt32

    @inline(__always)
    init(start: Int, count: Int, isInScratch: Bool = false) {
        self.start = UInt32(truncatingIfNeeded: start)
        tagged = UInt32(truncatingIfNeeded: count) << 1 | (isInScratch ? 1 : 0)
    }
}

/// The record that a reader stands on, and where that is.
@usableFromInline struct CurrentRecord {
    @usableFromInline var bytes: UnsafePointer<UInt8>
    @usableFromInline var scratch: UnsafePointer<UInt8>
    @usableFromInline var fieldCount = 0
    @usableFromInline var line = 0
    @usableFromInline var number = 0
    @usableFromInline var length = 0
    /// Physical line behind the record.
    var nextLine = 1
    /// What the next record has to step over: this one and its line end.
    var stride = 0
    /// A line feed right behind belongs to this record's line end.
    var endsWithReturn = false

    init(bytes: UnsafePointer<UInt8>, scratch: UnsafePointer<UInt8>) {
        (self.bytes, self.scratch) = (bytes, scratch)
    }

    /// Lets go of the record and answers its stride.
    mutating func close() -> Int {
        defer { (fieldCount, length, stride) = (0, 0, 0) }
        return stride
    }

    mutating func take(_ scan: RecordScan, scratch: UnsafePointer<UInt8>) {
        (bytes, self.scratch) = (scan.bytes, scratch)
        (fieldCount, length) = (scan.count, scan.cursor)
        number += 1
        let lineEnd = scan.hasLineEnd ? 1 : 0
        nextLine += scan.lineEndsInside + lineEnd
        stride = scan.cursor + lineEnd
        endsWithReturn = scan.hasLineEnd && scan.bytes[scan.cursor] == Byte.carriageReturn
    }
}

extension CSVReader {
    /// Fields of the current record.
    @inlinable package var fieldCount: Int { current.pointee.fieldCount }

    /// Physical line, from 1, where the current record begins.
    @inlinable package var line: Int { current.pointee.line }

    /// Number of the current record, from 1; the header counts.
    @inlinable package var recordNumber: Int { current.pointee.number }

    /// The current record as it stands in the file, without its line end; valid until the next `next()`.
    @inlinable package var rawRecord: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: current.pointee.bytes, count: current.pointee.length)
    }

    /// The bytes of field `index`, counted from 0, unquoted and unescaped.
    ///
    /// Valid until the next `next()` and while the reader lives. Always sound UTF-8 without NUL. Empty for a field
    /// that the record does not have; see `isMissing`.
    @inlinable package func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        guard index >= 0 && index < fieldCount else { return UnsafeBufferPointer(start: nil, count: 0) }
        let span = fields[index]
        let base = span.tagged & 1 == 0 ? current.pointee.bytes : current.pointee.scratch
        return UnsafeBufferPointer(start: base + Int(span.start), count: Int(span.tagged >> 1))
    }

    /// Field `index` as text; empty for a field that the record does not have.
    @inlinable package func text(_ index: Int) -> String { String(decoding: field(index), as: UTF8.self) }

    /// Whether the record is too short to have field `index`.
    @inlinable package func isMissing(_ index: Int) -> Bool { index >= fieldCount }

    /// All fields of the current record as text.
    package var texts: [String] { (0..<fieldCount).map(text) }
}
