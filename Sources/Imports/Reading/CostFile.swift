import Database
import Foundation
import Measures
import Tabular

/// A file of costs, read whole and not yet held against the ledger.
struct CostFile: Sendable {
    let path: String
    let columns: CostColumns
    let delimiter: UInt8
    private(set) var rows: [CostRow] = []
    /// SHA-256 of the text and whatever else decides how its rows are read.
    private(set) var fingerprint = ""

    /// - Throws: `ImportProblem`, `TabularError`
    init(
        path: String, zone: TimeZone, currency: Currency, progress: (Double) -> Void
    ) throws {
        let sample = try FileSample(path: path)
        columns = try CostColumns(sample, zone: zone)
        delimiter = sample.delimiter
        self.path = path
        let source = FingerprintSource(try openSource(path: path))
        let reader = CSVReader(source: source, delimiter: delimiter)
        _ = try CSVHeader(reading: reader)
        var costs = CostReader(columns, currency: currency)
        while try reader.next() {
            if reader.isBlank { continue }
            rows.append(costs.read(reader))
            if rows.count & 0x1FFF == 0 { progress(reader.progress ?? 0) }
        }
        fingerprint = ["costs", source.fingerprint, currency.code, zone.identifier].joined(separator: ":")
    }

    /// The codes of all accounts it names, each once.
    var accounts: [String] { Set(rows.map { ExactText($0.account) }).sorted().map(\.text) }

    /// Writes the rejected rows as they were. A file without numbers gets the ones its costs would have had, so that
    /// mended rows do not pass for others of the same day.
    func write(_ rejects: [Int: SortedCosts.Reject], to target: any ByteSink) throws(TabularError) {
        let reader = CSVReader(source: try openSource(path: path), delimiter: delimiter)
        let header = try CSVHeader(reading: reader)
        let hasNumbers = columns.has(.number)
        let file = try RejectRows(
            header, delimiter: delimiter, added: hasNumbers ? [] : [CostField.number.rawValue], to: target)
        while try reader.next() {
            guard let reject = rejects[reader.recordNumber] else { continue }
            try file.write(reader, (hasNumbers ? [] : [reject.number]) + [reject.problem.english])
        }
        try file.finish()
    }
}
