import Jobs
import Measures
import Site

struct PassPage: PageValue {
    let state: PassState
    /// Reloads itself where there is no script; not in the moving part, where htmx would bring it to life.
    let isMoving: Bool

    init(state: PassState) {
        self.state = state
        isMoving = state.running != nil
    }
}

/// The moving part of a pass's page: waiting and running, refused, or what a check found.
struct PassState: PageValue {
    let path: String
    /// Asked again and again while this is there.
    let running: Running?
    let problem: String?
    /// Where the lines that stood in the way can be had.
    let problemRejects: String?
    let check: Check?

    struct Running: PageValue {
        let path: String
        let title: String
        let progress: ProgressView
        let detail: String
    }

    struct Check: PageValue {
        let path: String
        let counts: CountsView
        let canRun: Bool
    }

    init(_ visit: Visit, _ file: UploadedFile, _ pass: Pass) {
        path = "/imports/\(file.id)"
        let isRunning = !pass.isOver
        running =
            isRunning
            ? Running(
                path: "/imports/\(file.id)/progress",
                title: visit.text(pass.isCheck ? ImportText.checkRunning : .importRunning),
                progress: ProgressView(visit, fraction: pass.job?.progress ?? 0, since: pass.job?.started),
                detail: visit.text(pass.job?.state == .waiting ? ImportText.waitingText : .leaveText)) : nil
        problem =
            isRunning || pass.outcome != nil ? nil : pass.problem?[visit.language] ?? visit.text(ImportText.brokenText)
        problemRejects = problem != nil && pass.hasRejects ? "/imports/\(file.id)/rejected.csv" : nil
        check = pass.outcome.map {
            Check(
                path: "/imports/\(file.id)",
                counts: CountsView(
                    visit, $0, isCheck: pass.isCheck,
                    rejectPath: $0.rejected > 0 ? "/imports/\(file.id)/rejected.csv" : nil),
                canRun: $0.accepted > 0)
        }
    }
}

/// A progress bar with the remaining time in words.
struct ProgressView: PageValue {
    let label: String
    let thousandths: Int
    let percent: String
    let remaining: String

    init(_ visit: Visit, fraction: Double, since: Int?) {
        label = visit.text(ImportText.progress)
        thousandths = Int(fraction * 1_000)
        percent = NumberStyle(visit.language).percent(fraction, digits: 0)
        remaining = ProgressView.words(
            visit, RemainingTime.seconds(fraction: fraction, elapsed: since.map { visit.now - $0 }))
    }

    private static func words(_ visit: Visit, _ seconds: Int?) -> String {
        guard let seconds else { return visit.text(ImportText.remainingUnknown) }
        let rounded = RemainingTime.rounded(seconds)
        return rounded.minutes > 0
            ? visit.text(ImportText.remainingMinutes, count: rounded.minutes)
            : visit.text(ImportText.remainingSeconds, count: rounded.seconds)
    }
}
