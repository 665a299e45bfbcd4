/// Scores 1...5 in equal groups by rank: score = ceil(rank × 5 ÷ n), the rank counted from the lowest value.
///
/// In the order of `values`; equal values rank in that order, so pass accounts ordered by number. Reversed (score
/// 6 − ceil(rank × 5 ÷ n), the same ranks) for what is better when small, such as recency.
@inlinable
package func quintilesByRank<Value: Comparable>(_ values: [Value], reversed: Bool = false) -> [Int] {
    let order = values.indices.sorted { left, right in
        values[left] == values[right] ? left < right : values[left] < values[right]
    }
    var scores = [Int](repeating: 0, count: values.count)
    for (index, position) in order.enumerated() {
        let score = ((index + 1) * 5 + values.count - 1) / values.count
        scores[position] = reversed ? 6 - score : score
    }
    return scores
}

/// Where a value stands among sorted ones, 0...100: those below it and half of those equal to it.
///
/// Nil for no values.
@inlinable
package func midRankPercentile<Value: Comparable>(of value: Value, inSorted values: [Value]) -> Double? {
    guard !values.isEmpty else { return nil }
    let below = firstIndex(in: values) { $0 >= value }
    let throughEqual = firstIndex(in: values) { $0 > value }
    return Double(below + throughEqual) * 50 / Double(values.count)
}

/// The mid-rank percentile of every value, in the order given.
@inlinable
package func midRankPercentiles<Value: Comparable>(_ values: [Value]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var percentiles = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
        var end = start + 1
        while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
        for position in order[start..<end] { percentiles[position] = Double(start + end) * 50 / Double(values.count) }
        start = end
    }
    return percentiles
}

/// Binary search for the first element that meets a condition which, once met, all later ones meet.
@usableFromInline
func firstIndex<Value>(in values: [Value], where meets: (Value) -> Bool) -> Int {
    var low = 0
    var high = values.count
    while low < high {
        let middle = (low + high) / 2
        if meets(values[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
}
