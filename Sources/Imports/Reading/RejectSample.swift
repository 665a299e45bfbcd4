import Tabular

/// Reads the beginning of a reject file.
enum RejectSample {
    /// The header and up to so many rows; nil where the bytes are no table.
    static func read(_ bytes: [UInt8], count: Int) -> (header: CSVHeader, rows: [[String]])? {
        let reader = CSVReader(source: MemorySource(bytes))
        guard let header = try? CSVHeader(reading: reader) else { return nil }
        var rows: [[String]] = []
        // What was cut off in the middle is a row less.
        while rows.count < count, (try? reader.next()) == true { rows.append(reader.texts) }
        return (header, rows)
    }
}
