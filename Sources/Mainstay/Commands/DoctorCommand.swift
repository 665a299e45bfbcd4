import Accounts
import ArgumentParser
import Classification
import Database
import Ledger
import Measures

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Recompute everything derived and report any difference.")

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let (report, isOutdated) = try await database.with { database in
            var report = try await Doctor().examine(database)
            let check = try await database.read { try JudgementCheck($0) }
            for problem in check.problems { report.note(problem + ": run mainstay evaluate") }
            for problem in try await database.read({ try GrantCheck($0).problems }) { report.note(problem) }
            return (report, check.isOutdated)
        }
        if json { try Console.print(json: Findings(report, isOutdated)) } else { tell(report) }
        if isOutdated {
            Console.say("What is judged is older than the ledger: a running server judges anew, or mainstay evaluate.")
        }
        if !report.isClean { throw ExitCode(1) }
    }

    private func tell(_ report: Doctor.Report) {
        for problem in report.problems { print(problem) }
        if report.problemCount > report.problems.count {
            print("… and \(NumberStyle(.en).integer(report.problemCount - report.problems.count)) more")
        }
        let examined =
            [(report.accounts, "account"), (report.orders, "order"), (report.lines, "line")]
            + (report.costs > 0 ? [(report.costs, "cost")] : [])
        let verdict = report.isClean ? "all agrees" : Console.count(report.problemCount, "difference")
        print(examined.map { Console.count($0, $1) }.joined(separator: ", ") + " examined: " + verdict)
        if report.unfinishedRuns > 0 {
            let runs = report.unfinishedRuns == 1 ? "1 run is" : "\(report.unfinishedRuns) runs are"
            print(
                "\(runs) unfinished (mainstay run list): import the same file again to go on, or take the run back; "
                    + "one that is being taken back goes on with mainstay run undo.")
        }
    }

    private struct Findings: Encodable {
        var clean: Bool
        var accounts: Int
        var orders: Int
        var lines: Int
        var costs: Int
        var unfinishedRuns: Int
        var problemCount: Int
        var problems: [String]
        /// The judgements are older than the ledger.
        var outdated: Bool

        init(_ report: Doctor.Report, _ isOutdated: Bool) {
            outdated = isOutdated
            clean = report.isClean
            accounts = report.accounts
            orders = report.orders
            lines = report.lines
            costs = report.costs
            unfinishedRuns = report.unfinishedRuns
            problemCount = report.problemCount
            problems = report.problems
        }
    }
}
