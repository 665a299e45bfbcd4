import CXLSXWriter
import Glibc

/// Writes a workbook (XLSX, ISO/IEC 29500) cell by cell, through libxlsxwriter: rows go to disk as they come, so memory
/// stays small. Where a sheet is full it goes on in the next one, with the head again.
///
/// Text is text: nothing is run as a formula. Call `finish()` at the end: only then there is a file.
package final class XLSXWriter {
    /// What a sheet and a cell hold at most, by the format.
    private enum Most {
        static let characters = 32_767
        static let significantDigits = 15
    }

    private let path: String
    private let heads: [String]
    private let rowsOfSheet: UInt32
    private let bold: UnsafeMutablePointer<lxw_format>
    private let day: UnsafeMutablePointer<lxw_format>
    /// By decimals.
    private var numbers: [Int: UnsafeMutablePointer<lxw_format>] = [:]
    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private var sheet: UnsafeMutablePointer<lxw_worksheet>
    private var row: UInt32 = 0
    private var column: UInt16 = 0
    /// In characters of a digit's width.
    private var widths: [Int]

    /// - Parameters:
    ///   - folder: where rows wait until they are put together.
    ///   - sheet: what the first sheet is called, as far as a sheet may be called so.
    ///   - heads: what stands above the columns.
    ///   - rowsOfSheet: with the head; the format's most.
    package init(
        path: String, folder: String, sheet name: String = "", heads: [String], rowsOfSheet: Int = 1_048_576
    ) throws(TabularError) {
        var options = lxw_workbook_options()
        options.constant_memory = 1
        let made = folder.withCString { place in
            // The library takes a copy, but declares it as what it could change.
            options.tmpdir = UnsafeMutablePointer(mutating: place)
            return workbook_new_opt(path, &options)
        }
        guard let made, let bold = workbook_add_format(made), let day = workbook_add_format(made),
            let sheet = Self.sheet(name, in: made)
        else { throw .writeFailed(path: path, code: 0) }
        format_set_bold(bold)
        format_set_num_format(day, "yyyy-mm-dd")
        (self.path, self.heads, self.bold, self.day, self.sheet, workbook) = (path, heads, bold, day, sheet, made)
        self.rowsOfSheet = UInt32(rowsOfSheet)
        widths = heads.map { Self.width($0) }
        try writeHead()
    }

    /// A name a sheet may not have leaves it with the usual one.
    private static func sheet(
        _ name: String, in workbook: UnsafeMutablePointer<lxw_workbook>
    ) -> UnsafeMutablePointer<lxw_worksheet>? {
        let plain = String(name.filter { !"[]:*?/\\'".contains($0) }.prefix(31))
        let isGood = !plain.isEmpty && workbook_validate_sheet_name(workbook, plain) == LXW_NO_ERROR
        return workbook_add_worksheet(workbook, isGood ? plain : nil)
    }

    deinit {
        // Closing is the library's only way to give back what it holds.
        if let workbook { workbook_close(workbook) }
    }

    /// Longer than a cell holds, text is cut.
    package func write(_ text: String) throws(TabularError) {
        if !text.isEmpty {
            try check(worksheet_write_string(sheet, row, column, Self.fitting(text), nil))
        }
        end(width: Self.width(text))
    }

    /// - Parameter number: in decimal, as `-12.50`; one with more digits than a spreadsheet holds stays text.
    package func write(number: String) throws(TabularError) {
        let decimals = number.firstIndex(of: ".").map { number[number.index(after: $0)...].count } ?? 0
        guard number.utf8.count(where: { (0x30...0x39).contains($0) }) <= Most.significantDigits,
            let value = Double(number)
        else { return try write(number) }
        try check(worksheet_write_number(sheet, row, column, value, try format(decimals)))
        end(width: number.utf8.count + (decimals > 0 ? number.utf8.count / 3 : 0))
    }

    /// - Parameter day: days since 1970-01-01; earlier ones than 1900-03-01 are not days to every spreadsheet.
    package func write(day number: Int) throws(TabularError) {
        // A spreadsheet counts from 1899-12-30.
        try check(worksheet_write_number(sheet, row, column, Double(number + 25_569), day))
        end(width: 10)
    }

    package func endRecord() throws(TabularError) {
        (row, column) = (row + 1, 0)
        guard row == rowsOfSheet else { return }
        finishSheet()
        guard let next = workbook_add_worksheet(workbook, nil) else { throw .writeFailed(path: path, code: 0) }
        (sheet, row) = (next, 0)
        try writeHead()
    }

    package func finish() throws(TabularError) {
        finishSheet()
        guard let workbook else { return }
        self.workbook = nil
        try check(workbook_close(workbook))
    }

    private func writeHead() throws(TabularError) {
        for (column, head) in heads.enumerated() {
            try check(worksheet_write_string(sheet, 0, UInt16(column), head, bold))
        }
        worksheet_freeze_panes(sheet, 1, 0)
        row = 1
    }

    /// As wide as what stands there needs, within reason.
    private func finishSheet() {
        for (column, width) in widths.enumerated() {
            let place = UInt16(column)
            worksheet_set_column(sheet, place, place, Double(min(max(width, 6), 60)) + 2, nil)
        }
        if row > 1, !heads.isEmpty { worksheet_autofilter(sheet, 0, 0, row - 1, UInt16(heads.count - 1)) }
    }

    private func end(width: Int) {
        let place = Int(column)
        if widths.indices.contains(place) { widths[place] = max(widths[place], width) }
        column += 1
    }

    /// Whole numbers as they are: they may be numbers of records.
    private func format(_ decimals: Int) throws(TabularError) -> UnsafeMutablePointer<lxw_format> {
        if let known = numbers[decimals] { return known }
        guard let made = workbook_add_format(workbook) else { throw .writeFailed(path: path, code: 0) }
        format_set_num_format(made, decimals == 0 ? "0" : "#,##0." + String(repeating: "0", count: decimals))
        numbers[decimals] = made
        return made
    }

    private func check(_ status: lxw_error) throws(TabularError) {
        if status != LXW_NO_ERROR { throw .writeFailed(path: path, code: errno) }
    }

    /// At most what a cell holds, and without the two characters that XML has no way to write (XML 1.0, 2.2).
    private static func fitting(_ text: String) -> String {
        guard text.utf8.count > Most.characters || text.unicodeScalars.contains(where: isUnwritable) else {
            return text
        }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.lazy.filter { !isUnwritable($0) }.prefix(Most.characters)))
    }

    private static func isUnwritable(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value & 0xFFFE == 0xFFFE && scalar.value <= 0xFFFF
    }

    /// Chinese characters take the room of two.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.prefix(60).reduce(0) { $0 + ($1.value >= 0x1100 ? 2 : 1) }
    }
}
