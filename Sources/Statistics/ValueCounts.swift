/// How often each of some values occurs, so that any value can be placed among them: all of them while no more than so
/// many are distinct, else as many evenly spread quantiles, each standing for as many values.
package struct ValueCounts: Sendable, Equatable {
    /// Ascending, each once.
    package private(set) var values: [Double] = []
    /// How often each occurs; of quantiles, 1.
    package private(set) var counts: [Int] = []
    /// How many values there are up to each.
    private var through: [Int] = []

    package init() {}

    /// - Parameters:
    ///   - sorted: ascending.
    ///   - most: of distinct values that are kept as they are.
    package init(sorted: [Double], most: Int) {
        for value in sorted {
            add(value)
            guard values.count > most else { continue }
            self = ValueCounts()
            for step in 0...most { quantile(Double(step) / Double(most), ofSorted: sorted).map { add($0) } }
            return
        }
    }

    /// Values come in ascending order.
    package mutating func add(_ value: Double, count: Int = 1) {
        if value == values.last {
            counts[counts.count - 1] += count
            through[through.count - 1] += count
        } else {
            values.append(value)
            counts.append(count)
            through.append((through.last ?? 0) + count)
        }
    }

    /// Where a value stands, 0...100: those below it and half of those equal to it. Nil for no values.
    package func midRankPercentile(of value: Double) -> Double? {
        guard let all = through.last else { return nil }
        let place = firstIndex(in: values) { $0 >= value }
        let below = place > 0 ? through[place - 1] : 0
        let equal = place < values.count && values[place] == value ? counts[place] : 0
        return (Double(below) + Double(equal) / 2) * 100 / Double(all)
    }
}
