/// How an account stands among the others, as the latest judgement has it; kept beside the account so that lists can
/// show and sort by it. The judging itself is not known here.
package struct AccountStanding: Sendable, Hashable {
    package var account: Int
    /// The account it is judged with: the head of its group, or itself.
    package var unit: Int
    /// The place of its tier, 0 for the largest; nil when it is in none.
    package var tier: Int?
    /// Of the first tier: 1 secure, 2 at risk, 3 not yet known.
    package var safety: Int?
    /// Scores 0–100.
    package var value: Double?
    package var loyalty: Double?
    /// Revenue against the window before.
    package var growth: Double?
    /// Minor units of the company's currency.
    package var contribution: Int64?

    package init(account: Int, unit: Int) {
        self.account = account
        self.unit = unit
    }
}
