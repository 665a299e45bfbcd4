import Accounts
import Rights
import Site

/// Whose word about a tier counts (SPEC C6): its owner agrees to a downgrade that waits; whoever may approve decides.
enum DecisionRight: Sendable, Equatable {
    case none
    /// To a downgrade that waits for the owner's word.
    case agree
    case decide

    init(_ visit: Visit, _ unit: JudgedUnit) async throws {
        if unit.sight == .tierOnly {
            self = .none
        } else if visit.may(.approving) {
            self = .decide
        } else {
            let isWaiting = unit.judgement.waitingSince != nil && unit.judgement.reason == .waitsForOwner
            let head = unit.judgement.unit
            let holds = isWaiting ? try await AccountStore(visit.database).includes(head, visit.writing) : false
            self = holds ? .agree : .none
        }
    }
}
