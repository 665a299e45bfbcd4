import Tabular
import Testing

/// RFC 4180 and what people make of it.
struct CSVReaderTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let expected: [[String]]

        init(_ description: String, _ text: String, _ expected: [[String]]) {
            (testDescription, self.text, self.expected) = (description, text, expected)
        }
    }

    static let samples = [
        Sample("plain", "a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        Sample("no line end at the end", "a,b\n1,2", [["a", "b"], ["1", "2"]]),
        Sample("CRLF", "a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        Sample("lone CR", "a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        Sample("line ends mixed", "a\rb\nc\r\nd", [["a"], ["b"], ["c"], ["d"]]),
        Sample("nothing", "", []),
        Sample("only blank lines", "\n\r\n\r\r\n", []),
        Sample("blank lines between", "\n\na,b\n\n\r\n1,2\n\n", [["a", "b"], ["1", "2"]]),
        Sample("blank line in one column", "a\n\nb\n", [["a"], ["b"]]),
        Sample("quoted empty field in one column", "a\n\"\"\nb\n", [["a"], [""], ["b"]]),
        Sample("empty fields", ",\n,,\n", [["", ""], ["", "", ""]]),
        Sample("empty last field at the end", "a,b\n1,", [["a", "b"], ["1", ""]]),
        Sample("rows of different length", "a,b,c\n1\n1,2,3,4\n", [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]]),
        Sample("spaces stay", " a , b\n", [[" a ", " b"]]),
        Sample("quoted", "\"a\",\"b\"\n\"1\",2\n", [["a", "b"], ["1", "2"]]),
        Sample("delimiter inside quotes", "\"a,b\",c\n", [["a,b", "c"]]),
        Sample("line ends inside quotes", "\"a\nb\",\"c\r\nd\",\"e\rf\"\n", [["a\nb", "c\r\nd", "e\rf"]]),
        Sample("doubled quotes", "\"say \"\"hi\"\"\",b\n", [["say \"hi\"", "b"]]),
        Sample("only a doubled quote", "\"\"\"\",\"\"\"\"\"\"\n", [["\"", "\"\""]]),
        Sample("quoted field ends the file", "a,\"b\"", [["a", "b"]]),
        Sample("space after a closing quote", "\"a\" ,\"b\"\t\n", [["a", "b"]]),
        Sample("stray quote in an unquoted field", "ab\"c,5\" pipe\n", [["ab\"c", "5\" pipe"]]),
        Sample("space before a quote", "1, \"2\"\n", [["1", " \"2\""]]),
        Sample("Chinese", "客户,金额\n三一重工,\"1,200\"\n", [["客户", "金额"], ["三一重工", "1,200"]]),
        Sample("byte order mark", "\u{FEFF}\"a\",b\n", [["a", "b"]]),
        Sample("byte order mark alone", "\u{FEFF}", []),
        Sample(
            "eight bytes and more without a delimiter", "abcdefgh,abcdefghijklmnopq,x\n",
            [["abcdefgh", "abcdefghijklmnopq", "x"]]),
    ]

    @Test("reads", arguments: samples)
    func reads(_ sample: Sample) throws {
        #expect(try records(MemorySource(sample.text), delimiter: comma) == sample.expected)
    }

    @Test("reads the same whatever the source's chunks", arguments: samples)
    func readsInChunks(_ sample: Sample) throws {
        for chunk in 1...7 {
            let source = MemorySource(sample.text, chunk: chunk)
            #expect(try records(source, delimiter: comma, limits: CSVLimits(opening: 16)) == sample.expected)
        }
    }

    @Test("tells where each record begins and what it was")
    func places() throws {
        let reader = CSVReader(source: MemorySource("h,i\r\n\r\n\"a\r\nb\",1\r\rx,\"y\"\nz"))
        var places: [String] = []
        while try reader.next() {
            let raw = String(decoding: reader.rawRecord, as: UTF8.self)
            places.append("\(reader.recordNumber) at line \(reader.line), \(reader.byteOffset) bytes: \(raw)")
        }
        #expect(
            places == [
                "1 at line 1, 4 bytes: h,i", "2 at line 3, 16 bytes: \"a\r\nb\",1",
                "3 at line 6, 23 bytes: x,\"y\"", "4 at line 7, 24 bytes: z",
            ])
        #expect(reader.fieldCount == 0)
        #expect(try reader.next() == false)
        #expect(reader.progress == 1)
    }

    @Test("a field the record does not have is missing and empty")
    func missingFields() throws {
        let reader = CSVReader(source: MemorySource("a,\n"))
        #expect(try reader.next())
        #expect([0, 1, 2].map(reader.isMissing) == [false, false, true])
        #expect(reader.field(2).isEmpty)
        #expect(reader.field(-1).isEmpty)
        #expect(reader.text(7) == "")
    }
}
