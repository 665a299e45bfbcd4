import Measures

/// Writes CSV (RFC 4180): fields one after another, quoted only where needed, records ended by CRLF (SPEC O3).
///
/// What it writes reads back the same through `CSVReader`, as long as formulas are not guarded against. Call
/// `finish()` at the end: only then everything is written and a full disk has been noticed.
package final class CSVWriter {
    package let delimiter: UInt8
    /// Puts an apostrophe before a text that a spreadsheet would run as a formula (`= + - @`, also full-width, tab, CR first).
    ///
    /// Numbers and telephone numbers stay as they are. Off by default: the apostrophe is part of the text for every program that reads the
    /// file back, so only exports meant for a person's spreadsheet should set it.
    package let guardsFormulas: Bool

    private let sink: any ByteSink
    private let lineEnd: [UInt8]
    private let buffer = ByteBuffer(capacity: 2 * bufferSize)
    private var fieldsInRecord = 0
    /// A record of one empty field must not look like a blank line.
    private var recordIsEmptySoFar = true
    private var isAtFileStart = true
    private static let bufferSize = 64 << 10

    package init(
        to sink: any ByteSink, delimiter: UInt8 = 0x2C, guardsFormulas: Bool = false, byteOrderMark: Bool = false,
        lineEnd: String = "\r\n"
    ) {
        (self.sink, self.delimiter, self.guardsFormulas) = (sink, delimiter, guardsFormulas)
        self.lineEnd = Array(lineEnd.utf8)
        if byteOrderMark { buffer.append(Byte.byteOrderMark) }
    }

    /// Writes one field of text.
    package func write(_ text: String) throws(TabularError) {
        var text = text
        beginField()
        text.withUTF8 { append($0, guarded: guardsFormulas && isFormula($0)) }
        try flushWhenFull()
    }

    /// Writes one field from the bytes of its text.
    package func write(bytes: UnsafeBufferPointer<UInt8>) throws(TabularError) {
        beginField()
        append(bytes, guarded: guardsFormulas && isFormula(bytes))
        try flushWhenFull()
    }

    /// Writes one whole number.
    package func write(_ number: Int) throws(TabularError) { try write(String(number)) }

    /// Writes a whole record.
    package func write(record: some Sequence<String>) throws(TabularError) {
        for text in record { try write(text) }
        try endRecord()
    }

    /// Copies a reader's `rawRecord` as it stood in the file, filled up with empty fields to `width` columns.
    ///
    /// More fields may follow before `endRecord()`. Only right when reader and writer share their delimiter.
    package func write(
        rawRecord: UnsafeBufferPointer<UInt8>, fieldCount: Int, width: Int = 0
    ) throws(TabularError) {
        beginField()
        buffer.append(rawRecord)
        recordIsEmptySoFar = rawRecord.isEmpty
        fieldsInRecord += fieldCount - 1
        for _ in 0..<max(0, width - fieldCount) { beginField() }
        try flushWhenFull()
    }

    package func endRecord() throws(TabularError) {
        if fieldsInRecord == 1 && recordIsEmptySoFar { buffer.append([Byte.quote, Byte.quote]) }
        buffer.append(lineEnd)
        fieldsInRecord = 0
        recordIsEmptySoFar = true
        isAtFileStart = false
        try flushWhenFull()
    }

    /// Writes what is still buffered and closes the sink.
    package func finish() throws(TabularError) {
        try flush()
        try sink.finish()
    }

    private func beginField() {
        if fieldsInRecord > 0 { buffer.append(delimiter) }
        fieldsInRecord += 1
    }

    private func append(_ text: UnsafeBufferPointer<UInt8>, guarded: Bool) {
        if guarded || !text.isEmpty { recordIsEmptySoFar = false }
        guard needsQuotes(text) else {
            if guarded { buffer.append(Self.apostrophe) }
            buffer.append(text)
            return
        }
        buffer.append(Byte.quote)
        if guarded { buffer.append(Self.apostrophe) }
        for byte in text {
            if byte == Byte.quote { buffer.append(Byte.quote) }
            buffer.append(byte)
        }
        buffer.append(Byte.quote)
    }

    private static let apostrophe: UInt8 = 0x27

    private func needsQuotes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        hasShape(text, delimiter) || isAtFileStart && looksLikeFileMark(text)
    }

    /// At the top of a file a reader takes a byte order mark or `sep=;` for itself.
    private func looksLikeFileMark(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.starts(with: Byte.byteOrderMark) || text.prefix(4).elementsEqual("sep=".utf8) { $0 | 0x20 == $1 | 0x20 }
    }

    private func flushWhenFull() throws(TabularError) {
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private func flush() throws(TabularError) {
        guard buffer.count > 0 else { return }
        try sink.write(buffer.bytes)
        buffer.removeAll()
    }
}

/// Whether the text holds bytes that give a file its shape; looks at all of them, which a vector does fastest.
private func hasShape(_ text: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8) -> Bool {
    var found = false
    for byte in text {
        found =
            found || byte == delimiter || byte == Byte.quote || byte == Byte.lineFeed || byte == Byte.carriageReturn
    }
    return found
}

/// Whether a spreadsheet would take the text for a formula; a number such as `-12.50` is none, and neither is a
/// telephone number, which has to leave as it is.
private func isFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), Byte.carriageReturn: return true
    case UInt8(ascii: "-"): return !isNumber(text.dropFirst())
    case UInt8(ascii: "+"):
        return !isNumber(text.dropFirst()) && !PhoneNumber.isOne(String(decoding: text, as: UTF8.self))
    case 0xEF: return fullWidthSigns.contains { text.starts(with: $0) }
    default: return false
    }
}

/// Read as their ASCII forms by spreadsheets in Chinese and Japanese.
private let fullWidthSigns = ["＝", "＋", "－", "＠"].map { Array($0.utf8) }

private func isNumber(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let digits = text.count { (0x30...0x39).contains($0) }
    let points = text.count { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
    return digits > 0 && digits + points == text.count
}
