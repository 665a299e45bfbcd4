import Foundation
import Ledger
import Measures
import Tabular

/// A mapping laid over one file's header: which column holds which field, and how days and numbers are written. What the
/// mapping leaves open is first taken from the first rows and settled by the whole file (`settled(by:)`).
///
/// A class, since its methods are called for each row and a struct of this size is copied to each of them.
final class ColumnPlan: Sendable {
    /// How the file writes what the mapping leaves open.
    struct Format: Sendable, Equatable {
        var day: DayFormat
        var numbers: DecimalFormat
        /// Whether rows that leave something out continue the row above.
        var continues = false
        /// By field: codes without a trailing `.0`, and shares written as 13 and not as 0.13.
        var stripped: [Bool]
        var percents = [Bool](repeating: false, count: OrderField.allCases.count)
    }

    let mapping: Mapping
    let header: CSVHeader
    /// The company's: for times that name their own.
    let zone: TimeZone
    /// The last day an order can have: tomorrow, for somewhere it has begun.
    let lastDay: Day
    /// Fields the mapping names columns for that the file does not have.
    let absent: [OrderField]
    private let format: Format
    /// Numbers that the file gives.
    let numeric: [OrderField]
    private let columns: [Int]
    private let constants: [HeldText?]
    // Asked of each row, and the mapping is large.
    let orderRule: OrderRule
    let dayIsGiven: Bool
    let numbersAreGiven: Bool
    private let hasConstants: Bool
    private let headerKeys: [String]
    /// Rules that look at something else than states.
    private let rules: [(rule: CancelRule, startsWith: [[UInt8]], equals: [[UInt8]])]

    var day: DayFormat { format.day }
    var numbers: DecimalFormat { format.numbers }
    var continues: Bool { format.continues }

    /// Columns in the header.
    var width: Int { header.count }
    var span: Int { mapping.span ?? Mapping.usualSpan }

    convenience init(
        _ mapping: Mapping, header: CSVHeader, samples: FileSample, zone: TimeZone, today: Day
    ) throws(ImportProblem) {
        let first = try ColumnPlan(mapping, header: header, zone: zone, today: today)
        // What the first rows show; contradictions are for the whole file to tell.
        let evidence = samples.evidence(first)
        var format = first.adopting(evidence)
        if mapping.day == nil, case .open = evidence.days.verdict { format.day = .dmy }
        self.init(first, format)
    }

    /// The same but for how the file writes.
    private init(_ other: ColumnPlan, _ format: Format) {
        (mapping, header, zone, lastDay, absent) = (
            other.mapping, other.header, other.zone, other.lastDay, other.absent
        )
        (numeric, columns, constants, rules) = (other.numeric, other.columns, other.constants, other.rules)
        (orderRule, dayIsGiven, numbersAreGiven) = (other.orderRule, other.dayIsGiven, other.numbersAreGiven)
        (hasConstants, headerKeys) = (other.hasConstants, other.headerKeys)
        self.format = format
    }

    private init(_ mapping: Mapping, header: CSVHeader, zone: TimeZone, today: Day) throws(ImportProblem) {
        columns = try Self.columns(mapping, header)
        self.mapping = mapping
        self.header = header
        let columns = columns
        absent = OrderField.allCases.filter { !(mapping.columns[$0] ?? []).isEmpty && columns[$0.place] < 0 }
        self.zone = zone
        lastDay = today.advanced(by: 1)
        constants = OrderField.allCases.map { field in
            columns[field.place] < 0 ? mapping.constants[field].map { HeldText(Array($0.trimmed.utf8)) } : nil
        }
        hasConstants = !mapping.constants.isEmpty
        headerKeys = header.names.map(CSVHeader.key)
        numeric = OrderField.allCases.filter {
            $0.number != nil && (columns[$0.place] >= 0 || mapping.constants[$0] != nil)
        }
        rules = mapping.cancelled.filter { !OrderField.states.contains($0.field) }.map { rule in
            (rule, (rule.startsWith ?? []).map { Array($0.utf8) }, (rule.equals ?? []).map { $0.utf8.map(foldedASCII) })
        }
        (orderRule, dayIsGiven, numbersAreGiven) = (mapping.orderRule, mapping.day != nil, mapping.numbers != nil)
        format = Format(
            day: mapping.day ?? .ymd, numbers: mapping.numbers ?? .pointDecimal,
            stripped: OrderField.allCases.map { mapping.withoutTrailingZero.contains($0) })
    }

    private static func columns(_ mapping: Mapping, _ header: CSVHeader) throws(ImportProblem) -> [Int] {
        var columns = [Int](repeating: -1, count: OrderField.allCases.count)
        var problems = mapping.problems
        for field in OrderField.allCases {
            guard let names = mapping.columns[field], !names.isEmpty else { continue }
            if let column = header.index(of: names) {
                columns[field.place] = column
                if let second = header.second(of: header.names[column]) {
                    problems.append(
                        .columnTwice(header.names[column], first: column + 1, second: second + 1, line: header.line))
                }
            } else if mapping.constants[field] == nil, mapping.needs(field) {
                problems.append(.columnMissing(field, names: names))
            }
        }
        guard problems.isEmpty else { throw .mapping(problems) }
        return columns
    }

    /// −1 when the file has no such column.
    subscript(field: OrderField) -> Int { columns[field.place] }

    /// What holds for every row, where no column says it; else empty.
    @inline(__always)
    func constant(_ field: OrderField) -> UnsafeBufferPointer<UInt8> {
        guard hasConstants, let text = constants[field.place] else { return UnsafeBufferPointer(start: nil, count: 0) }
        return text.bytes
    }

    var hasRules: Bool { !rules.isEmpty }

    func stripsZero(_ field: OrderField) -> Bool { format.stripped[field.place] }
    /// Whether shares of this field are written as 13 and not as 0.13.
    func isPercent(_ field: OrderField) -> Bool { format.percents[field.place] }

    /// A field without what stands beside its text; empty where it says that there is nothing.
    func field(_ field: OrderField, of reader: CSVReader) -> UnsafeBufferPointer<UInt8> {
        let column = columns[field.place]
        guard column >= 0 else { return constant(field) }
        let text = trimmedText(reader.field(column))
        return isNothingWord(text) ? UnsafeBufferPointer(start: nil, count: 0) : text
    }

    /// What rules of the mapping say of a row, as by the letters its order number begins with; nil where none fits.
    func meaning(of reader: CSVReader) -> CancelRule.Meaning? {
        for (rule, starts, equals) in rules {
            let text = field(rule.field, of: reader)
            if starts.contains(where: { text.starts(with: $0) }) || equals.contains(where: { text.equalsFolding($0) }) {
                return rule.means
            }
        }
        return nil
    }

    /// Whether a row is the names of the columns once more.
    func isHeader(_ reader: CSVReader) -> Bool {
        guard reader.fieldCount >= min(2, width) else { return false }
        var isSame = false
        for column in 0..<min(width, reader.fieldCount) {
            let (name, bytes) = (headerKeys[column], trimmedText(reader.field(column)))
            if name.isEmpty && bytes.isEmpty { continue }
            // Most rows differ in their first letter.
            if let first = bytes.first, let letter = name.utf8.first, first < 0x80, letter < 0x80,
                first | 0x20 != letter | 0x20
            {
                return false
            }
            guard CSVHeader.key(reader.text(column)) == name else { return false }
            isSame = true
        }
        return isSame
    }

    private static let named: [OrderField] = [
        .orderNumber, .day, .accountCode, .accountName, .productCode, .productName,
    ]

    /// Whether one of its texts says that the row sums up others.
    func isTotal(_ reader: CSVReader) -> Bool {
        let namesProduct = !field(.productCode, of: reader).isEmpty
        func isTotal(_ column: Int) -> Bool { Vocabulary.all.isTotal(reader.field(column), alone: namesProduct) }
        return Self.named.contains { self[$0] >= 0 && isTotal(self[$0]) } || isTotal(0)
    }

    /// A table of the states the file has columns for.
    var states: StateTable {
        StateTable(OrderField.states.filter { columns[$0.place] >= 0 }, rules: mapping.cancelled)
    }
}

extension ColumnPlan {
    /// The plan that everything in the file agrees with; the same plan where it was right from the start.
    /// - Throws: `ImportProblem.mapping` where two readings fit the whole file and people must say which, and where none does.
    func settled(by evidence: FileEvidence) throws(ImportProblem) -> ColumnPlan {
        var problems: [MappingProblem] = []
        if mapping.day == nil {
            switch evidence.days.verdict {
            case .settled: break
            case .open(let sample): problems.append(.dayAmbiguous(sample: sample.text, at: place(sample.line, .day)))
            case .unreadable(let sample):
                problems.append(.dayUnreadable(sample: sample.text, at: place(sample.line, .day)))
            case .contradictory(let one, let other):
                problems.append(.dayContradictory(one, other))
            }
        }
        if mapping.numbers == nil {
            switch evidence.numbers.verdict {
            case .settled: break
            case .open(let sample): problems.append(.numbersAmbiguous(sample: sample.text, line: sample.line))
            case .contradictory(let one, let other):
                problems.append(.numbersContradictory(one, other))
            }
        }
        guard problems.isEmpty else { throw .mapping(problems) }
        return ColumnPlan(self, adopting(evidence))
    }

    private func adopting(_ evidence: FileEvidence) -> Format {
        var format = format
        if mapping.day == nil, case .settled(let day) = evidence.days.verdict { format.day = day }
        if mapping.numbers == nil, case .settled(let numbers?) = evidence.numbers.verdict { format.numbers = numbers }
        format.continues = evidence.continues
        for field in OrderField.codes where !mapping.withoutTrailingZero.contains(field) {
            format.stripped[field.place] = evidence.tails[field.place] && !evidence.noTails[field.place]
        }
        format.percents = evidence.percents
        return format
    }

    /// Whether both read rows alike.
    func reads(as other: ColumnPlan) -> Bool {
        format == other.format
    }

    private func place(_ line: Int, _ field: OrderField) -> FilePlace { FilePlace(line: line, column: self[field] + 1) }

    /// In a few letters, for telling readings apart.
    var reading: String {
        let flags = (format.stripped + format.percents + [continues]).map { $0 ? "1" : "0" }.joined()
        return "\(day.rawValue):\(numbers.decimal.rawValue):\(flags)"
    }
}

extension Mapping {
    /// Whether a file without this column could not be imported.
    fileprivate func needs(_ field: OrderField) -> Bool {
        if OrderField.required.contains(field) { return field != .orderNumber || orderRule != .row }
        guard OrderField.priced.contains(field) else { return false }
        return !OrderField.priced.contains { $0 != field && tells($0) }
    }
}

/// Capital letters of ASCII as small ones: "Cancelled" is "cancelled".
private func foldedASCII(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func equalsFolding(_ folded: [UInt8]) -> Bool {
        count == folded.count && zip(self, folded).allSatisfy { foldedASCII($0) == $1 }
    }
}
