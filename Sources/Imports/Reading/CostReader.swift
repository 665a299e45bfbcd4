import Ledger
import Measures
import Tabular

/// A row of a file of costs, as far as it can be read.
struct CostRow: Sendable {
    /// Record number in the file.
    var record: Int
    var account = ""
    var day: Day?
    var kind: CostKind?
    var currency: Currency
    var amount: Int64 = 0
    /// Empty where the file gives none.
    var number = ""
    var note = ""
    /// Nil for a row that can be taken, if its account is known.
    var problem: CostProblem?
}

/// Turns records of a file into costs: the same record always gives the same answer.
struct CostReader {
    private let columns: CostColumns
    /// Of rows that name none.
    private let fallback: Currency
    private var zones: ZoneDays

    init(_ columns: CostColumns, currency: Currency) {
        self.columns = columns
        fallback = currency
        zones = ZoneDays(columns.zone)
    }

    /// Reads the record the reader stands on; what else can be read of a bad row is read too.
    mutating func read(_ reader: CSVReader) -> CostRow {
        var row = CostRow(record: reader.recordNumber, currency: fallback)
        row.account = columns.text(.account, of: reader)
        row.number = columns.text(.number, of: reader)
        row.note = columns.text(.note, of: reader)
        // All are read, the first problem is told.
        let problems = [
            excess(reader), lengths(row), row.account.isEmpty ? .missing(.account) : nil, readDay(reader, &row),
            readKind(reader, &row), readCurrency(reader, &row), readAmount(reader, &row),
        ]
        row.problem = problems.compactMap { $0 }.first
        return row
    }

    private func excess(_ reader: CSVReader) -> CostProblem? {
        let isFilled = (columns.width..<max(columns.width, reader.fieldCount)).contains {
            !reader.text($0).allSatisfy(\.isWhitespace)
        }
        return isFilled ? .tooManyFields(reader.fieldCount, expected: columns.width) : nil
    }

    private func lengths(_ row: CostRow) -> CostProblem? {
        if row.account.utf8.count > 200 { return .tooLong(.account) }
        if row.number.utf8.count > 200 { return .tooLong(.number) }
        return row.note.utf8.count > 1_000 ? .tooLong(.note) : nil
    }

    private mutating func readDay(_ reader: CSVReader, _ row: inout CostRow) -> CostProblem? {
        let text = columns.text(.date, of: reader)
        if text.isEmpty { return .missing(.date) }
        let found = Set(columns.days.compactMap { $0.parse(text) }.map { zones.day(of: $0) })
        guard let day = found.first, (1900...2199).contains(day.year) else { return .unreadableDay(Self.quoted(text)) }
        if found.count > 1 { return .ambiguousDay(Self.quoted(text)) }
        row.day = day
        return nil
    }

    private func readKind(_ reader: CSVReader, _ row: inout CostRow) -> CostProblem? {
        let text = columns.text(.kind, of: reader)
        if text.isEmpty { return .missing(.kind) }
        row.kind = CostKind(named: text)
        return row.kind == nil ? .unknownKind(Self.quoted(text)) : nil
    }

    private func readCurrency(_ reader: CSVReader, _ row: inout CostRow) -> CostProblem? {
        let text = columns.text(.currency, of: reader)
        if text.isEmpty { return nil }
        guard let currency = Currency(word: CSVHeader.key(text), usual: fallback) else {
            return .unknownCurrency(Self.quoted(text))
        }
        row.currency = currency
        return nil
    }

    private func readAmount(_ reader: CSVReader, _ row: inout CostRow) -> CostProblem? {
        let text = columns.text(.amount, of: reader)
        switch columns.amount(of: reader, in: row.currency) {
        case nil: return .otherCurrency(Self.quoted(text), row: row.currency.code)
        case .empty?: return .missing(.amount)
        case .unreadable?: return .unreadableAmount(Self.quoted(text))
        case .tooLarge?: return .tooLarge
        case .value(let minor)?:
            if minor.magnitude > Self.largest { return .tooLarge }
            row.amount = minor
            return nil
        }
    }

    /// A hundred thousand million in minor units of two decimals.
    private static let largest: UInt64 = 10_000_000_000_000

    private static func quoted(_ text: String) -> String { String(text.prefix(80)) }
}
