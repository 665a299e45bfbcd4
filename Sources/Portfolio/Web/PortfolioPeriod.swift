import Measures
import Site

/// The period a portfolio page speaks of, as the address names it: `?from=&to=`, or `?period=months|year|all`.
struct PortfolioPeriod: Sendable, Equatable {
    enum Choice: String, CaseIterable, Sendable { case months, year, all }

    /// The usual one where what was typed cannot be read; nothing is told of it then.
    let range: DayRange
    /// Nil when days were typed.
    let choice: Choice?
    /// What was typed and could not be read, with why.
    let problems: [Problem]

    enum Problem: Sendable, Equatable {
        case unreadable(field: String)
        case ambiguous(field: String)
        case reversed
    }

    /// - Parameter known: the first and the last day with orders.
    init(from: String?, to: String?, choice: String?, known: DayRange, today: Day) {
        guard from != nil || to != nil else {
            let choice = choice.flatMap(Choice.init) ?? .months
            self.init(range: choice.range(known), choice: choice, problems: [])
            return
        }
        let (first, firstProblem) = Self.day(from, "from", usual: known.from, today)
        let (last, lastProblem) = Self.day(to, "to", usual: known.through, today)
        var problems = [firstProblem, lastProblem].compactMap { $0 }
        if problems.isEmpty, let range = DayRange(from: first, through: last) {
            self.init(range: range, choice: nil, problems: [])
            return
        }
        if problems.isEmpty { problems = [.reversed] }
        self.init(range: Choice.months.range(known), choice: nil, problems: problems)
    }

    private init(range: DayRange, choice: Choice?, problems: [Problem]) {
        self.range = range
        self.choice = choice
        self.problems = problems
    }

    private static func day(_ text: String?, _ field: String, usual: Day, _ today: Day) -> (Day, Problem?) {
        guard let text else { return (usual, nil) }
        switch DayInput.read(text, today: today) {
        case .day(let day): return (day, nil)
        case .problem(.ambiguous): return (usual, .ambiguous(field: field))
        case .problem: return (usual, .unreadable(field: field))
        }
    }
}

extension PortfolioPeriod.Choice {
    /// The period up to the last day with orders.
    func range(_ known: DayRange) -> DayRange {
        switch self {
        case .months: DayRange.year(through: known.through)
        case .year:
            Day(year: known.through.year, month: 1, day: 1)
                .flatMap { DayRange(from: $0, through: known.through) } ?? known
        case .all: known
        }
    }
}
