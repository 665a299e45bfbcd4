import Ledger

/// What an account of a group brings alone, and the tier that its size alone would come to (SPEC C3): rolling the group
/// up changes as much as lies between.
package struct MemberAlone: Sendable, Equatable {
    package var account: Int
    /// Net, of the window.
    package var revenue: Int64
    package var contribution: Int64
    /// By the cuts of the evaluation; nil without revenue in the window.
    package var tier: Tier?
}

extension JudgedUnit {
    /// One of its members, from the member's own facts; nil facts for one that never bought.
    func alone(_ account: Int, _ facts: AccountFacts?) -> MemberAlone {
        guard let facts else { return MemberAlone(account: account, revenue: 0, contribution: 0) }
        let (measured, margin) = ground.measured(account, facts)
        let rule = ContributionRule(companyMargin: evaluation.yardstick.companyMargin)
        let contribution = rule.contribution(revenue: measured.revenue, margin, costs: measured.costs).amount
        return MemberAlone(
            account: account, revenue: measured.revenue, contribution: contribution,
            tier: measured.isActive ? evaluation.yardstick.tier(of: contribution) : nil)
    }
}

extension Yardstick {
    /// The tier whose least contribution this one reaches; the last for what reaches none.
    package func tier(of contribution: Int64) -> Tier? {
        guard !cuts.isEmpty else { return nil }
        let reached = cuts.dropLast().firstIndex { cut in contribution > 0 && cut.map { contribution >= $0 } ?? false }
        return Tier(reached ?? cuts.count - 1)
    }
}
