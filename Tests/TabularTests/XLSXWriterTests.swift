import Foundation
import SheetTesting
import Tabular
import Testing

/// Workbooks, read by another program.
struct XLSXWriterTests {
    private func workbook(
        _ heads: [String], rowsOfSheet: Int = 1_048_576, _ write: (XLSXWriter) throws -> Void
    ) throws -> Workbook {
        let folder = FileManager.default.temporaryDirectory.appending(path: "xlsx-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "list.xlsx").path()
        let writer = try XLSXWriter(path: path, folder: folder.path(), heads: heads, rowsOfSheet: rowsOfSheet)
        try write(writer)
        try writer.finish()
        return try Workbook(path: path)
    }

    @Test("Text is text, numbers count, days are days, and nothing is nothing")
    func kinds() throws {
        let book = try workbook(["code", "name", "amount", "day"]) { writer in
            try writer.write("007")
            try writer.write("客户 & <b>\u{1F600}\n二")
            try writer.write(number: "-12345678.90")
            try writer.write(day: 20_000)
            try writer.endRecord()
            try writer.write("=1+1")
            try writer.write("")
            try writer.write(number: "12")
            try writer.write("")
            try writer.endRecord()
        }
        #expect(
            book.sheets == [
                [
                    [.init(.text, "code"), .init(.text, "name"), .init(.text, "amount"), .init(.text, "day")],
                    [
                        .init(.text, "007"), .init(.text, "客户 & <b>\u{1F600}\n二"), .init(.number, "-12345678.9"),
                        .init(.day, "2024-10-04"),
                    ],
                    [.init(.text, "=1+1"), .init(.empty, ""), .init(.number, "12"), .init(.empty, "")],
                ]
            ])
    }

    @Test("A number with more digits than a spreadsheet holds is not rounded, but kept as text")
    func longNumbers() throws {
        let book = try workbook(["amount"]) { writer in
            for number in ["9999999999999.99", "99999999999999.99", "n/a"] {
                try writer.write(number: number)
                try writer.endRecord()
            }
        }
        #expect(
            book.sheets[0].dropFirst().map(\.[0]) == [
                .init(.number, "9999999999999.99"), .init(.text, "99999999999999.99"), .init(.text, "n/a"),
            ])
    }

    @Test(
        "What XML cannot write is left out, and the file can be read",
        arguments: ["a\u{FFFE}b\u{FFFF}", "a\u{1}b", "\u{1B}[31mab"])
    func unwritable(text: String) throws {
        let book = try workbook(["name"]) { writer in
            try writer.write(text)
            try writer.endRecord()
        }
        let read = book.sheets[0][1][0].text
        #expect(read.contains("b"))
        #expect(!read.contains("\u{FFFE}"))
        #expect(!read.contains("\u{FFFF}"))
    }

    @Test("Text longer than a cell is cut, and the row goes on")
    func longText() throws {
        let book = try workbook(["note", "next"]) { writer in
            try writer.write(String(repeating: "长", count: 40_000))
            try writer.write("here")
            try writer.endRecord()
        }
        #expect(book.sheets[0][1][0].text == String(repeating: "长", count: 32_767))
        #expect(book.sheets[0][1][1].text == "here")
    }

    @Test("What does not fit on a sheet goes on in the next one, under the same head")
    func manyRows() throws {
        let book = try workbook(["row"], rowsOfSheet: 1_001) { writer in
            for row in 1...2_500 {
                try writer.write(number: String(row))
                try writer.endRecord()
            }
        }
        #expect(book.sheets.map(\.count) == [1_001, 1_001, 501])
        #expect(book.sheets.allSatisfy { $0[0] == [.init(.text, "row")] })
        let numbers: [String] = book.sheets.flatMap { sheet in sheet.dropFirst().map(\.[0].text) }
        let written: [String] = (1...2_500).map(String.init)
        #expect(numbers == written)
    }

    @Test("A folder that cannot be written to is told, not run into")
    func noPlace() throws {
        #expect(throws: TabularError.self) {
            let writer = try XLSXWriter(path: "/nowhere/list.xlsx", folder: "/tmp", heads: ["a"])
            try writer.finish()
        }
    }
}
