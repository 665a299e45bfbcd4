import Tabular
import Testing

/// Column names are found however people write them.
struct CSVHeaderTests {
    @Test("names are trimmed of every kind of space")
    func trimmed() {
        let header = CSVHeader(names: ["\u{FEFF}Order No ", "\u{A0}客户\u{3000}", "\tAmount", ""])
        #expect(header.names == ["Order No", "客户", "Amount", ""])
    }

    static let searches: [(candidates: [String], column: Int?)] = [
        (["order no"], 0), (["ＯＲＤＥＲ　ＮＯ"], 0), (["Order  No"], 0), (["orderno"], nil),
        (["金额(元)"], 2), (["金额（元）"], 2), (["missing", "客户"], 1), ([""], nil), ([], nil),
        (["客户", "order no"], 1),
    ]

    @Test("the first candidate that occurs wins", arguments: searches)
    func index(candidates: [String], column: Int?) {
        let header = CSVHeader(names: ["Order No", "客户", "金额（元）", ""])
        #expect(header.index(of: candidates) == column)
    }

    @Test("duplicate and empty names are reported, the first column keeps the name")
    func problems() {
        let header = CSVHeader(names: ["a", "", "b", "Ａ", " "])
        #expect(
            header.problems == [
                .empty(column: 1), .duplicate(name: "Ａ", column: 3, first: 0), .empty(column: 4),
            ])
        #expect(header.index(of: ["A"]) == 0)
        #expect(CSVHeader(names: ["a", "b"]).problems.isEmpty)
    }

    @Test("is the reader's first record; a file without one is an error")
    func reading() throws {
        let reader = CSVReader(source: MemorySource("\n\nid,name\n1,x\n"))
        let header = try CSVHeader(reading: reader)
        #expect(header.names == ["id", "name"])
        #expect(header.line == 3)
        #expect(try reader.next())
        #expect(reader.texts == ["1", "x"])
        #expect(throws: TabularError.emptyFile) { try CSVHeader(reading: CSVReader(source: MemorySource("\n"))) }
        #expect(throws: TabularError.headerEmpty(line: 1)) {
            try CSVHeader(reading: CSVReader(source: MemorySource(" ,\"\"\n")))
        }
    }
}
