import Tabular
import Testing

/// What a file is, told from its bytes; and every record sound UTF-8.
struct TextCheckTests {
    static let kinds: [(bytes: [UInt8], error: TabularError)] = [
        ([0x50, 0x4B, 3, 4] + Array("....data.txt".utf8), .zipArchive),
        ([0x50, 0x4B, 3, 4] + Array("....[Content_Types].xml".utf8), .excelWorkbook),
        ([0x50, 0x4B, 3, 4] + Array("....mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8), .openDocument),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .oldExcelWorkbook),
        (Array("BZh9".utf8) + [0x31, 0x41, 0x59, 0x26, 0x53, 0x59], .bzip2),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .xz),
        (Array("%PDF-1.7\n".utf8), .pdf),
        ([0xFF, 0xFE, 0x61, 0x00], .utf16),
        ([0xFE, 0xFF, 0x00, 0x61], .utf16),
        ([0xFF, 0xFE, 0x00, 0x00, 0x61, 0, 0, 0], .utf32),
        ([0x00, 0x00, 0xFE, 0xFF, 0, 0, 0, 0x61], .utf32),
        ("a,b\n1,2\n".utf8.flatMap { [$0, 0] }, .utf16),
        ("a,b\n1,2\n".utf8.flatMap { [0, $0] }, .utf16),
        ([UInt8](0...255), .notText),
    ]

    @Test("refuses what is not plain text", arguments: kinds)
    func kind(bytes: [UInt8], error: TabularError) {
        #expect(failure(MemorySource(bytes)) == error)
    }

    @Test("a column may be called BZh")
    func notBzip2() throws {
        #expect(try records("BZh,b\n") == [["BZh", "b"]])
    }

    @Test("a NUL byte is refused at its place", arguments: [1, 3, 4096])
    func nul(chunk: Int) {
        let text = "one,two\nthree,four\n\"a\nb\",x\0y\n"
        #expect(
            failure(MemorySource(text, chunk: chunk), limits: CSVLimits(opening: 16)) == .nulByte(line: 4, column: 2))
    }

    static let encodings: [(bytes: [UInt8], line: Int, column: Int, likely: LikelyEncoding)] = [
        // 客户,金额 in GBK, and again below an ASCII header.
        ([0xBF, 0xCD, 0xBB, 0xA7, 0x2C, 0xBD, 0xF0, 0xB6, 0xEE, 0x0A], 1, 1, .gb18030),
        (Array("name,n\nab,".utf8) + [0xBF, 0xCD, 0xBB, 0xA7, 0x0A], 2, 2, .gb18030),
        // Müller, señor, naïve in Latin-1.
        (Array("a,b\nx,M".utf8) + [0xFC] + Array("ller\n".utf8), 2, 2, .windows1252),
        (Array("a,b\n\"1\r\n2\",se".utf8) + [0xF1] + Array("or\n".utf8), 3, 2, .windows1252),
        // A continuation without a start, an overlong NUL, a surrogate, beyond Unicode, a cut-off end.
        (Array("a,b,".utf8) + [0x80, 0x80, 0x80], 1, 3, .unknown),
        ([0x61, 0x0A, 0xC0, 0x80, 0x0A], 2, 1, .unknown),
        ([0x61, 0x2C, 0xED, 0xA0, 0x80], 1, 2, .unknown),
        ([0x61, 0x2C, 0xF4, 0x90, 0x80, 0x80], 1, 2, .unknown),
        ([0x61, 0x2C, 0xE5, 0xAE], 1, 2, .gb18030),
    ]

    @Test("names the place of text that is not UTF-8 and guesses its encoding", arguments: encodings)
    func encoding(bytes: [UInt8], line: Int, column: Int, likely: LikelyEncoding) {
        for chunk in [1, 2, 3, 4096] {
            let error = failure(MemorySource(bytes, chunk: chunk), delimiter: comma, limits: CSVLimits(opening: 16))
            guard case .notUTF8(line, column, let guess) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            // With little in memory the guess has little to go by.
            if chunk == 4096 { #expect(guess == likely) }
        }
    }

    @Test("records before the bad byte are read, as are all characters of Unicode")
    func soundText() throws {
        let text = "é,ß,中,𠮷,😀,\u{7FF},\u{800},\u{FFFF},\u{10000},\u{10FFFF},\u{D7FF},\u{E000}\n"
        for chunk in 1...7 {
            let got = try records(MemorySource(text, chunk: chunk), delimiter: comma, limits: CSVLimits(opening: 16))
            #expect(got == [text.dropLast().split(separator: ",").map(String.init)])
        }
        let reader = CSVReader(source: MemorySource(Array("a,b\n".utf8) + [0xFF, 0x0A]))
        #expect(try reader.next())
        #expect(throws: TabularError.notUTF8(line: 2, column: 1, looksLike: .windows1252)) { try reader.next() }
    }
}
