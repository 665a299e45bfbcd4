/// Whose word about a tier counts (SPEC C6): its owner agrees to a downgrade that waits; whoever may approve decides.
package enum DecisionRight: Sendable, Equatable {
    case none
    /// To a downgrade that waits for the owner's word.
    case agree
    case decide

    /// - Parameters:
    ///   - unit: as far as the person may see it: of a branch nobody decides alone.
    ///   - isOwner: whether they own the account, or the head of the group, that is judged.
    package init(about unit: JudgedUnit, mayApprove: Bool, isOwner: Bool) {
        let waits = unit.judgement.waitingSince != nil && unit.judgement.reason == .waitsForOwner
        if unit.sight == .tierOnly {
            self = .none
        } else if mayApprove {
            self = .decide
        } else {
            self = waits && isOwner ? .agree : .none
        }
    }
}
