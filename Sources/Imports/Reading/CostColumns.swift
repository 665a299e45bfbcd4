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

    /// - Parameters:
    ///   - day: how days are written; nil is found out from the whole file, as are `numbers`.
    init(
        _ sample: FileSample, zone: TimeZone, day: DayFormat?, numbers: DecimalFormat?
    ) throws(ImportProblem) {
        var columns: [CostField: Int] = [:]
        for field in CostField.allCases { columns[field] = sample.header.index(of: field.names) }
        for field in CostField.required where columns[field] == nil { throw .costColumnMissing(field) }
        self.columns = columns
        width = sample.header.count
        var evidence = try Self.evidence(sample, day: columns[.date] ?? -1, amount: columns[.amount] ?? -1)
        if day != nil { evidence.days = DayEvidence() }
        if numbers != nil { evidence.numbers = DecimalEvidence() }
        let found = try Self.formats(evidence)
        days = day.map { [$0] } ?? found.days
        self.numbers = numbers ?? found.numbers
        self.zone = zone
    }

    private static func evidence(_ sample: FileSample, day: Int, amount: Int) throws(ImportProblem) -> FileEvidence {
        var evidence = FileEvidence()
        do {
            let (reader, _) = try sample.layout.open(openSource(path: sample.path))
            while try reader.next() {
                evidence.days.note(trimmedText(reader.field(day)), line: reader.line)
                evidence.numbers.note(trimmedText(reader.field(amount)), line: reader.line)
            }
        } catch { throw .file(error) }
        return evidence
    }

    /// What the whole file shows; a day that two orders fit is for its row to refuse.
    private static func formats(
        _ evidence: FileEvidence
    ) throws(ImportProblem) -> (days: [DayFormat], numbers: DecimalFormat) {
        var decimal = DecimalFormat.pointDecimal
        switch evidence.numbers.verdict {
        case .settled(let format): decimal = format ?? decimal
        case .open(let sample): throw .mapping([.numbersAmbiguous(sample: sample.text, line: sample.line)])
        case .contradictory(let one, let other):
            throw .mapping([.numbersContradictory(one, other)])
        }
        switch evidence.days.verdict {
        case .settled(let format): return ([format], decimal)
        case .open: return ([.dmy, .mdy], decimal)
        case .unreadable: return ([.ymd], decimal)
        case .contradictory(let one, let other):
            throw .mapping([.dayContradictory(one, other)])
        }
    }

    func has(_ field: CostField) -> Bool { columns[field] != nil }

    /// Without what stands beside it; empty when the file has no such column, or says that there is nothing.
    func text(_ field: CostField, of reader: CSVReader) -> String {
        guard let column = columns[field] else { return "" }
        let text = trimmedText(reader.field(column))
        return isNothingWord(text)
            ? "" : String(decoding: field == .account ? unguardedCode(text) : text, as: UTF8.self)
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
