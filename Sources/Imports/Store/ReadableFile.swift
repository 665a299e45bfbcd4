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
            do { return try read(path, delimiter, quotes: true) } catch let error as TabularError {
                // A stray quote is told when the file is checked, where people can say what quotes are.
                guard error.isAboutQuotes else { throw error }
                return try read(path, delimiter, quotes: false)
            }
        }
    }

    private static func read(_ path: String, _ delimiter: String?, quotes: Bool) throws -> ReadableFile {
        let sample = try FileSample(path: path, delimiter: delimiter?.utf8.first, quotes: quotes)
        let (reader, _) = try sample.layout.open(openSource(path: path))
        var lines = 0
        while try reader.next() { if !reader.isBlank { lines += 1 } }
        return ReadableFile(sample: SampleRows(sample), lines: lines)
    }
}
