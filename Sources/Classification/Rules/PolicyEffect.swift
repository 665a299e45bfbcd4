package import Measures

/// What other rules would make of the current judgements, before anybody publishes them (SPEC C8).
package struct PolicyEffect: Sendable, Equatable {
    /// The day of the current judgements, which the rules are tried on.
    package var day: Day
    /// Accounts that would change their tier at once, from which to which.
    package var movements: [Movement] = []
    package var up = 0
    package var down = 0
    /// Accounts that would stay in their tier, and be secure in it no more or anew.
    package var safety = 0
    /// Accounts whose size would be another tier's, which has to hold first (SPEC C6).
    package var pending = 0

    /// - Parameter current: what holds now, by unit.
    package init(_ tried: Evaluation, current: FormerJudgements) {
        day = tried.ground.day
        var moves: [Movement] = []
        for judgement in tried.judgements {
            let before = current[judgement.unit]
            if before?.tier == judgement.tier {
                if judgement.tier != nil, before?.safety != judgement.safety { safety += 1 }
                if judgement.pending != nil, before?.pending != judgement.pending { pending += 1 }
                continue
            }
            if (judgement.tier?.place ?? .max) < (before?.tier?.place ?? .max) { up += 1 } else { down += 1 }
            moves.append(Movement(from: before?.tier, to: judgement.tier, accounts: 1, contribution: 0))
            if moves.count > 10_000 { moves = Movement.sum(moves) }
        }
        movements = Movement.sum(moves).sorted { Self.place($0) < Self.place($1) }
    }

    private static func place(_ movement: Movement) -> Int {
        (movement.from?.place ?? 99) * 100 + (movement.to?.place ?? 99)
    }
}
