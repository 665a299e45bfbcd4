import Accounts
import ArgumentParser
import Audit
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
        let (report, isOutdated, audit) = try await database.with { database in
            try await DayCosts.fill(database)
            var report = try await Doctor().examine(database)
            let check = try await database.read { try JudgementCheck($0) }
            for problem in check.problems { report.note(problem + ": run mainstay evaluate") }
            for problem in try await database.read({ try GrantCheck($0).problems }) { report.note(problem) }
            let audit = try await AuditStore(database).check()
            for problem in audit.problems { report.note(problem) }
            return (report, check.isOutdated, audit)
        }
        if json { try Console.print(json: Findings(report, isOutdated, audit)) } else { tell(report, audit) }
        if isOutdated {
            Console.say("What is judged is older than the ledger: a running server judges anew, or mainstay evaluate.")
        }
        if !report.isClean { throw ExitCode(1) }
    }

    private func tell(_ report: Doctor.Report, _ audit: AuditStore.Check) {
        for problem in report.problems { print(problem) }
        if report.problemCount > report.problems.count {
            print("… and \(NumberStyle(.en).integer(report.problemCount - report.problems.count)) more")
        }
        let examined =
            [(report.accounts, "account"), (report.orders, "order"), (report.lines, "line")]
            + (report.costs > 0 ? [(report.costs, "cost")] : [])
        let verdict = report.isClean ? "all agrees" : Console.count(report.problemCount, "difference")
        print(examined.map { Console.count($0, $1) }.joined(separator: ", ") + " examined: " + verdict)
        if audit.seals > 0 {
            let style = NumberStyle(.en)
            print(
                "audit: \(style.integer(audit.entries)) entries, \(style.integer(audit.unsealed)) of them not sealed yet; "
                    + "the last seal is \(audit.lastSeal)")
        }
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

        var auditEntries: Int
        var auditUnsealed: Int
        /// In hexadecimal; empty before anything is sealed.
        var auditSeal: String

        init(_ report: Doctor.Report, _ isOutdated: Bool, _ audit: AuditStore.Check) {
            auditEntries = audit.entries
            auditUnsealed = audit.unsealed
            auditSeal = audit.lastSeal
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
