import Tabular
import Testing

/// What cannot be read is refused with its place.
struct CSVErrorTests {
    @Test("an unclosed quote names the line where it was opened, not a swallowed file")
    func unclosedQuote() throws {
        #expect(failure("a,b\n1,\"2\n3,4\n5,6\n") == .quoteNotClosed(line: 2, column: 2))
        #expect(failure("\"a\nb\",c,\"d\n") == .quoteNotClosed(line: 2, column: 3))
        #expect(failure("\"") == .quoteNotClosed(line: 1, column: 1))
        #expect(failure("\"a\"\"") == .quoteNotClosed(line: 1, column: 1))
        #expect(failure("a,b\n1,\"2\"x\n") == .textBehindQuote(line: 2, column: 2))
        #expect(failure("a\n\"1\"\"2\"3\n") == .textBehindQuote(line: 2, column: 1))
        #expect(failure("\"\"") == nil)
    }

    @Test("records before the error are read, after it nothing")
    func finishedAfterError() throws {
        let reader = CSVReader(source: MemorySource("a,b\n1,\"2\n"))
        #expect(try reader.next())
        #expect(throws: TabularError.quoteNotClosed(line: 2, column: 2)) { try reader.next() }
        #expect(try reader.next() == false)
        #expect(reader.fieldCount == 0)
    }

    @Test("limits name line and column", arguments: [1, 3, 4096])
    func limits(chunk: Int) {
        func failure(_ text: String, _ limits: CSVLimits) -> TabularError? {
            TabularTests.failure(MemorySource(text, chunk: chunk), delimiter: comma, limits: limits)
        }
        let field = CSVLimits(field: 5, opening: 16)
        #expect(failure("12345,1\n12345,123456\n", field) == .fieldTooLong(line: 2, column: 2, limit: 5, quoted: false))
        #expect(failure("\"1\n3\",\"123\n\"", field) == .fieldTooLong(line: 2, column: 2, limit: 5, quoted: true))
        let record = CSVLimits(record: 9, opening: 16)
        #expect(failure("1234,6789\n", record) == nil)
        #expect(failure("a\n1234,6789,\n", record) == .recordTooLong(line: 2, column: 2, limit: 9))
        #expect(failure("a\n1234,678,\"\n\",1\n", record) == .recordTooLong(line: 2, column: 3, limit: 9))
        let columns = CSVLimits(columns: 3, opening: 16)
        #expect(failure("1,2,3\n", columns) == nil)
        #expect(failure("1,2,3\n\n1,2,3,\n", columns) == .tooManyColumns(line: 3, limit: 3))
    }

    @Test("a quote that is never closed stops at the field limit")
    func unclosedQuoteInLargeFile() {
        let rows = String(repeating: "1,2,3\n", count: 300_000)
        #expect(
            failure("a,b,c\n1,\"2,3\n" + rows)
                == .fieldTooLong(line: 2, column: 2, limit: 1 << 20, quoted: true))
    }

    @Test("4,096 columns and a field of one mebibyte are read")
    func standardLimits() throws {
        let wide = [String](repeating: "x", count: 4096)
        #expect(try records(wide.joined(separator: ",")) == [wide])
        #expect(failure(wide.joined(separator: ",") + ",") == .tooManyColumns(line: 1, limit: 4096))
        let long = String(repeating: "x", count: 1 << 20)
        #expect(try records("a,b\n" + long + ",1\n") == [["a", "b"], [long, "1"]])
        #expect(failure(long + "x") == .fieldTooLong(line: 1, column: 1, limit: 1 << 20, quoted: false))
        let record = [String](repeating: String(repeating: "x", count: 1 << 19), count: 9).joined(separator: ",")
        #expect(failure(record) == .recordTooLong(line: 1, column: 8, limit: 4 << 20))
    }

    @Test("an endless line is refused in bounded memory", arguments: ["x", "x,", "\"", "\"\""])
    func endless(text: String) {
        let reader = CSVReader(source: EndlessSource(text), delimiter: comma)
        #expect(throws: TabularError.self) { while try reader.next() {} }
        #expect(reader.memory < 16 << 20)
    }

    @Test("a byte that cannot separate columns", arguments: [0x22, 0x0A, 0x0D, 0x00, 0xE4] as [UInt8])
    func unusableDelimiter(byte: UInt8) {
        #expect(failure(MemorySource("a\n"), delimiter: byte) == .delimiterUnusable(byte: byte))
    }

    @Test("every error is one clear sentence")
    func sentences() {
        let sentences: [(TabularError, String)] = [
            (
                .quoteNotClosed(line: 12, column: 3),
                "line 12, column 3: a quote is opened and never closed: double it, or read quotes as letters like others (--quote none)"
            ),
            (.nulByte(line: 2, column: 1), "line 2, column 1: a NUL byte stands in the text"),
            (
                .notUTF8(line: 1, column: 2, looksLike: .gb18030),
                "line 1, column 2: the text is not UTF-8, it looks like GBK or GB18030: save the file as UTF-8"
            ),
            (.tooManyColumns(line: 5, limit: 4096), "line 5, column 4097: the record has more than 4096 columns"),
            (.fileMissing(path: "orders.csv"), "there is no file orders.csv"),
            (.readFailed(path: "orders.csv", code: 5), "reading orders.csv failed: Input/output error"),
            (.diskFull(path: "out.csv"), "writing out.csv failed: the disk is full"),
            (.emptyFile, "the file is empty"),
        ]
        for (error, sentence) in sentences { #expect(error.english == sentence) }
    }
}

/// The same text again and again.
private final class EndlessSource: ByteSource {
    let text: [UInt8]
    let totalBytes: Int? = nil
    var consumedBytes = 0

    init(_ text: String) { self.text = Array(text.utf8) }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        for offset in buffer.indices { buffer[offset] = text[(consumedBytes + offset) % text.count] }
        consumedBytes += buffer.count
        return buffer.count
    }
}
