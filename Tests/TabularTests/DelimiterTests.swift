import Tabular
import Testing

/// The delimiter is found from the first records.
struct DelimiterTests {
    static let files: [(text: String, delimiter: Character)] = [
        ("a,b\n1,2\n", ","),
        ("a;b\n1;2\n", ";"),
        ("a\tb\n1\t2\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("price;name\n1,5;x\n2,5;y\n", ";"),
        ("1,5;2,5\n1,6;2,6\n1,7;2,7\n", ";"),
        ("name (a;b),n\nx,2\n", ","),
        ("\"a;b;c\",d\n\"e;f;g\",h\n", ","),
        ("\"one\nwith; semicolons;\nand, commas\";b\n1;2\n", ";"),
        ("说明|金额\n甲，乙|1\n", "|"),
        ("a;b,c,d\n1,2,3\n4,5,6\n", ","),
        ("title of the sheet\n\na;b;c\n1;2;3\n4;5;6\n", ";"),
        ("one\ntwo\nthree\n", ","),
        ("", ","),
        ("sep=;\na,b;c\n", ";"),
        ("SEP=\t\r\na,b\tc\n", "\t"),
        ("\u{FEFF}sep=|\ra,b|c\n", "|"),
    ]

    @Test("is found", arguments: files)
    func sniffed(text: String, delimiter: Character) throws {
        let reader = CSVReader(source: MemorySource(text))
        try reader.open()
        #expect(Character(Unicode.Scalar(reader.delimiter)) == delimiter)
    }

    @Test("Excel's sep= line is no record, but a line like any other for counting")
    func separatorLine() throws {
        let reader = CSVReader(source: MemorySource("sep=;\r\na;b\r\n"))
        #expect(try reader.next())
        #expect(reader.texts == ["a", "b"])
        #expect(reader.line == 2)
        #expect(reader.recordNumber == 1)
        #expect(try records("sep=;x\n1;2\n", delimiter: comma) == [["sep=;x"], ["1;2"]])
    }

    @Test("what the caller says goes")
    func given() throws {
        #expect(try records("a;b,c\n", delimiter: UInt8(ascii: ";")) == [["a", "b,c"]])
        #expect(try records("sep=;\na;b,c\n", delimiter: comma) == [["a;b", "c"]])
    }
}
