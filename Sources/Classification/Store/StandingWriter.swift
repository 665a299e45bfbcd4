import Accounts
import Database

/// Tells Accounts how every account stands, so that lists can show, filter and sort by it.
enum StandingWriter {
    static func write(_ evaluation: Evaluation, in connection: any Connection) throws {
        let groups = evaluation.ground.rules.unit == .group ? try GroupStore.groups(in: connection) : .none
        try StandingStore.replace(in: connection) { tell in
            for judgement in evaluation.judgements {
                for account in groups.unit(of: judgement.unit) { try tell(AccountStanding(account, judgement)) }
            }
        }
    }
}

extension AccountStanding {
    init(_ account: Int, _ judgement: Judgement) {
        self.init(account: account, unit: judgement.unit)
        tier = judgement.tier?.place
        safety = (judgement.safety?.rawValue).map(Int.init)
        value = judgement.value?.score
        loyalty = judgement.loyalty?.score
        growth = judgement.growth
        contribution = judgement.contribution
    }
}
