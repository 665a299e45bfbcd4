extension CSVReader {
    /// Reads the quoted field at the cursor and leaves the cursor on what ends it.
    ///
    /// Text without doubled quotes stays where it is; other text is put together in the scratch room.
    /// - Throws: `textBehindQuote`, `quoteTakesRows` where a lone quote seems to have opened the field.
    func scanQuoted(_ scan: inout RecordScan, _ unquoted: ByteScan) throws(TabularError) -> FieldSpan {
        let opening = (field: scan.fieldStart, lineEnds: scan.lineEndsInside)
        let scratchStart = scratch.count
        var pieceStart = scan.cursor + 1
        scan.cursor += 1
        while try !closeQuote(&scan, opening.lineEnds) {
            append(scan, from: pieceStart, to: scan.cursor + 1)
            scan.cursor += 2
            pieceStart = scan.cursor
        }
        let isWhole = pieceStart == opening.field + 1
        let pieceEnd = scan.cursor
        scan.cursor += 1
        let textStart = scan.cursor
        try skipUnquoted(&scan, unquoted)
        guard (textStart..<scan.cursor).allSatisfy({ scan.bytes[$0] == 0x20 || scan.bytes[$0] == Byte.tab }) else {
            throw .textBehindQuote(line: line + opening.lineEnds, column: scan.count + 1)
        }
        if scan.lineEndsInside > opening.lineEnds, takesRows(scan, from: opening.field + 1, to: pieceEnd) {
            throw .quoteTakesRows(line: line + opening.lineEnds, column: scan.count + 1)
        }
        guard !isWhole else { return FieldSpan(start: pieceStart, count: pieceEnd - pieceStart) }
        append(scan, from: pieceStart, to: pieceEnd)
        return FieldSpan(start: scratchStart, count: scratch.count - scratchStart, isInScratch: true)
    }

    /// Whether what stands between two quotes is the rest of a row, whole rows and the beginning of another, each with as
    /// many columns as the header: then two lone quotes met, and nothing was quoted.
    private func takesRows(_ scan: RecordScan, from start: Int, to end: Int) -> Bool {
        guard width >= 4 else { return false }
        var separators = [0]
        for place in start..<end {
            let byte = scan.bytes[place]
            if byte == delimiter { separators[separators.count - 1] += 1 }
            let isSecondHalf = byte == Byte.lineFeed && place > start && scan.bytes[place - 1] == Byte.carriageReturn
            if (byte == Byte.lineFeed || byte == Byte.carriageReturn), !isSecondHalf { separators.append(0) }
        }
        let inner = separators.dropFirst().dropLast()
        return separators[0] == width - 1 - scan.count && separators.last == scan.count
            && inner.allSatisfy { $0 == width - 1 }
    }

    /// Moves to the next quote; answers whether it closes the field rather than stands for itself.
    private func closeQuote(_ scan: inout RecordScan, _ lineEndsBefore: Int) throws(TabularError) -> Bool {
        try moveToQuote(&scan, lineEndsBefore)
        if scan.cursor + 1 == scan.limit { guard try readMore(&scan) else { return true } }
        return scan.bytes[scan.cursor + 1] != Byte.quote
    }

    private func moveToQuote(_ scan: inout RecordScan, _ lineEndsBefore: Int) throws(TabularError) {
        let quoted = ByteScan(for: Byte.quote)
        while true {
            scan.cursor = quoted.first(in: scan.bytes, from: scan.cursor)
            if scan.cursor >= scan.limit {
                scan.cursor = scan.limit
                guard try readMore(&scan) else {
                    throw .quoteNotClosed(line: line + lineEndsBefore, column: scan.count + 1)
                }
            } else if scan.bytes[scan.cursor] == Byte.quote {
                return
            } else {
                countLineEnd(&scan)
                scan.cursor += 1
            }
        }
    }

    /// CRLF counts once, at its CR.
    private func countLineEnd(_ scan: inout RecordScan) {
        let isSecondHalf =
            scan.bytes[scan.cursor] == Byte.lineFeed && scan.bytes[scan.cursor - 1] == Byte.carriageReturn
        if !isSecondHalf { scan.lineEndsInside += 1 }
    }

    private func append(_ scan: RecordScan, from start: Int, to end: Int) {
        scratch.append(UnsafeBufferPointer(start: scan.bytes + start, count: end - start))
    }
}
