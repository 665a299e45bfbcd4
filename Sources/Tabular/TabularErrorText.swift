import Glibc

extension TabularError {
    /// One clear English sentence without its full stop, for the command line.
    package var english: String {
        switch self {
        case .fileMissing(let path): "there is no file \(path)"
        case .fileIsDirectory(let path): "\(path) is a directory, not a file"
        case .fileNotAllowed(let path): "the file \(path) may not be opened: permission denied"
        case .notRegular(let path): "\(path) is a pipe or a device: save it as a file and import that"
        case .readFailed(let path, let code): "reading \(path) failed: \(systemText(code))"
        case .fileChanged(let path): "the file \(path) changed while it was being read"
        case .diskFull(let path): "writing \(path) failed: the disk is full"
        case .writeFailed(let path, let code): "writing \(path) failed: \(systemText(code))"

        case .gzipDamaged: "the gzip file is damaged"
        case .gzipTruncated: "the gzip file is cut off before its end"
        case .zipArchive: "this is a ZIP archive: unpack it and import the file inside"
        case .excelWorkbook: "this is an Excel workbook: \(saveAsCSV)"
        case .openDocument: "this is an OpenDocument file: \(saveAsCSV)"
        case .oldExcelWorkbook: "this is an old Excel workbook (.xls): \(saveAsCSV)"
        case .bzip2: "this is a bzip2 file: unpack it and import the file inside"
        case .xz: "this is an xz file: unpack it and import the file inside"
        case .pdf: "this is a PDF document, not a table"
        case .utf16: "the text is UTF-16: save the file as UTF-8 and import that"
        case .utf32: "the text is UTF-32: save the file as UTF-8 and import that"
        case .notText: "this is a binary file, not a table of text"

        case .nulByte(let line, let column): place(line, column) + "a NUL byte stands in the text"
        case .notUTF8(let line, let column, let likely): place(line, column) + likely.english
        case .quoteNotClosed(let line, let column):
            place(line, column) + "a quote is opened and never closed" + lettersLikeOthers
        case .textBehindQuote(let line, let column):
            place(line, column) + "text follows the quote that closes the field" + lettersLikeOthers
        case .quoteTakesRows(let line, let column):
            place(line, column) + "the quote opened here takes in whole rows" + lettersLikeOthers
        case .fieldTooLong(let line, let column, let limit, let quoted):
            place(line, column) + "the field is longer than \(limit) bytes"
                + (quoted ? "; the quote opened here is perhaps never closed" : "")
        case .recordTooLong(let line, let column, let limit):
            place(line, column) + "the record is longer than \(limit) bytes"
        case .tooManyColumns(let line, let limit):
            place(line, limit + 1) + "the record has more than \(limit) columns"
        case .delimiterUnusable(let byte): "the byte \(byte) cannot separate columns"

        case .emptyFile: "the file is empty"
        case .headerEmpty(let line): "line \(line): the header has no column names"
        }
    }

    private var lettersLikeOthers: String { ": double it, or read quotes as letters like others (--quote none)" }

    private var saveAsCSV: String { "save the sheet as CSV (UTF-8) and import that" }

    private func place(_ line: Int, _ column: Int) -> String { "line \(line), column \(column): " }

    private func systemText(_ code: Int32) -> String { strerror(code).map { String(cString: $0) } ?? "error \(code)" }
}

extension LikelyEncoding {
    fileprivate var english: String {
        switch self {
        case .gb18030: "the text is not UTF-8, it looks like GBK or GB18030: save the file as UTF-8"
        case .windows1252: "the text is not UTF-8, it looks like Latin-1 or Windows-1252: save the file as UTF-8"
        case .unknown: "the text is not UTF-8: save the file as UTF-8"
        }
    }
}
