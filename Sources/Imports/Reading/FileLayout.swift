import Measures
import Tabular

/// How a file is laid out: what separates its columns, and which of its records names them.
struct FileLayout: Sendable, Hashable {
    var delimiter: UInt8
    /// False where quotes are letters like others.
    var quotes: Bool
    /// Records above the header.
    var titles: Int

    /// A reader that stands behind the header.
    func open(_ source: any ByteSource) throws(TabularError) -> (reader: CSVReader, header: CSVHeader) {
        let reader = CSVReader(source: source, delimiter: delimiter, quotes: quotes)
        for _ in 0..<titles { guard try reader.next() else { throw .emptyFile } }
        let header = try CSVHeader(reading: reader)
        reader.width = header.count
        return (reader, header)
    }
}

/// Finds the record that names the columns: reports put titles above it.
struct HeaderSearch {
    /// Records among which the header is looked for.
    static let depth = 30

    /// - Parameters:
    ///   - records: the first of the file.
    ///   - lines: on which they begin.
    ///   - line: of the header, where somebody said it.
    ///   - knows: whether a name means something.
    /// - Returns: the place of the header among the records; 0 where none seems to be one.
    static func place(_ records: [[String]], _ lines: [Int], line: Int?, knows: (String) -> Bool) -> Int {
        if let line { return lines.firstIndex(of: line) ?? 0 }
        let known = records.map { record in Set(record.filter { !$0.trimmed.isEmpty && knows($0) }).count }
        guard let first = known.first, first < 2 else { return 0 }
        if let place = known.firstIndex(where: { $0 >= 3 }) ?? known.firstIndex(where: { $0 >= 2 }) { return place }
        return firstWide(records)
    }

    /// Above a table stand rows with one text or two; the header is the first that is as wide as what follows.
    private static func firstWide(_ records: [[String]]) -> Int {
        let widths = records.map { $0.count { !$0.trimmed.isEmpty } }
        guard let usual = widths.sorted().dropFirst(widths.count / 2).first, usual > 2, widths[0] * 2 < usual else {
            return 0
        }
        return widths.firstIndex { $0 * 3 >= usual * 2 } ?? 0
    }
}
