package import Statistics

/// What a unit is held against: how the others stand. An evaluation of all makes it and keeps it; between two
/// evaluations one unit is judged against the last.
package struct Yardstick: Sendable, Equatable {
    /// Measures that a percentile scale or a part of loyalty compares.
    package enum Measure: Int, Sendable, CaseIterable {
        case revenue = 1, contribution, margin, priceRealisation, frequency, loyalty
    }

    /// Parts whose mean stands in for who has none.
    package enum Part: Int, Sendable, CaseIterable {
        case repeatPurchase = 1, breadth, regularity
        case revenue, contribution, margin, priceRealisation, frequency, loyalty
    }

    package var companyMargin: Double?
    package var categoriesOffered = 0
    package var means: [Part: Double] = [:]
    /// How the values of a measure are spread. Judging and explaining use the same, so that the parts of a score add up
    /// to it; exact while no more than four hundred are distinct, as counts of order days always are.
    package var values: [Measure: ValueCounts] = [:]
    /// The least contribution in each tier and those above it; nil where nobody is.
    package var cuts: [Int64?] = []

    package init() {}

    package func percentile(_ value: Double, _ measure: Measure) -> Double? {
        values[measure]?.midRankPercentile(of: value)
    }

    /// - Parameter sorted: ascending.
    package mutating func set(_ measure: Measure, to sorted: [Double]) {
        values[measure] = ValueCounts(sorted: sorted, most: 400)
    }
}
