import ArgumentParser
import Classification
import Composition
import Measures
import Rights

struct TiersReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiers", abstract: "How many accounts are in each tier, and what they bring.",
        discussion: "Of the latest evaluation that was kept and speaks of no later day.")

    static let revenueNote = "No cost is recorded: revenue stands for contribution."

    @Option(help: ArgumentHelp("The day the report speaks of; else today.", valueName: "day"))
    var asOf: DayArgument?

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let today = try await Composition.today(in: database)
            let day = asOf?.day ?? today
            let speaker = try await speaker.speaker(in: database)
            let scope = speaker.scope
            speaker.remark()
            let store = MovementStore(database)
            guard let found = try await store.evaluation(through: day, scope: scope) else {
                throw Failure("Nothing was judged by \(day.iso): run mainstay evaluate first.")
            }
            let evaluation = try await store.totalled(found, scope: scope)
            let tiers = try await store.policy(of: evaluation).tiers
            if json {
                try Console.print(json: Report(evaluation, tiers, asked: day, scope))
            } else {
                tell(evaluation, tiers, scope)
            }
        }
    }

    private func tell(_ evaluation: StoredEvaluation, _ tiers: TierPolicy, _ scope: Scope) {
        let style = NumberStyle(.en)
        print("Judged as of \(evaluation.day.iso), policy \(evaluation.policyVersion)")
        let rows = evaluation.tiers.map { total in
            [
                tiers.name(total.tier, .en), style.integer(total.accounts),
                style.money(Money(minor: total.revenue, currency: evaluation.currency)),
            ]
                + (scope.sees(.cost)
                    ? [
                        style.money(Money(minor: total.contribution, currency: evaluation.currency)),
                        style.money(Money(minor: total.losses, currency: evaluation.currency)),
                        style.percent(evaluation.share(of: total), digits: 1),
                    ] : [])
        }
        let head =
            ["tier", "accounts", "revenue"]
            + (scope.sees(.cost) ? ["contribution", "losses in it", "share of gains"] : [])
        Console.print(table: [head] + rows, rightAligned: [1, 2, 3, 4, 5])
        if evaluation.isByRevenue { Console.say(Self.revenueNote) }
        Self.remark(leftOut: evaluation.leftOut, estimated: evaluation.estimated)
    }

    /// What must be said beside the tiers.
    static func remark(leftOut: Int?, estimated: Int?) {
        if let estimated, estimated > 0 {
            Console.say("The contribution of \(Console.count(estimated, "account")) is estimated, in whole or in part.")
        }
        if let leftOut, leftOut > 0 {
            Console.say(
                "\(Console.count(leftOut, "account")) ordered in other currencies too, which are left out: there is no exchange rate."
            )
        }
    }

    private struct Report: Encodable {
        struct Tier: Encodable {
            var tier: String
            var accounts: Int
            var revenueMinor: Int64
            /// Null for those who may not see costs, and so is the share.
            var contributionMinor: Console.Known<Int64>
            /// Contributions below zero among it.
            var lossMinor: Console.Known<Int64>
            /// Of all contributions above zero; null when there is none.
            var share: Console.Known<Double>
        }

        var asOf: String
        var asked: String
        var kind: String
        var policyVersion: Int
        var currency: String
        var contributionBasis: String
        /// Accounts whose contribution is estimated, and that have orders without an exchange rate; null where it was not
        /// counted.
        var estimated: Console.Known<Int>
        var leftOut: Console.Known<Int>
        var rows: [Tier]

        init(_ evaluation: StoredEvaluation, _ tiers: TierPolicy, asked: Day, _ scope: Scope) {
            asOf = evaluation.day.iso
            self.asked = asked.iso
            kind = evaluation.kind == .monthEnd ? "month_end" : "current"
            policyVersion = evaluation.policyVersion
            currency = evaluation.currency.code
            contributionBasis = evaluation.basis.code
            estimated = Console.Known(value: evaluation.estimated)
            leftOut = Console.Known(value: evaluation.leftOut)
            rows = evaluation.tiers.map { total in
                Tier(
                    tier: tiers.code(total.tier), accounts: total.accounts, revenueMinor: total.revenue,
                    contributionMinor: Console.Known(value: scope.sees(.cost) ? total.contribution : nil),
                    lossMinor: Console.Known(value: scope.sees(.cost) ? total.losses : nil),
                    share: Console.Known(value: scope.sees(.cost) ? evaluation.share(of: total) : nil))
            }
        }
    }
}
