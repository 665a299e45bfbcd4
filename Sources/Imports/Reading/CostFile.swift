import Database
import Foundation
import Measures
import Tabular

/// A file of costs, read whole and not yet held against the ledger.
struct CostFile: Sendable {
    let path: String
    let columns: CostColumns
    let layout: FileLayout
    private(set) var rows: [CostRow] = []
    /// SHA-256 of the text and whatever else decides how its rows are read.
    private(set) var fingerprint = ""

    /// - Throws: `ImportProblem`, `TabularError`
    init(
        path: String, zone: TimeZone, currency: Currency, day: DayFormat? = nil, numbers: DecimalFormat? = nil,
        progress: (Double) -> Void
    ) throws {
        let sample = try FileSample(path: path)
        columns = try CostColumns(sample, zone: zone, day: day, numbers: numbers)
        layout = sample.layout
        self.path = path
        let source = FingerprintSource(try openSource(path: path))
        let (reader, _) = try layout.open(source)
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
        let (reader, header) = try layout.open(openSource(path: path))
        let hasNumbers = columns.has(.number)
        let file = try RejectRows(
            header, delimiter: layout.delimiter, added: hasNumbers ? [] : [CostField.number.rawValue], to: target)
        while try reader.next() {
            guard let reject = rejects[reader.recordNumber] else { continue }
            try file.write(reader, (hasNumbers ? [] : [reject.number]) + [reject.problem.english])
        }
        try file.finish()
    }
}
