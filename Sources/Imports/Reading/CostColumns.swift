import Foundation
import Ledger
import Measures
import Tabular

/// Which column of a file of costs holds what, and how its days and numbers are written.
struct CostColumns: Sendable {
    /// Columns in the header.
    let width: Int
    /// More than one where the file does not tell them apart.
    let days: [DayFormat]
    let numbers: DecimalFormat
    /// The company's: for times that name their own.
    let zone: TimeZone
    private let columns: [CostField: Int]

    init(_ sample: FileSample, zone: TimeZone) throws(ImportProblem) {
        var columns: [CostField: Int] = [:]
        for field in CostField.allCases { columns[field] = sample.header.index(of: field.names) }
        for field in CostField.required where columns[field] == nil { throw .costColumnMissing(field) }
        self.columns = columns
        width = sample.header.count
        let guess = DayFormat.guess(columns[.date].map { sample.values(column: $0) } ?? [])
        days = guess.map { [$0.format] + $0.alternatives } ?? [.ymd]
        numbers = sample.decimalFormat(columns: [columns[.amount] ?? -1])
        self.zone = zone
    }

    func has(_ field: CostField) -> Bool { columns[field] != nil }

    /// Without spaces around it; empty when the file has no such column.
    func text(_ field: CostField, of reader: CSVReader) -> String {
        columns[field].map { reader.text($0).trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
    }

    func amount(of reader: CSVReader, in currency: Currency) -> ScaledNumber? {
        columns[.amount].map {
            parseAmount(reader.field($0), decimals: currency.minorDigits, format: numbers, of: currency)
        } ?? .empty
    }
}

extension CostKind {
    /// Case, full-width letters, and spaces or hyphens between words make no difference.
    init?(named name: String) {
        let key = CSVHeader.key(name).replacing(" ", with: "_").replacing("-", with: "_")
        guard let kind = Self.allCases.first(where: { $0.names.contains(key) }) else { return nil }
        self = kind
    }
}
