import Foundation
import Measures
import Tabular

/// The header and first rows of an uploaded file, kept beside it: enough to show a person what they map.
struct SampleRows: Sendable, Equatable, Codable {
    /// Letters of a value that are kept: for showing, and for telling day and number formats.
    private static let longestValue = 200

    var names: [String]
    var rows: [[String]]

    init(_ sample: FileSample) {
        names = sample.header.names
        rows = sample.rows.map { row in row.map { String($0.prefix(Self.longestValue)) } }
    }

    init(names: [String], rows: [[String]]) {
        self.names = names
        self.rows = rows
    }

    /// Each name once, as the reader of files tells names apart; unnamed columns cannot be mapped.
    var choices: [String] {
        var keys: Set<String> = []
        return names.filter { !$0.isEmpty && keys.insert(CSVHeader.key($0)).inserted }
    }

    /// The file's own name of the first of these that it has.
    func name(of candidates: [String]) -> String? {
        CSVHeader(names: names).index(of: candidates).map { names[$0] }
    }

    /// The values of a column in the sample, without the empty ones.
    func values(of name: String) -> [String] {
        guard let column = CSVHeader(names: names).index(of: [name]) else { return [] }
        return rows.compactMap { $0.indices.contains(column) && !$0[column].isEmpty ? $0[column] : nil }
    }
}
