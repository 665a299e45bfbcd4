/// What a file's first bytes tell: its delimiter, and what stands before the first record.
struct CSVOpening {
    let delimiter: UInt8
    private(set) var skippedBytes = 0
    private(set) var skippedLines = 0

    /// - Parameter isWhole: whether `bytes` are all there is.
    init(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool, delimiter given: UInt8?) throws(TabularError) {
        if let refusal = refusal(of: bytes) { throw refusal }
        if bytes.starts(with: Byte.byteOrderMark) { skippedBytes = Byte.byteOrderMark.count }
        let hint = SeparatorLine(bytes[skippedBytes...])
        if let hint {
            skippedBytes += hint.length
            skippedLines = 1
        }
        let text = UnsafeBufferPointer(rebasing: bytes[skippedBytes...])
        delimiter = given ?? hint?.delimiter ?? likelyDelimiter(of: text, isWhole: isWhole)
        guard Self.canSeparate(delimiter) else { throw .delimiterUnusable(byte: delimiter) }
    }

    private static func canSeparate(_ byte: UInt8) -> Bool {
        byte != 0 && byte < 0x80 && ![Byte.quote, Byte.lineFeed, Byte.carriageReturn].contains(byte)
    }
}

/// The line `sep=;` that Excel reads and writes at the top of a file.
struct SeparatorLine {
    let delimiter: UInt8
    /// Bytes of the line with its line end.
    let length: Int

    init?(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        let line = Array(bytes.prefix(7))
        guard line.count > 5, line.prefix(4).map({ $0 | 0x20 }) == Array("sep=".utf8).map({ $0 | 0x20 }) else {
            return nil
        }
        delimiter = line[4]
        switch (line[5], line.count > 6 ? line[6] : 0) {
        case (Byte.carriageReturn, Byte.lineFeed): length = 7
        case (Byte.carriageReturn, _), (Byte.lineFeed, _): length = 6
        default: return nil
        }
    }
}
