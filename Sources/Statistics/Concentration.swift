/// The Gini coefficient: 0 when all are equal, near 1 when one has everything (SPEC B4).
///
/// Half the mean absolute difference over the mean, Σ (2i − n − 1)·xᵢ ÷ (n·Σx) over the values ascending. Values may be
/// negative (net of returns): the same formula is used on the net values, and as those who gave back make the total
/// smaller but not the differences, it can then exceed 1. Sums are exact. Nil for no values or a total ≤ 0.
package func gini(_ values: [Int64]) -> Double? {
    let sorted = values.sorted()
    var total: Int128 = 0
    var weighted: Int128 = 0
    for (index, value) in sorted.enumerated() {
        total += Int128(value)
        weighted += Int128(2 * (index + 1) - sorted.count - 1) * Int128(value)
    }
    guard total > 0 else { return nil }
    return Double(weighted) / Double(total) / Double(sorted.count)
}

/// What the highest accounts have of the whole.
package struct TopShare: Hashable, Sendable {
    package let percent: Int
    /// How many accounts that is.
    package let accounts: Int
    /// Fraction of the net total; above 1 where the others together are negative.
    package let share: Double
}

/// The share of the ceil(percent·N ÷ 100) highest of N values, which are sorted descending (SPEC B4).
///
/// The denominator is the net total, negatives included. Nil for a percent outside 1...100, no values or a total ≤ 0.
package func topShare(percent: Int, ofDescending values: [Int64]) -> TopShare? {
    guard (1...100).contains(percent), let total = positiveTotal(values) else { return nil }
    let accounts = (percent * values.count + 99) / 100
    let top = values.prefix(accounts).reduce(Int128(0)) { $0 + Int128($1) }
    return TopShare(percent: percent, accounts: accounts, share: Double(top) / Double(total))
}

/// How many of the highest values (sorted descending) it takes to reach `percent` of the net total.
///
/// Nil for a percent outside 1...100, no values or a total ≤ 0.
package func accountsReaching(percent: Int, ofDescending values: [Int64]) -> Int? {
    guard (1...100).contains(percent), let total = positiveTotal(values) else { return nil }
    var sum: Int128 = 0
    for (index, value) in values.enumerated() {
        sum += Int128(value)
        if sum * 100 >= total * Int128(percent) { return index + 1 }
    }
    return nil
}

private func positiveTotal(_ values: [Int64]) -> Int128? {
    let total = values.reduce(Int128(0)) { $0 + Int128($1) }
    return total > 0 ? total : nil
}

/// A point of a cumulative curve.
package struct CurvePoint: Hashable, Sendable {
    /// The first so many accounts …
    package let accounts: Int
    /// … are this fraction of all accounts …
    package let accountShare: Double
    /// … and have this fraction of the net total.
    package let valueShare: Double
}

/// The cumulative share of the total by ranked account, highest first, from (0, 0) to (1, 1).
///
/// At most `limit` points, evenly spaced by rank and always with both ends; at least 2. Empty for no values or a
/// total ≤ 0. Values sorted descending.
package func concentrationCurve(ofDescending values: [Int64], limit: Int) -> [CurvePoint] {
    cumulativeCurve(values, limit: limit)
}

/// The Lorenz curve: the cumulative share of the total, lowest first. Values sorted ascending; else as
/// `concentrationCurve`.
package func lorenzPoints(ofAscending values: [Int64], limit: Int) -> [CurvePoint] {
    cumulativeCurve(values, limit: limit)
}

private func cumulativeCurve(_ values: [Int64], limit: Int) -> [CurvePoint] {
    guard let total = positiveTotal(values) else { return [] }
    let steps = min(max(limit, 2) - 1, values.count)
    var sum: Int128 = 0
    var reached = 0
    return (0...steps).map { step in
        let accounts = step * values.count / steps
        for value in values[reached..<accounts] { sum += Int128(value) }
        reached = accounts
        return CurvePoint(
            accounts: accounts, accountShare: Double(accounts) / Double(values.count),
            valueShare: Double(sum) / Double(total))
    }
}
