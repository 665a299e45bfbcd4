/// The state of splitting one record; offsets count from the record's start.
struct RecordScan {
    var bytes: UnsafePointer<UInt8>
    /// How many bytes are in memory.
    var limit: Int
    var cursor = 0
    /// Fields found.
    var count = 0
    /// Where the current field begins.
    var fieldStart = 0
    var lineEndsInside = 0
    /// False only for a last record that the file's end closes.
    var hasLineEnd = false
}

extension CSVReader {
    /// Splits the record at the window's start into `fields`.
    func scanRecord() throws(TabularError) -> RecordScan {
        var scan = RecordScan(bytes: window.record, limit: window.available)
        scratch.removeAll()
        do throws(TabularError) {
            let unquoted = ByteScan(for: delimiter)
            let limits = limits
            repeat { try scanField(&scan, unquoted, limits) } while endField(&scan)
            guard scan.cursor <= limits.record else { throw recordTooLong(scan) }
        } catch {
            throw wrongText(within: scan.cursor) ?? error
        }
        if let wrong = wrongText(within: scan.cursor) { throw wrong }
        return scan
    }

    @inline(__always)
    private func scanField(_ scan: inout RecordScan, _ unquoted: ByteScan, _ limits: CSVLimits) throws(TabularError) {
        scan.fieldStart = scan.cursor
        if scan.cursor == scan.limit { _ = try readMore(&scan) }
        guard scan.count < limits.columns else { throw .tooManyColumns(line: line, limit: limits.columns) }
        if scan.bytes[scan.cursor] == Byte.quote, quotes {
            fields[scan.count] = try scanQuoted(&scan, unquoted)
        } else {
            try skipUnquoted(&scan, unquoted)
            fields[scan.count] = FieldSpan(start: scan.fieldStart, count: scan.cursor - scan.fieldStart)
        }
        guard scan.cursor - scan.fieldStart <= limits.field else { throw fieldTooLong(scan) }
        scan.count += 1
    }

    /// Steps over what ended a field; answers whether another field follows.
    @inline(__always)
    private func endField(_ scan: inout RecordScan) -> Bool {
        scan.hasLineEnd = scan.cursor < scan.limit
        guard scan.hasLineEnd else { return false }
        let byte = scan.bytes[scan.cursor]
        guard byte != Byte.lineFeed && byte != Byte.carriageReturn else { return false }
        scan.cursor += 1
        return true
    }

    /// Moves to the delimiter or line end behind unquoted text, or to the end of the file.
    @inline(__always)
    func skipUnquoted(_ scan: inout RecordScan, _ unquoted: ByteScan) throws(TabularError) {
        while true {
            scan.cursor = unquoted.first(in: scan.bytes, from: scan.cursor)
            if scan.cursor < scan.limit { return }
            scan.cursor = scan.limit
            guard try readMore(&scan) else { return }
        }
    }

    /// Brings in more of a record that memory holds in part; answers false at the end of the file.
    func readMore(_ scan: inout RecordScan) throws(TabularError) -> Bool {
        guard scan.limit - scan.fieldStart <= limits.field else { throw fieldTooLong(scan) }
        guard scan.limit <= limits.record else { throw recordTooLong(scan) }
        let isMore = try window.fill()
        scan.bytes = window.record
        scan.limit = window.available
        return isMore
    }

    func fieldTooLong(_ scan: RecordScan) -> TabularError {
        let place = TextPlace(of: scan.fieldStart, in: scan.bytes, delimiter: delimiter)
        let isQuoted = scan.bytes[scan.fieldStart] == Byte.quote
        return .fieldTooLong(
            line: line + place.lineEnds, column: place.column, limit: limits.field, quoted: isQuoted)
    }

    private func recordTooLong(_ scan: RecordScan) -> TabularError {
        let place = TextPlace(of: limits.record, in: scan.bytes, delimiter: delimiter)
        return .recordTooLong(line: line, column: place.column, limit: limits.record)
    }

    /// What is wrong with the characters of the record so far.
    private func wrongText(within length: Int) -> TabularError? {
        guard let wrong = window.fault(within: length) else { return nil }
        let place = TextPlace(of: wrong.place, in: window.record, delimiter: delimiter)
        let (line, column) = (line + place.lineEnds, place.column)
        switch wrong.fault {
        case .nul: return .nulByte(line: line, column: column)
        case .notUTF8: return .notUTF8(line: line, column: column, looksLike: LikelyEncoding(of: window.bytes))
        }
    }
}
