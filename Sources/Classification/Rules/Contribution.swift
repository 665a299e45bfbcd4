package import Ledger

/// Gross margin as far as costs are known, with its fallbacks (SPEC C3): what has no recorded cost of goods earns the
/// company's average, and where nobody's is recorded, revenue stands for it. What serving the account cost goes off
/// (SPEC L3).
package struct ContributionRule: Sendable, Equatable {
    /// Gross margin ÷ revenue of everything whose cost is known; nil when no cost of goods is recorded anywhere.
    package var companyMargin: Double?

    package init(companyMargin: Double?) { self.companyMargin = companyMargin }

    /// From the sums over all active units.
    package init(costedRevenue: Int64, cost: Int64) {
        if costedRevenue > 0 {
            companyMargin = Double(costedRevenue - cost) / Double(costedRevenue)
        } else {
            companyMargin = nil
        }
    }

    package func contribution(
        revenue: Int64, _ margin: AccountMeasures.Margin, costs: ServingCosts = ServingCosts()
    ) -> (amount: Int64, basis: ContributionBasis) {
        let found = beforeCosts(revenue: revenue, margin)
        return (found.amount - costs.total, found.basis)
    }

    private func beforeCosts(
        revenue: Int64, _ margin: AccountMeasures.Margin
    ) -> (amount: Int64, basis: ContributionBasis) {
        guard let companyMargin else { return (revenue, .revenue) }
        // Orders that were taken back whole came to nothing, whatever they cost.
        if revenue == 0, margin.gross == nil { return (0, .cost) }
        guard let gross = margin.gross else {
            return (Self.minor(Double(revenue) * companyMargin), .estimated)
        }
        let unknown = margin.revenue - margin.costedRevenue
        if unknown == 0 { return (gross, .cost) }
        return (gross + Self.minor(Double(unknown) * companyMargin), .partlyEstimated)
    }

    private static func minor(_ amount: Double) -> Int64 { Int64(amount.rounded(.toNearestOrAwayFromZero)) }
}
