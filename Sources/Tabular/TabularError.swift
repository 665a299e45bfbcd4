/// Why a table could not be read or written; every way there is, so that a page can word each of them.
///
/// `line` is the physical line of the file, counted from 1, where the thing begins. `column` is the number of the
/// field in its record, counted from 1, as a spreadsheet counts columns. `limit` is in bytes unless said otherwise.
package enum TabularError: Error, Equatable, Sendable {
    // The file as such.
    case fileMissing(path: String)
    case fileIsDirectory(path: String)
    case fileNotAllowed(path: String)
    /// A pipe or device, which cannot be read twice.
    case notRegular(path: String)
    /// `code` is the system's errno.
    case readFailed(path: String, code: Int32)
    /// The file was written to or cut short while it was being read.
    case fileChanged(path: String)
    case diskFull(path: String)
    /// `code` is the system's errno.
    case writeFailed(path: String, code: Int32)

    // What a file can be instead of plain text.
    case gzipDamaged
    case gzipTruncated
    case zipArchive
    case excelWorkbook
    case openDocument
    case oldExcelWorkbook
    case bzip2
    case xz
    case pdf
    case utf16
    case utf32
    case notText

    // The text.
    case nulByte(line: Int, column: Int)
    case notUTF8(line: Int, column: Int, looksLike: LikelyEncoding)
    case quoteNotClosed(line: Int, column: Int)
    /// Text follows the quote that closes a field.
    case textBehindQuote(line: Int, column: Int)
    /// Between two quotes stand whole rows.
    case quoteTakesRows(line: Int, column: Int)
    /// `quoted` says that the field began with a quote, which then is perhaps never closed.
    case fieldTooLong(line: Int, column: Int, limit: Int, quoted: Bool)
    /// `line` is where the record begins, `column` where the limit is passed.
    case recordTooLong(line: Int, column: Int, limit: Int)
    /// `limit` is the number of columns.
    case tooManyColumns(line: Int, limit: Int)
    case delimiterUnusable(byte: UInt8)

    // The header.
    case emptyFile
    case headerEmpty(line: Int)
}

extension TabularError {
    /// Whether the file could be read if quotes were letters like others.
    package var isAboutQuotes: Bool {
        switch self {
        case .quoteNotClosed, .textBehindQuote, .quoteTakesRows: true
        case .fieldTooLong(_, _, _, let quoted): quoted
        default: false
        }
    }
}

/// What bytes that are not UTF-8 look like.
package enum LikelyEncoding: Equatable, Sendable {
    /// GBK or its superset GB18030.
    case gb18030
    /// Latin-1 or its superset Windows-1252.
    case windows1252
    case unknown
}
