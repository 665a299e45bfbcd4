import Foundation
import Ledger
import Measures
import Tabular

/// A mapping laid over one file's header: which column holds which field, and how days and numbers are written.
struct ColumnPlan: Sendable {
    /// Columns in the header.
    let width: Int
    let day: DayFormat
    let numbers: DecimalFormat
    /// The company's: for times that name their own.
    let zone: TimeZone
    /// The last day an order can have: tomorrow, for somewhere it has begun.
    let lastDay: Day
    /// Fields the mapping names columns for that the file does not have.
    let absent: [OrderField]
    private let columns: [Int]
    private let stripped: [Bool]
    private let rules: [(rule: CancelRule, startsWith: [[UInt8]], equals: [[UInt8]])]

    init(
        _ mapping: Mapping, header: CSVHeader, samples: FileSample, zone: TimeZone, today: Day
    ) throws(ImportProblem) {
        var columns = [Int](repeating: -1, count: OrderField.allCases.count)
        var problems = mapping.problems
        for (place, field) in OrderField.allCases.enumerated() {
            guard let names = mapping.columns[field], !names.isEmpty else { continue }
            if let column = header.index(of: names) {
                columns[place] = column
            } else if OrderField.required.contains(field) || mapping.isPricedOnly(by: field) {
                problems.append(.columnMissing(field, names: names))
            }
        }
        guard problems.isEmpty else { throw .mapping(problems) }
        self.columns = columns
        absent = OrderField.allCases.filter { !(mapping.columns[$0] ?? []).isEmpty && columns[$0.place] < 0 }
        self.zone = zone
        lastDay = today.advanced(by: 1)
        width = header.count
        stripped = OrderField.allCases.map { mapping.withoutTrailingZero.contains($0) }
        rules = mapping.cancelled.map { rule in
            (rule, (rule.startsWith ?? []).map { Array($0.utf8) }, (rule.equals ?? []).map { $0.utf8.map(foldedASCII) })
        }
        if let day = mapping.day {
            self.day = day
        } else {
            day = try samples.dayFormat(column: columns[OrderField.day.place])
        }
        let amounts: [OrderField] = [.quantity, .unitPrice, .amount, .cost, .profit]
        numbers = mapping.numbers ?? samples.decimalFormat(columns: amounts.map { columns[$0.place] })
    }

    /// −1 when the file has no such column.
    subscript(field: OrderField) -> Int { columns[field.place] }

    func stripsZero(_ field: OrderField) -> Bool { stripped[field.place] }

    func kind(of row: RowReader, _ reader: CSVReader) -> OrderKind {
        for (rule, starts, equals) in rules {
            let text = row.field(rule.field, of: reader)
            guard
                starts.contains(where: { text.starts(with: $0) }) || equals.contains(where: { text.equalsFolding($0) })
            else { continue }
            return rule.means == .cancellation ? .cancellation : .void
        }
        return .sale
    }
}

extension OrderField {
    /// Its place in a table of all fields.
    var place: Int {
        switch self {
        case .orderNumber: 0
        case .day: 1
        case .accountCode: 2
        case .accountName: 3
        case .productCode: 4
        case .productName: 5
        case .category: 6
        case .quantity: 7
        case .unitPrice: 8
        case .amount: 9
        case .cost: 10
        case .profit: 11
        case .discount: 12
        case .currency: 13
        case .region: 14
        case .status: 15
        }
    }
}

extension Mapping {
    /// Whether a file without this column would have no prices at all.
    func isPricedOnly(by field: OrderField) -> Bool {
        let other: OrderField = field == .unitPrice ? .amount : .unitPrice
        return (field == .unitPrice || field == .amount) && (columns[other] ?? []).isEmpty
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
