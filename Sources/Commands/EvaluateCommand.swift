import ArgumentParser
import CMalloc
import Classification
import Composition
import Database
import Judging
import Measures

struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Judge all accounts: tiers, scores, loyalty.",
        discussion: """
            Without a day: every month end that is missing, in sequence and kept for good, then the current judgements \
            as of the last day with orders. With the day of a month end that comes next: up to it. Another day is \
            answered and kept nowhere.
            """)

    @Option(help: ArgumentHelp("Judge as of this day; else the last with orders.", valueName: "day"))
    var asOf: DayArgument?

    @Flag(help: "Judge month ends anew, from the day on or all of them, and replace what was kept.")
    var rebuild = false

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let today = try await Composition.today(in: database)
            let evaluator = Evaluator(database, now: Composition.now) { done in
                // A month's small blocks leave holes between those of the next; over years they come to a quarter of all.
                malloc_trim(0)
                if Console.isWatched { Console.progress("Judging: \(NumberStyle(.en).percent(done, digits: 0))") }
            }
            let start = ContinuousClock.now
            let outcome = try await evaluator.run(asOf: asOf?.day, today: today, rebuild: rebuild)
            if Console.isWatched { Console.progress("") }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            if json { try Console.print(json: Report(outcome, seconds: seconds)) } else { tell(outcome) }
        }
    }

    private func tell(_ outcome: Evaluator.Outcome) {
        let evaluation = outcome.evaluation
        let (style, ground) = (NumberStyle(.en), evaluation.ground)
        print(
            "Judged \(Console.count(evaluation.activeUnits, "active account")) as of \(ground.day.iso), policy \(ground.policy.version)"
        )
        Console.print(
            table: evaluation.totals.map { [ground.rules.tiers.name($0.tier, .en), style.integer($0.accounts)] },
            rightAligned: [1]
        )
        if ground.windowIsLonger { Console.say("The ledger begins on \(ground.ledger.from.iso), inside the window.") }
        if evaluation.yardstick.companyMargin == nil { Console.say(TiersReport.revenueNote) }
        TiersReport.remark(leftOut: evaluation.leftOut, estimated: evaluation.estimated)
        let kept = outcome.kept.isEmpty ? "Nothing was kept" : "Kept " + Console.count(outcome.kept.count, "month end")
        Console.say(kept + (outcome.isCurrent ? "; these are the current judgements." : "."))
    }

    private struct Report: Encodable {
        var asOf: String
        var policyVersion: Int
        var activeAccounts: Int
        var kept: [String]
        var isCurrent: Bool
        var seconds: Double
        /// Of those: reading and measuring accounts, holding them against each other, keeping what came of it.
        var readingSeconds: Double
        var judgingSeconds: Double
        var keepingSeconds: Double

        init(_ outcome: Evaluator.Outcome, seconds: Double) {
            asOf = outcome.evaluation.ground.day.iso
            policyVersion = outcome.evaluation.ground.policy.version
            activeAccounts = outcome.evaluation.activeUnits
            kept = outcome.kept.map(\.iso)
            isCurrent = outcome.isCurrent
            self.seconds = seconds
            readingSeconds = outcome.spent.reading / .seconds(1)
            judgingSeconds = outcome.spent.judging / .seconds(1)
            keepingSeconds = outcome.spent.keeping / .seconds(1)
        }
    }
}
