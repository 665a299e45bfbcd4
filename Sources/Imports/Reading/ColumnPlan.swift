import Foundation
import Ledger
import Measures
import Tabular

/// A mapping laid over one file's header: which column holds which field, and how days and numbers are written. What the
/// mapping leaves open is first taken from the first rows and settled by the whole file (`settled(by:)`).
struct ColumnPlan: Sendable {
    let mapping: Mapping
    let header: CSVHeader
    /// The company's: for times that name their own.
    let zone: TimeZone
    /// The last day an order can have: tomorrow, for somewhere it has begun.
    let lastDay: Day
    /// Fields the mapping names columns for that the file does not have.
    let absent: [OrderField]
    private(set) var day: DayFormat
    private(set) var numbers: DecimalFormat
    /// Whether rows that leave something out continue the row above.
    private(set) var continues: Bool
    private var stripped: [Bool]
    private var percents: [Bool]
    /// Numbers that the file gives.
    let numeric: [OrderField]
    private let columns: [Int]
    private let constants: [HeldText?]
    // Asked of each row, and the mapping is large.
    let orderRule: OrderRule
    let dayIsGiven: Bool
    let numbersAreGiven: Bool
    private let hasConstants: Bool
    /// Rules that look at something else than states.
    private let rules: [(rule: CancelRule, startsWith: [[UInt8]], equals: [[UInt8]])]

    /// Columns in the header.
    var width: Int { header.count }
    var span: Int { mapping.span ?? Mapping.usualSpan }

    init(
        _ mapping: Mapping, header: CSVHeader, samples: FileSample, zone: TimeZone, today: Day
    ) throws(ImportProblem) {
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
        numeric = OrderField.allCases.filter {
            $0.number != nil && (columns[$0.place] >= 0 || mapping.constants[$0] != nil)
        }
        rules = mapping.cancelled.filter { !OrderField.states.contains($0.field) }.map { rule in
            (rule, (rule.startsWith ?? []).map { Array($0.utf8) }, (rule.equals ?? []).map { $0.utf8.map(foldedASCII) })
        }
        stripped = OrderField.allCases.map { mapping.withoutTrailingZero.contains($0) }
        (orderRule, dayIsGiven, numbersAreGiven) = (mapping.orderRule, mapping.day != nil, mapping.numbers != nil)
        (day, numbers, continues) = (mapping.day ?? .ymd, mapping.numbers ?? .pointDecimal, false)
        percents = [Bool](repeating: false, count: OrderField.allCases.count)
        // What the first rows show; contradictions are for the whole file to tell.
        let evidence = samples.evidence(self)
        adopt(evidence)
        if mapping.day == nil, case .open = evidence.days.verdict { day = .dmy }
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

    func stripsZero(_ field: OrderField) -> Bool { stripped[field.place] }
    /// Whether shares of this field are written as 13 and not as 0.13.
    func isPercent(_ field: OrderField) -> Bool { percents[field.place] }

    /// A field without what stands beside its text; empty where it says that there is nothing.
    @inline(__always)
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
        var plan = self
        plan.adopt(evidence)
        return plan
    }

    private mutating func adopt(_ evidence: FileEvidence) {
        if mapping.day == nil, case .settled(let format) = evidence.days.verdict { day = format }
        if mapping.numbers == nil, case .settled(let format?) = evidence.numbers.verdict { numbers = format }
        continues = evidence.continues
        for field in OrderField.codes where !mapping.withoutTrailingZero.contains(field) {
            stripped[field.place] = evidence.tails[field.place] && !evidence.noTails[field.place]
        }
        percents = evidence.percents
    }

    /// Whether both read rows alike.
    func reads(as other: ColumnPlan) -> Bool {
        day == other.day && numbers == other.numbers && continues == other.continues && stripped == other.stripped
            && percents == other.percents
    }

    private func place(_ line: Int, _ field: OrderField) -> FilePlace { FilePlace(line: line, column: self[field] + 1) }

    /// In a few letters, for telling readings apart.
    var reading: String {
        let flags = (stripped + percents + [continues]).map { $0 ? "1" : "0" }.joined()
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
