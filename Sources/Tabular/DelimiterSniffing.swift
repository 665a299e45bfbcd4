/// The delimiter that splits a file's first records most evenly into two columns or more; a comma where none does.
///
/// - Parameter isWhole: whether `text` is the whole file; else its last record is cut off and does not count.
func likelyDelimiter(of text: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> UInt8 {
    // On equal terms the rarer in ordinary text comes first: `1,5;2,5` is two decimal numbers.
    let candidates = [Byte.tab, Byte.semicolon, Byte.pipe, Byte.comma]
    let found = candidates.map { (byte: $0, evenness: Evenness(of: text, split: $0, isWhole: isWhole)) }
    let best = found.reduce(nil as (byte: UInt8, evenness: Evenness)?) { best, next in
        guard let best else { return next }
        return best.evenness < next.evenness ? next : best
    }
    guard let best, best.evenness.share > 0 else { return Byte.comma }
    return best.byte
}

/// How evenly one delimiter splits records.
private struct Evenness: Comparable {
    /// Share of the records that have the most frequent number of columns above one.
    let share: Double
    let columns: Int
    let records: Int

    init(of text: UnsafeBufferPointer<UInt8>, split delimiter: UInt8, isWhole: Bool) {
        let counts = columnCounts(of: text, split: delimiter, isWhole: isWhole)
        let tally = Dictionary(counts.filter { $0 > 1 }.map { ($0, 1) }, uniquingKeysWith: +)
        let most = tally.max { ($0.value, $0.key) < ($1.value, $1.key) }
        share = counts.isEmpty ? 0 : Double(most?.value ?? 0) / Double(counts.count)
        columns = most?.key ?? 0
        records = counts.count
    }

    /// Two or three records prove little, there the number of columns decides between equals.
    static func < (one: Evenness, other: Evenness) -> Bool {
        if one.share != other.share { return one.share < other.share }
        return one.records < 3 && one.columns < other.columns
    }
}

/// Columns of each record that is not blank, by the rules of `CSVReader`.
private func columnCounts(of text: UnsafeBufferPointer<UInt8>, split delimiter: UInt8, isWhole: Bool) -> [Int] {
    var counts: [Int] = []
    var (columns, isFieldStart, isQuoted, isBlank) = (1, true, false, true)
    for byte in text {
        if isQuoted {
            isQuoted = byte != Byte.quote
        } else if byte == Byte.lineFeed || byte == Byte.carriageReturn {
            if !isBlank { counts.append(columns) }
            (columns, isFieldStart, isBlank) = (1, true, true)
        } else {
            isBlank = false
            if byte == delimiter { columns += 1 }
            // After a doubled quote the next one opens again.
            isQuoted = byte == Byte.quote && isFieldStart
            isFieldStart = byte == delimiter
        }
    }
    return isBlank || !(isWhole || counts.isEmpty) ? counts : counts + [columns]
}
