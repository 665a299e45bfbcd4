import Database
import Ledger
import Measures

/// The rows of a file of costs: those that can be written, each number once, and those that cannot, with their reasons.
struct SortedCosts: Sendable {
    struct Reject: Sendable {
        var problem: CostProblem
        /// The one its cost would have had; empty when that cannot be told.
        var number: String
    }

    private(set) var costs: [NumberedCost] = []
    /// By record of the file.
    private(set) var rejects: [Int: Reject] = [:]
    /// Rows that say what an earlier one of the same number says.
    private(set) var repeated = 0
    /// By cost: its record in the file.
    private var records: [Int] = []
    private var places: [ExactText: Int] = [:]
    private var numbers = CostNumbers()
    private var total: UInt64 = 0

    /// - Parameter accounts: those that are known, by code.
    init(_ rows: [CostRow], accounts: [ExactText: Int]) {
        for row in rows { take(row, accounts[ExactText(row.account)]) }
    }

    /// Rows that were taken, also those that say nothing new.
    var accepted: Int { costs.count + repeated }

    /// Marks costs that would change a closed month.
    mutating func reject(late: [Int], through month: Month) {
        for place in late {
            rejects[records[place]] = Reject(problem: .monthClosed(month), number: costs[place].number)
        }
    }

    private mutating func take(_ row: CostRow, _ account: Int?) {
        let number = numbers.number(of: row)
        func reject(_ problem: CostProblem) {
            rejects[row.record] = Reject(problem: problem, number: number)
        }
        if let problem = row.problem { return reject(problem) }
        guard let account, let day = row.day, let kind = row.kind else {
            return reject(.unknownAccount(String(row.account.prefix(80))))
        }
        let cost = NumberedCost(
            number: number,
            cost: Cost(
                account: account, day: day, kind: kind, currency: row.currency, amount: row.amount, note: row.note))
        if let known = places[ExactText(number)] {
            if costs[known] == cost { repeated += 1 } else { reject(.numberTwice(number)) }
            return
        }
        guard total + row.amount.magnitude <= Self.largestTotal else { return reject(.tooLarge) }
        total += row.amount.magnitude
        places[ExactText(number)] = costs.count
        costs.append(cost)
        records.append(row.record)
    }

    /// More than a hundred such files would be needed to leave the range of 64 bits.
    private static let largestTotal: UInt64 = 50_000_000_000_000_000
}

/// Numbers for costs that have none: account, day, kind, and which of those alike in the file. Rows that are rejected
/// count too, so that the others keep their numbers once they are mended.
private struct CostNumbers: Sendable {
    private var counts: [ExactText: Int] = [:]

    mutating func number(of row: CostRow) -> String {
        guard row.number.isEmpty else { return row.number }
        guard !row.account.isEmpty, let day = row.day, let kind = row.kind else { return "" }
        let stem = "\(row.account) \(day.iso) \(kind.code)"
        let count = counts[ExactText(stem), default: 0] + 1
        counts[ExactText(stem)] = count
        return "\(stem) \(count)"
    }
}
