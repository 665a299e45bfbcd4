import Foundation
import Tabular
import Testing

/// Files written so that spreadsheets and `CSVReader` read them.
struct CSVWriterTests {
    @Test("quotes only what needs it, ends records with CRLF")
    func quoting() throws {
        let sink = MemorySink()
        let writer = CSVWriter(to: sink)
        try writer.write(record: ["a", "b c", "1,5", "say \"hi\"", "x\ny", "x\ry", "", "客户"])
        try writer.write(7)
        try writer.write("")
        try writer.endRecord()
        try writer.write(record: [""])
        try writer.finish()
        #expect(
            sink.text == "a,b c,\"1,5\",\"say \"\"hi\"\"\",\"x\ny\",\"x\ry\",,客户\r\n7,\r\n\"\"\r\n")
    }

    @Test("delimiter, line end and byte order mark are to choose")
    func form() throws {
        let sink = MemorySink()
        let writer = CSVWriter(to: sink, delimiter: UInt8(ascii: ";"), byteOrderMark: true, lineEnd: "\n")
        try writer.write(record: ["a,b", "c;d"])
        try writer.finish()
        #expect(sink.text == "\u{FEFF}a,b;\"c;d\"\n")
    }

    static let formulas: [(text: String, guarded: String)] = [
        ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-2+3", "'-2+3"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"),
        ("\rx", "\"'\rx\""), ("=\"a\"", "\"'=\"\"a\"\"\""), ("-", "'-"),
        ("+86 139-1234 5678 转 8", "+86 139-1234 5678 转 8"), ("+1+cmd|x", "'+1+cmd|x"),
        ("＝1+1", "'＝1+1"), ("＋cmd", "'＋cmd"), ("－2", "'－2"), ("＠SUM(A1)", "'＠SUM(A1)"), ("，", "，"), ("=5", "'=5"),
        ("-12.50", "-12.50"), ("+3", "+3"), ("-1,234.5", "\"-1,234.5\""), ("a=b", "a=b"), ("", ""),
    ]

    @Test("guards formulas when told to", arguments: formulas)
    func formulaGuard(text: String, guarded: String) throws {
        let sink = MemorySink()
        let writer = CSVWriter(to: sink, guardsFormulas: true)
        try writer.write(text)
        try Array(text.utf8).withUnsafeBufferPointer { try writer.write(bytes: $0) }
        try writer.endRecord()
        try writer.finish()
        #expect(sink.text == guarded + "," + guarded + "\r\n")
    }

    @Test("quotes at the top of a file what a reader would take for a mark", arguments: ["sep=;", "SEP=", "\u{FEFF}a"])
    func fileMarks(text: String) throws {
        let sink = MemorySink()
        let writer = CSVWriter(to: sink)
        try writer.write(record: [text])
        try writer.write(record: [text])
        try writer.finish()
        #expect(sink.text == "\"\(text)\"\r\n\(text)\r\n")
        #expect(try records(sink.text, delimiter: comma) == [[text], [text]])
    }

    @Test("copies rejected records as they were, with the reason in a column of its own")
    func rawRecords() throws {
        let reader = CSVReader(source: MemorySource("a,\"b\"\"\",c\nx\"y,1\n"))
        let sink = MemorySink()
        let writer = CSVWriter(to: sink, delimiter: comma)
        while try reader.next() {
            try writer.write(rawRecord: reader.rawRecord, fieldCount: reader.fieldCount, width: 3)
            try writer.write("no, thanks")
            try writer.endRecord()
        }
        try writer.finish()
        #expect(sink.text == "a,\"b\"\"\",c,\"no, thanks\"\r\nx\"y,1,,\"no, thanks\"\r\n")
    }

    @Test("writes files; a full disk and a wrong place are errors")
    func files() throws {
        let folder = try TemporaryFolder()
        let writer = CSVWriter(to: try FileSink(path: folder.path("out.csv")))
        for number in 0..<50_000 { try writer.write(record: ["\(number)", "x"]) }
        try writer.finish()
        let back = try records(openSource(path: folder.path("out.csv")))
        #expect(back.count == 50_000)
        #expect(back.last == ["49999", "x"])

        let missing = folder.path("no/out.csv")
        #expect(throws: TabularError.fileMissing(path: missing)) { try FileSink(path: missing) }
        let full = CSVWriter(to: try FileSink(path: "/dev/full"))
        try full.write(record: ["a"])
        #expect(throws: TabularError.diskFull(path: "/dev/full")) { try full.finish() }
    }
}
