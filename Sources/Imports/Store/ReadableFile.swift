import Tabular

/// A file read through once without a problem: its first rows and how many lines it has.
struct ReadableFile: Sendable, Equatable {
    let sample: SampleRows
    let lines: Int

    /// Reads the whole file, so that what cannot be imported is refused before anything is stored.
    /// - Parameter delimiter: nil is found out.
    /// - Throws: `TabularError` with line and column.
    static func check(path: String, delimiter: String? = nil) async throws -> ReadableFile {
        try await offload {
            let sample = try FileSample(path: path, delimiter: delimiter?.utf8.first)
            let reader = CSVReader(source: try openSource(path: path), delimiter: sample.delimiter)
            _ = try CSVHeader(reading: reader)
            var lines = 0
            while try reader.next() { if !reader.isBlank { lines += 1 } }
            return ReadableFile(sample: SampleRows(sample), lines: lines)
        }
    }
}
